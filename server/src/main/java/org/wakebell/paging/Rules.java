package org.wakebell.paging;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wakebell.bells.Bells;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/** Which bells a person chose for which message, and how long after it each begins. */
public final class Rules {

    /** Later than this the next person would be rung before one's own last bell. */
    static final Duration MOST = Duration.ofMinutes(3);

    /** What a bell is to say. */
    public enum Kind {
        /** A 911. */
        CALL("911"),
        /** A 912: work for the day, never a waking bell. */
        TASK("912"),
        /** Anything to know and nothing to do. */
        NOTICE("notice");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** A situation that can have bells of its own. */
    public record When(Kind kind, boolean awake) {

        public static final List<When> ALL = List.of(
                new When(Kind.CALL, false),
                new When(Kind.CALL, true),
                new When(Kind.TASK, false),
                new When(Kind.TASK, true),
                new When(Kind.NOTICE, false),
                new When(Kind.NOTICE, true));

        /** {@code 911-asleep}: in forms, in REST and as the field of a refusal. */
        public String word() {
            return kind.word + (awake ? "-awake" : "-asleep");
        }

        /** @throws Refusal if there is no such situation */
        public static When of(String word) {
            return ALL.stream()
                    .filter(when -> when.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> Refusal.missing("A situation is one of "
                            + ALL.stream().map(When::word).collect(Collectors.joining(", ")) + "."));
        }
    }

    /** @param after the message, 0 s to 3 min; it counts from the first bell that works */
    public record Entry(String bell, Duration after) {}

    private final Tx tx;
    private final People people;
    private final Bells bells;

    Rules(Tx tx, People people, Bells bells) {
        this.tx = tx;
        this.people = people;
        this.bells = bells;
    }

    /** What this person chose, first bells first; empty: the usual. */
    public List<Entry> chosen(String person, When when) {
        return tx.read(() -> tx.sql("SELECT bell, delay FROM paging_rule WHERE person = ? AND kind = ? AND awake = ? ORDER BY delay, bell")
                .params(person, when.kind.name(), when.awake)
                .query((row, n) -> new Entry(row.getString("bell"), Duration.ofSeconds(row.getInt("delay"))))
                .list());
    }

    /**
     * What is usual with these bells: soft ones at once, loud ones after 30 s for a sleeper, after 3 min for whoever is awake. A 912
     * waits until a sleeper is awake.
     */
    public static List<Entry> usual(List<Bells.BellFact> theirs, When when) {
        if (when.kind == Kind.TASK && !when.awake) {
            return List.of();
        }
        boolean soft = theirs.stream().anyMatch(bell -> !bell.waking());
        Duration loud = !soft ? Duration.ZERO : when.awake ? Policy.WAIT : Policy.GENTLE;
        return theirs.stream()
                .filter(bell -> when.kind == Kind.CALL || !bell.waking())
                .map(bell -> new Entry(bell.id(), bell.waking() ? loud : Duration.ZERO))
                .toList();
    }

    /**
     * Chooses one's own, or as an admin anyone's, all or nothing; an empty list, or the usual one, goes back to the usual.
     *
     * @throws Refusal about the situation, when a 911 would find nobody: no bell at once, or only soft ones for a sleeper
     */
    public void choose(Actor by, String person, Map<When, List<Entry>> chosen) {
        requireMay(by, person);
        tx.write(() -> chosen.forEach((when, entries) -> {
            check(person, when, entries);
            boolean usual = Set.copyOf(entries).equals(Set.copyOf(usual(bells.of(person), when)));
            put(by, person, when, usual ? List.of() : entries);
        }));
    }

    /** @throws Refusal for anybody but the person and an admin */
    public void requireMay(Actor by, String person) {
        if (!by.person().equals(person) && !by.is(Role.ADMIN)) {
            throw Refusal.forbidden("Only the person, or an admin, chooses a person's bells.");
        }
    }

    private void put(Actor by, String person, When when, List<Entry> entries) {
        if (!entries.equals(chosen(person, when))) {
            tx.sql("DELETE FROM paging_rule WHERE person = ? AND kind = ? AND awake = ?")
                    .params(person, when.kind.name(), when.awake)
                    .update();
            for (Entry entry : entries) {
                tx.sql("""
                        INSERT INTO paging_rule (person, kind, awake, bell, delay) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (person, kind, awake, bell) DO UPDATE SET delay = excluded.delay
                        """)
                        .params(person, when.kind.name(), when.awake, entry.bell(), (int) entry.after().toSeconds())
                        .update();
            }
            people.audit(by, "paging.bells", person, when.word() + ": " + written(entries));
        }
    }

    private void check(String person, When when, List<Entry> entries) {
        Map<String, Bells.BellFact> theirs = bells.of(person).stream()
                .collect(Collectors.toMap(Bells.BellFact::id, Function.identity()));
        if (people.person(person).isEmpty()) {
            throw Refusal.missing("There is no such person.");
        }
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries) {
            Bells.BellFact bell = theirs.get(entry.bell());
            if (bell == null || !seen.add(entry.bell())) {
                throw wrong(when, "\"" + entry.bell() + "\" is not a bell of this person that is switched on, or it is named twice.");
            }
            if (entry.after().isNegative() || entry.after().compareTo(MOST) > 0) {
                throw wrong(when, bell.label() + " begins between 0 and 180 seconds after the message.");
            }
            if (when.kind != Kind.CALL && bell.waking()) {
                throw wrong(when, bell.label() + " is loud enough to wake people: only a 911 may use it.");
            }
        }
        if (when.kind == Kind.CALL && !entries.isEmpty()) {
            reaches(when, entries, theirs);
        }
    }

    private static void reaches(When when, List<Entry> entries, Map<String, Bells.BellFact> theirs) {
        if (entries.stream().noneMatch(entry -> entry.after().isZero())) {
            throw wrong(when, "A 911 needs one bell at once: set one of them to 0 seconds.");
        }
        boolean hasLoud = theirs.values().stream().anyMatch(Bells.BellFact::waking);
        boolean usesLoud = entries.stream()
                .anyMatch(entry -> theirs.values().stream().anyMatch(b -> b.waking() && b.id().equals(entry.bell())));
        if (!when.awake && hasLoud && !usesLoud) {
            throw wrong(when, "Nothing of this wakes a sleeper: use a siren or a bedside page, after other bells if you like.");
        }
    }

    private static Refusal wrong(When when, String message) {
        return Refusal.invalid(when.word(), message);
    }

    private static String written(List<Entry> entries) {
        return entries.isEmpty()
                ? "the usual"
                : entries.stream().map(e -> e.bell() + " +" + e.after().toSeconds() + "s").collect(Collectors.joining(", "));
    }
}
