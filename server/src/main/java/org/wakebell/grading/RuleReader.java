package org.wakebell.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the words of one rule. Every error says how to write it right. */
final class RuleReader {

    private static final Map<String, Condition.Named> FIELDS = Map.of(
            "level", Condition.Named.LEVEL,
            "message", Condition.Named.MESSAGE,
            "logger", Condition.Named.LOGGER,
            "exception", Condition.Named.EXCEPTION,
            "host", Condition.Named.HOST,
            "user", Condition.Named.USER);

    private static final String KNOWN =
            "severity, level, marker, message, logger, exception, host, user, attribute NAME or always";

    private final String text;
    private int at;

    private RuleReader(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException with the reason and the fix */
    static List<Condition> read(String when) {
        if (when.length() > 1_000) {
            throw new IllegalArgumentException("it has " + when.length() + " characters; at most 1,000 are allowed");
        }
        return new RuleReader(when).conditions();
    }

    private List<Condition> conditions() {
        List<Condition> all = new ArrayList<>();
        do {
            all.add(condition());
        } while (and());
        return List.copyOf(all);
    }

    private boolean and() {
        blanks();
        if (at == text.length()) {
            return false;
        }
        int from = at;
        String word = word();
        if (!word.equalsIgnoreCase("and")) {
            throw new IllegalArgumentException("after a condition comes \"and\" or nothing, not \"" + text.substring(from)
                    + "\"; put a value with spaces in double quotes");
        }
        return true;
    }

    private Condition condition() {
        String name = word();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "" -> throw new IllegalArgumentException("a condition is missing; write for example severity >= FATAL");
            case "always" -> new Condition.Always();
            case "severity" -> severity();
            case "marker" -> {
                expect("=", "marker = PAGE");
                yield new Condition.Marker(value("marker = PAGE"));
            }
            case "attribute" -> {
                String key = word();
                if (key.isEmpty()) {
                    throw new IllegalArgumentException("attribute needs a name: attribute shop.tier = gold");
                }
                yield new Condition.Text(new Condition.Attribute(key), test("attribute " + key));
            }
            default -> {
                Condition.Named field = FIELDS.get(name.toLowerCase(Locale.ROOT));
                if (field == null) {
                    throw new IllegalArgumentException("\"" + name + "\" is nothing that a rule can ask for; write " + KNOWN
                            + " (for an attribute: attribute " + name + " = …)");
                }
                yield new Condition.Text(field, test(field.words()));
            }
        };
    }

    private Condition severity() {
        String op = operator();
        String value = value("severity >= FATAL");
        int number = value.chars().allMatch(Character::isDigit) && value.length() < 3
                ? Integer.parseInt(value)
                : Severity.number(value);
        if (number < 1 || number > Severity.HIGHEST) {
            throw new IllegalArgumentException("severity \"" + value
                    + "\" is none; write TRACE, DEBUG, INFO, WARN, ERROR, FATAL or a number from 1 to 24"
                    + " (a level of your own is: level = " + value + ")");
        }
        // ERROR is a band of four numbers; 18 is one.
        int last = Character.isDigit(value.charAt(0)) || (number - 1) % 4 != 0 ? number : number + 3;
        return switch (op) {
            case ">=" -> new Condition.SeverityIn(number, Severity.HIGHEST);
            case "<=" -> new Condition.SeverityIn(1, last);
            case "=" -> new Condition.SeverityIn(number, last);
            default -> throw new IllegalArgumentException("severity is compared with >=, <= or =: severity >= FATAL");
        };
    }

    private Condition.Test test(String what) {
        blanks();
        int from = at;
        if (word().equalsIgnoreCase("exists")) {
            return new Condition.Exists();
        }
        at = from;
        String op = operator();
        String example = what + " = word, " + what + " ~ part*of it, or " + what + " exists";
        return switch (op) {
            case "=" -> new Condition.Is(Pattern.of(value(example)));
            case "~" -> new Condition.Like(Pattern.of(value(example)));
            default -> throw new IllegalArgumentException(what + " needs =, ~ or exists: " + example);
        };
    }

    private void expect(String op, String example) {
        if (!operator().equals(op)) {
            throw new IllegalArgumentException("write it like this: " + example);
        }
    }

    private String operator() {
        blanks();
        int from = at;
        while (at < text.length() && "<>=~!".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String word() {
        blanks();
        int from = at;
        while (at < text.length() && !blank(text.charAt(at)) && "<>=~!\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    /** "in quotes", /an expression/, or everything up to the next " and ". */
    private String value(String example) {
        blanks();
        if (at == text.length()) {
            throw new IllegalArgumentException("a value is missing; write for example " + example);
        }
        char first = text.charAt(at);
        if (first == '"' || first == '/') {
            int from = at;
            int end = closing(first);
            if (end > 0) {
                at = end + 1;
                return first == '"' ? text.substring(from + 1, end).replace("\\\"", "\"") : text.substring(from, end + 1);
            }
            if (first == '"') {
                throw new IllegalArgumentException("a double quote is not closed");
            }
        }
        int end = text.toLowerCase(Locale.ROOT).indexOf(" and ", at);
        String value = text.substring(at, end < 0 ? text.length() : end).strip();
        at = end < 0 ? text.length() : end;
        return value;
    }

    private int closing(char quote) {
        for (int i = at + 1; i < text.length(); i++) {
            boolean ends = i + 1 == text.length() || blank(text.charAt(i + 1));
            if (text.charAt(i) == quote && text.charAt(i - 1) != '\\' && (quote == '"' || ends)) {
                return i;
            }
        }
        return -1;
    }

    private void blanks() {
        while (at < text.length() && blank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean blank(char c) {
        return c <= ' ' || c == '\u00a0';
    }
}
