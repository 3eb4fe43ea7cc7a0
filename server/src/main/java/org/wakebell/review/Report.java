package org.wakebell.review;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.incident.History;
import org.wakebell.triage.Triage;

/**
 * What the incidents of some weeks say.
 *
 * @param cut there were more than {@link History#MOST}: only the newest count
 * @param acting from the first bad line to a person acting: the number that counts
 * @param opening from the first bad line to the incident
 * @param ringing from the incident to the first bell that is known to have rung
 * @param answering from that bell to a person acting
 * @param unanswered incidents that ended without a person
 * @param judged answers to "was it right to wake you?"
 * @param wrong those that say no
 * @param rules wrong awakenings per grading rule, the most first; rules without any are left out
 * @param sources the same per source
 * @param yours of 911s that the reader judged
 * @param slowest incidents that took longest until a person acted
 * @param chores the 912s, counted nowhere else
 */
public record Report(
        Instant from,
        Instant until,
        int incidents,
        boolean cut,
        Spread acting,
        Spread opening,
        Spread ringing,
        Spread answering,
        int unanswered,
        int judged,
        int wrong,
        List<Blame> rules,
        List<Blame> sources,
        Blame yours,
        List<Slow> slowest,
        Chores chores) {

    private static final int SLOWEST = 5;

    /** @param woke incidents by which it woke someone */
    public record Blame(String source, String what, int woke, int wrong) {}

    public record Slow(long number, String title, Duration took) {}

    /** What was read; {@code rang} by page. */
    record Facts(
            List<History.Past> incidents, List<History.Judged> judged, Map<String, Instant> rang, List<Triage.Cause> causes,
            List<History.Task> tasks) {}

    static Report of(Facts facts, String reader, Instant from, Instant until) {
        List<Duration> acting = new ArrayList<>();
        List<Duration> opening = new ArrayList<>();
        List<Duration> ringing = new ArrayList<>();
        List<Duration> answering = new ArrayList<>();
        List<Slow> slowest = new ArrayList<>();
        int unanswered = 0;
        boolean cut = facts.incidents.size() > History.MOST;
        List<History.Past> incidents = cut ? facts.incidents.subList(0, History.MOST) : facts.incidents;
        for (History.Past it : incidents) {
            Instant answered = it.answered();
            Instant rang = facts.rang.get(it.page());
            if (!it.byHand()) {
                opening.add(Duration.between(it.since(), it.opened()));
            }
            if (rang != null) {
                ringing.add(Duration.between(it.opened(), rang));
            }
            if (answered != null) {
                Duration took = Duration.between(it.since(), answered);
                acting.add(took);
                slowest.add(new Slow(it.number(), it.title(), took));
                if (rang != null && !rang.isAfter(answered)) {
                    answering.add(Duration.between(rang, answered));
                }
            } else if (it.ended() != null) {
                unanswered++;
            }
        }
        slowest.sort(Comparator.comparing(Slow::took).reversed().thenComparing(Slow::number));
        Set<String> woke = new HashSet<>();
        incidents.stream().filter(i -> facts.rang.containsKey(i.page())).forEach(i -> woke.add(i.id()));
        Set<String> wrong = new HashSet<>();
        facts.judged.stream().filter(j -> !j.right()).forEach(j -> wrong.add(j.incident()));
        return new Report(
                from,
                until,
                incidents.size(),
                cut,
                Spread.of(acting),
                Spread.of(opening),
                Spread.of(ringing),
                Spread.of(answering),
                unanswered,
                facts.judged.size(),
                (int) facts.judged.stream().filter(j -> !j.right()).count(),
                blame(facts.causes, woke, wrong, true),
                blame(facts.causes, woke, wrong, false),
                yours(facts.causes, woke, wrong, reader),
                slowest.stream().limit(SLOWEST).toList(),
                Chores.of(facts.tasks, until));
    }

    /** An incident counts once for each rule or source that led to it. */
    private static List<Blame> blame(List<Triage.Cause> causes, Set<String> woke, Set<String> wrong, boolean byRule) {
        Map<List<String>, Set<String>> led = new HashMap<>();
        Map<List<String>, String> said = new HashMap<>();
        for (Triage.Cause cause : causes) {
            List<String> key = byRule ? List.of(cause.source(), cause.rule()) : List.of(cause.source());
            led.computeIfAbsent(key, _ -> new HashSet<>()).add(cause.incident());
            said.putIfAbsent(key, byRule ? cause.reason() : "");
        }
        return led.entrySet().stream()
                .map(e -> new Blame(
                        e.getKey().getFirst(), said.getOrDefault(e.getKey(), ""), both(e.getValue(), woke), both(e.getValue(), wrong)))
                .filter(blame -> blame.wrong > 0)
                .sorted(Comparator.comparingInt(Blame::wrong).reversed().thenComparing(Blame::source).thenComparing(Blame::what))
                .toList();
    }

    private static Blame yours(List<Triage.Cause> causes, Set<String> woke, Set<String> wrong, String reader) {
        Set<String> yours = new HashSet<>();
        causes.stream().filter(c -> c.judge().equals(reader)).forEach(c -> yours.add(c.incident()));
        return new Blame("", "", both(yours, woke), both(yours, wrong));
    }

    private static int both(Set<String> some, Set<String> others) {
        return (int) some.stream().filter(others::contains).count();
    }

    /** How long the headline took, or null if nobody ever had to act. */
    public @Nullable Duration headline() {
        return acting.median();
    }
}
