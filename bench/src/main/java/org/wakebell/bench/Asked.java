package org.wakebell.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What was asked of a measurement on the command line, and a folder of its own. */
public final class Asked {

    /** What was asked cannot be meant: the message says which word, and what would be. */
    public static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotUnderstood(String message) {
            super(message);
        }
    }

    private static final Pattern WORD = Pattern.compile("--[a-z-]+");

    private final Map<String, String> said;
    private final Path folder;

    private Asked(Map<String, String> said, Path folder) {
        this.said = said;
        this.folder = folder;
    }

    /** @throws NotUnderstood if there is a word that the bench's {@link Bench#options} do not name */
    static Asked of(Bench bench, List<String> words, Path folder) {
        Set<String> known = new TreeSet<>(WORD.matcher(bench.options()).results().map(MatchResult::group).toList());
        known.add("--json");
        Map<String, String> said = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>(words);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            if (!known.contains(word)) {
                throw new NotUnderstood(bench.word() + " knows " + String.join(", ", known) + ", and not " + word);
            }
            said.put(word, rest.isEmpty() || known.contains(rest.getFirst()) ? "" : rest.removeFirst());
        }
        return new Asked(said, folder);
    }

    /** Empty, and deleted afterwards if all targets were met. */
    public Path folder() {
        return folder;
    }

    public boolean json() {
        return has("--json");
    }

    public boolean has(String word) {
        return said.containsKey(word);
    }

    public String text(String word, String usual) {
        return said.getOrDefault(word, usual);
    }

    public int number(String word, int usual) {
        return Math.toIntExact(number(word, (long) usual));
    }

    public long number(String word, long usual) {
        String text = said.get(word);
        try {
            return text == null ? usual : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotUnderstood(word + " wants a whole number, and not \"" + text + "\"");
        }
    }

    /** Which database: {@code sqlite} unless {@code --db} says {@code postgres}. */
    public String db() {
        String db = text("--db", "sqlite");
        if (!Set.of("sqlite", "postgres").contains(db)) {
            throw new NotUnderstood("--db is sqlite or postgres, and not \"" + db + "\"");
        }
        return db;
    }
}
