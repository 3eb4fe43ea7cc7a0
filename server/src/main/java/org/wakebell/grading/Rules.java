package org.wakebell.grading;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ordered rules of one source, ready to use. The first that matches decides; if none does, the event is only counted. */
public final class Rules {

    /** More rules than this are a program, and nobody can read it at night. */
    public static final int MOST = 100;

    private record Compiled(List<Condition> when, Decision decision) {}

    /**
     * @param rule its number in the source's order, or {@code default}
     * @param reason "rule 2: severity FATAL (21) or worse"
     */
    public record Decision(Grade grade, String rule, String reason) {}

    private static final Decision NONE = new Decision(Grade.IGNORE, "default", "no rule matched: counted, not raised");

    private final Compiled[] rules;

    private Rules(Compiled[] rules) {
        this.rules = rules;
    }

    /** @throws BadRule for the first rule that cannot be understood */
    public static Rules compile(List<Rule> written) {
        if (written.size() > MOST) {
            throw new BadRule(MOST + 1, "a source has at most " + MOST + " rules");
        }
        List<Compiled> rules = new ArrayList<>();
        for (Rule rule : written) {
            int number = rules.size() + 1;
            try {
                List<Condition> when = RuleReader.read(rule.when());
                String words = String.join(" and ", when.stream().map(Condition::words).toList());
                rules.add(new Compiled(when,
                        new Decision(rule.grade(), String.valueOf(number), "rule " + number + ": " + words)));
            } catch (IllegalArgumentException e) {
                throw new BadRule(number, String.valueOf(e.getMessage()));
            }
        }
        return new Rules(rules.toArray(Compiled[]::new));
    }

    /** For a source of logs. A plain ERROR is worth a row and wakes nobody: most of them are nobody's emergency. */
    public static List<Rule> forLogs() {
        return List.of(
                new Rule("attribute incident.grade = 911", Grade.G911),
                new Rule("attribute incident.grade = 912", Grade.G912),
                new Rule("marker = PAGE", Grade.G911),
                new Rule("severity >= FATAL", Grade.G911),
                new Rule("severity >= ERROR", Grade.NOTICE));
    }

    /** For a source of alerts: someone meant each of them for people, so the rest is a notice and not nothing. */
    public static List<Rule> forAlerts() {
        return List.of(
                new Rule("severity >= FATAL", Grade.G911),
                new Rule("severity >= ERROR", Grade.G912),
                new Rule("always", Grade.NOTICE));
    }

    public Decision decide(Event event) {
        for (Compiled rule : rules) {
            if (holds(rule.when, event)) {
                return rule.decision;
            }
        }
        return NONE;
    }

    private static boolean holds(List<Condition> when, Event event) {
        for (int i = 0; i < when.size(); i++) {
            if (!when.get(i).holds(event)) {
                return false;
            }
        }
        return true;
    }

    /** A grade as people write it in rules, or null. */
    public static @Nullable Grade grade(String written) {
        return switch (written.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "911" -> Grade.G911;
            case "912" -> Grade.G912;
            case "notice" -> Grade.NOTICE;
            case "ignore" -> Grade.IGNORE;
            default -> null;
        };
    }

    public static String written(Grade grade) {
        return switch (grade) {
            case G911 -> "911";
            case G912 -> "912";
            case NOTICE -> "notice";
            case IGNORE -> "ignore";
        };
    }
}
