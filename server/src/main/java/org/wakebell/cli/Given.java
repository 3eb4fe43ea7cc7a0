package org.wakebell.cli;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words after a command: flags, and options with a value. */
final class Given {

    private final String command;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final Map<String, String> environment;

    private Given(String command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /** @param same other spellings of options */
    static Given read(
            String command,
            List<String> words,
            Collection<String> flags,
            Collection<String> options,
            Map<String, String> same,
            Map<String, String> environment)
            throws Api.Trouble {
        Given given = new Given(command, environment);
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String typed = rest.removeFirst();
            String word = same.getOrDefault(typed, typed);
            if (flags.contains(word)) {
                given.flags.add(word);
            } else if (!options.contains(word)) {
                throw given.trouble("unknown word " + typed + ".");
            } else if (rest.isEmpty()) {
                throw given.trouble(typed + " needs a value.");
            } else if (given.values.put(word, rest.removeFirst()) != null) {
                throw given.trouble(typed + " is given twice.");
            }
        }
        return given;
    }

    boolean has(String word) {
        return flags.contains(word) || values.containsKey(word);
    }

    String value(String word, String otherwise) {
        return values.getOrDefault(word, otherwise);
    }

    String required(String word, String example) throws Api.Trouble {
        String value = values.getOrDefault(word, "");
        if (value.isBlank()) {
            throw trouble("say " + word + " " + example + ".");
        }
        return value;
    }

    /** The server that {@code --server} or the environment names. */
    Api server() throws Api.Trouble {
        return new Api(
                value("--server", environment.getOrDefault("WAKEBELL_URL", "http://localhost:8080")),
                value("--token", environment.getOrDefault("WAKEBELL_TOKEN", "")));
    }

    Api.Trouble trouble(String what) {
        return new Api.Trouble(2, what + " Try: wakebell " + command + " --help");
    }
}
