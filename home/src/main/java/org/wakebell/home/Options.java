package org.wakebell.home;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param servers tried in turn; may be empty if the folder remembers them
 * @param code one-time pairing code, if given
 * @param name what its owner calls it on the screen
 * @param onceCheck connect, look at every bell, say so and end
 */
record Options(List<URI> servers, Optional<String> code, Path data, String name, boolean onceCheck) {

    static final String USAGE = """
            usage: wakebell home --server URL [--server URL2] [--code CODE] [--data DIR] [--name NAME] [--once-check]

              --server URL   the Wakebell server, as in https://wakebell.example.org; several are tried in turn
              --code CODE    one-time code from the server's Bells screen, as in K7QM-3XPR; needed once
              --data DIR     where its key and its memory live; default ~/.local/state/wakebell-home
              --name NAME    what to call it on the screen; default the name of this machine
              --once-check   connect, check every bell without a noise, print what was found and end

            ends with 0 fine, 2 usage, 3 code, 4 refused, 5 cannot reach, 6 folder, 7 a bell is not ready
            """;

    Options {
        servers = List.copyOf(servers);
    }

    static Options parse(String[] args, Map<String, String> environment) throws Exit.Now {
        List<URI> servers = new ArrayList<>();
        String code = null;
        Path data = defaultData(environment);
        String name = null;
        boolean onceCheck = false;
        Deque<String> left = new ArrayDeque<>(List.of(args));
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--server" -> servers.add(Addresses.server(value(word, left)));
                case "--code" -> code = value(word, left);
                case "--data" -> data = Path.of(value(word, left));
                case "--name" -> name = value(word, left);
                case "--once-check" -> onceCheck = true;
                case "--help", "-h", "help" -> throw new Exit.Now(Exit.OK, USAGE);
                default -> throw new Exit.Now(Exit.USAGE, "I do not know \"" + word + "\".\n\n" + USAGE);
            }
        }
        return new Options(
                servers, Optional.ofNullable(code), data, name == null ? machine(environment) : name, onceCheck);
    }

    Options at(List<URI> others) {
        return servers.isEmpty() ? new Options(others, code, data, name, onceCheck) : this;
    }

    private static String value(String word, Deque<String> left) throws Exit.Now {
        if (left.isEmpty() || left.element().startsWith("--")) {
            throw new Exit.Now(Exit.USAGE, word + " needs a value.\n\n" + USAGE);
        }
        return left.pop();
    }

    private static Path defaultData(Map<String, String> environment) {
        String state = environment.get("XDG_STATE_HOME");
        Path base = state != null && !state.isEmpty()
                ? Path.of(state)
                : Path.of(System.getProperty("user.home", "."), ".local", "state");
        return base.resolve("wakebell-home");
    }

    private static String machine(Map<String, String> environment) {
        try {
            return environment.getOrDefault("HOSTNAME", InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return "home";
        }
    }
}
