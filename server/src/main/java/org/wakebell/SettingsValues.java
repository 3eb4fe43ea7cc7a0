package org.wakebell;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the file and the environment give, asked for key by key. A key is known once it was asked for, so that no list
 * of keys can go stale; {@link #refuseIfWrong()} comes after the last question.
 */
final class SettingsValues {

    /** @param where the place a person would look at to change it */
    record Given(String text, String where) {}

    private static final String PREFIX = "WAKEBELL_";

    /** Variables that the launcher and the command line read; not settings of a server. */
    private static final Set<String> OTHERS =
            Set.of("WAKEBELL_CONFIG", "WAKEBELL_URL", "WAKEBELL_TOKEN", "WAKEBELL_JAVA_OPTS", "WAKEBELL_JDK_DIRS");


    private final Map<String, Given> file;
    private final Map<String, String> environment;
    private final Set<String> known = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    SettingsValues(Map<String, Given> file, Map<String, String> environment) {
        this.file = file;
        this.environment = new TreeMap<>(environment);
        this.environment.keySet().removeIf(name -> !name.startsWith(PREFIX) || OTHERS.contains(name));
    }

    static SettingsValues load(List<String> arguments, Map<String, String> environment) {
        Path usual = Path.of(environment.getOrDefault("WAKEBELL_DATA", "data"), "wakebell.yml");
        @Nullable String named = environment.get("WAKEBELL_CONFIG");
        if (!arguments.isEmpty()) {
            if (arguments.size() != 2 || !arguments.getFirst().equals("--config")) {
                throw new SettingsRefused(List.of("up knows --config FILE, not " + String.join(" ", arguments)));
            }
            named = arguments.getLast();
        }
        if (named == null) {
            return new SettingsValues(Files.exists(usual) ? SettingsFile.read(usual) : Map.of(), environment);
        }
        return new SettingsValues(SettingsFile.read(Path.of(named)), environment);
    }

    /** {@code mail.host} is {@code WAKEBELL_MAIL_HOST}. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    String text(String key, String usual) {
        Given given = given(key);
        return given == null ? usual : given.text;
    }

    int number(String key, int usual, int least, int most) {
        Given given = given(key);
        if (given == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(given.text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with what is allowed
        }
        wrong(key, "is a whole number from " + least + " to " + most);
        return usual;
    }

    boolean flag(String key, boolean usual) {
        String text = text(key, String.valueOf(usual)).toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            wrong(key, "is true or false");
        }
        return text.equals("true");
    }

    <E extends Enum<E>> E choice(String key, E usual) {
        String text = text(key, usual.name()).toUpperCase(Locale.ROOT);
        E[] all = usual.getDeclaringClass().getEnumConstants();
        for (E one : all) {
            if (one.name().equals(text)) {
                return one;
            }
        }
        wrong(key, "is one of " + Arrays.toString(all).toLowerCase(Locale.ROOT));
        return usual;
    }

    /** An http or https address without path, query or password, or null. */
    @Nullable URI address(String key) {
        String text = text(key, "");
        if (text.isEmpty()) {
            return null;
        }
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (bare.matches("https?://[A-Za-z0-9.-]+(:\\d{1,5})?") || bare.matches("https?://\\[[0-9a-fA-F:]+](:\\d{1,5})?")) {
            return URI.create(bare);
        }
        wrong(key, "is an address such as https://wakebell.example.org, with no path");
        return null;
    }

    /** Hosts, as {@code host} or {@code host:port}, with commas between them; in lower case. */
    Set<String> hosts(String key) {
        Set<String> hosts = new TreeSet<>();
        for (String host : text(key, "").toLowerCase(Locale.ROOT).split(",")) {
            if (host.strip().matches("([a-z0-9._-]+|\\[[0-9a-f:]+])(:[0-9]{1,5})?")) {
                hosts.add(host.strip());
            } else if (!host.isBlank()) {
                wrong(key, "is hosts such as hooks.lan or 192.168.0.9:8123 with commas between them");
            }
        }
        return hosts;
    }

    /** Remembers that a key's value will not do. */
    void wrong(String key, String allowed) {
        Given given = given(key);
        String where = given == null ? variable(key) : given.where;
        boolean hidden = key.endsWith("password") || key.endsWith("key") || key.equals("pulse.url");
        String value = given == null ? "not set" : hidden ? "••••" : "\"" + given.text + "\"";
        wrong.add(where + ": " + key + " " + allowed + "; it is " + value + ".");
    }

    void refuseIfWrong() {
        file.forEach((key, given) -> {
            // A section whose lines are all commented out is an empty value; it says nothing.
            boolean section = given.text.isEmpty() && known.stream().anyMatch(one -> one.startsWith(key + "."));
            if (!known.contains(key) && !section) {
                wrong.add(given.where + ": there is no key " + key + "; did you mean " + nearest(key) + "?");
            }
        });
        for (String name : environment.keySet()) {
            if (known.stream().noneMatch(key -> variable(key).equals(name))) {
                String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
                wrong.add(name + ": there is no such setting; did you mean " + variable(nearest(key)) + "?");
            }
        }
        if (!wrong.isEmpty()) {
            throw new SettingsRefused(wrong);
        }
    }

    Set<String> known() {
        return Set.copyOf(known);
    }

    private @Nullable Given given(String key) {
        known.add(key);
        String name = variable(key);
        String there = environment.get(name);
        if (there != null && !there.isEmpty()) {
            return new Given(there, name);
        }
        Given given = file.get(key);
        return given == null || given.text.isEmpty() ? null : given;
    }

    private String nearest(String key) {
        return known.stream()
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .orElseThrow();
    }

    /** Levenshtein's: how many letters to add, drop or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
