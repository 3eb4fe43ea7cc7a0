package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incidents;
import org.wakebell.platform.db.Ids;
import org.wakebell.triage.Memory.Known;
import org.wakebell.triage.Memory.Mode;

/**
 * When an event joins the stretch that is there, and when it begins another. RATIONALE.md says which stretch a verdict
 * covers.
 */
final class Episodes {

    /** @param fresh the episode began with this delta */
    record Settled(Known known, boolean fresh) {}

    /** A pause longer than this ends the stretch that a 912 or a misgraded was about. */
    private static final Duration PAUSE = Duration.ofMinutes(2);

    /** A 912 is to be fixed within this; whoever said it is asked again afterwards. */
    private static final Duration COVER = Duration.ofHours(8);

    private final Ids ids;
    private final Alerts alerts;
    private final Evidence evidence;
    private final Triagers triagers;
    private final Incidents incidents;
    private final Openings openings;

    Episodes(Ids ids, Alerts alerts, Evidence evidence, Triagers triagers, Incidents incidents, Openings openings) {
        this.ids = ids;
        this.alerts = alerts;
        this.evidence = evidence;
        this.triagers = triagers;
        this.incidents = incidents;
        this.openings = openings;
    }

    /** By what this node remembers; the counting statement checks that it is still so. */
    boolean joins(Known known, Batch.Delta delta, Instant now) {
        return mode(known.alert, delta, now, known.last) == known.mode;
    }

    /** Finds or makes the episode that the delta belongs to. */
    Settled settle(Batch.Delta delta, Instant now, Later later) {
        for (int attempt = 0; attempt < 20; attempt++) {
            Alert alert = alerts.find(delta.source(), delta.fingerprint()).orElse(null);
            if (alert == null) {
                String id = ids.next();
                String episode = ids.next();
                if (alerts.insert(id, delta, episode)) {
                    begin(id, episode, 1, delta, Alert.Levels.NONE, "first seen: " + delta.reason(), now, later);
                    return known(id, delta, now, true);
                }
                continue;
            }
            Instant last = covering(alert) ? evidence.last(alert.episode().id()) : null;
            Mode mode = mode(alert, delta, now, last);
            if (mode != null) {
                return new Settled(new Known(alert, mode, last == null ? delta.last() : last, now.plusSeconds(5)), false);
            }
            if (alerts.raise(alert)) {
                boolean fresh = change(alert, delta, now, later);
                return known(alert.id(), delta, now, fresh);
            }
        }
        throw new IllegalStateException("an alert changed twenty times while one event arrived");
    }

    private Settled known(String id, Batch.Delta delta, Instant now, boolean fresh) {
        Alert alert = alerts.find(id).orElseThrow();
        Mode mode = alert.episode().incident().isEmpty() ? Mode.UNDECIDED : Mode.INCIDENT;
        return new Settled(new Known(alert, mode, delta.last(), now.plusSeconds(5)), fresh);
    }

    /** How the delta joins quietly, or null if something has to change first. */
    private @Nullable Mode mode(Alert alert, Batch.Delta delta, Instant now, @Nullable Instant last) {
        Alert.Episode e = alert.episode();
        Instant recovered = alert.recovered();
        if (recovered != null && !delta.last().isBefore(recovered)) {
            return null;
        }
        if (!e.incident().isEmpty()) {
            return incidents.takesEvents(e.incident(), now) ? Mode.INCIDENT : null;
        }
        if (worse(delta.grade(), e.grade())) {
            return null;
        }
        if (e.closed() == null) {
            return e.resting() && e.grade() == Grade.G911 ? null : Mode.UNDECIDED;
        }
        return covering(alert) && covered(e, delta, now, last) ? Mode.COVERED : null;
    }

    private static boolean covering(Alert alert) {
        Triage.Verdict verdict = alert.episode().verdict();
        return alert.episode().incident().isEmpty()
                && (verdict == Triage.Verdict.V912 || verdict == Triage.Verdict.MISGRADED);
    }

    private static boolean covered(Alert.Episode e, Batch.Delta delta, Instant now, @Nullable Instant last) {
        Instant at = e.verdictAt();
        return at != null
                && last != null
                && now.isBefore(at.plus(COVER))
                && !delta.first().isAfter(last.plus(PAUSE));
    }

    private static boolean worse(Grade grade, Grade than) {
        return grade.ordinal() < than.ordinal();
    }

    /** The caller raised the version. True if a new episode began. */
    private boolean change(Alert alert, Batch.Delta delta, Instant now, Later later) {
        Alert.Episode e = alert.episode();
        if (!e.incident().isEmpty() && incidents.takesEvents(e.incident(), now)) {
            alerts.recovered(alert.id(), null);
            later.firing.add(e.incident());
            return false;
        }
        if (e.undecided()) {
            again(alert, delta, now, later);
            return false;
        }
        if (e.closed() == null) {
            alerts.closed(e.id(), "over", now);
        }
        String episode = ids.next();
        begin(alert.id(), episode, e.nth() + 1, delta, Alert.Levels.NONE, since(e), now, later);
        return true;
    }

    private void again(Alert alert, Batch.Delta delta, Instant now, Later later) {
        Alert.Episode e = alert.episode();
        if (alert.recovered() != null) {
            alerts.recovered(alert.id(), null);
            alerts.line(alert.id(), e.id(), now, "It fires again", "after the sender had said that it was over", "Wakebell");
        }
        boolean rises = worse(delta.grade(), e.grade());
        boolean wakesTriagers = rises && delta.grade() == Grade.G911;
        if (wakesTriagers && delta.trusted()) {
            alerts.grade(e.id(), delta.grade(), delta.rule(), delta.reason());
            later.trusted.add(new Later.Trusted(alert.id(), delta));
        } else if (wakesTriagers || (e.resting() && e.grade() == Grade.G911)) {
            String why = wakesTriagers ? "it rose to 911: " + delta.reason() : "it happens again after it had stopped";
            startTimer(alert.id(), e.id(), delta.grade() == Grade.G911 ? delta : null, alert, why, now, later);
        } else if (rises) {
            alerts.grade(e.id(), delta.grade(), delta.rule(), delta.reason());
        }
    }

    private void startTimer(
            String id, String episode, Batch.@Nullable Delta worst, Alert alert, String why, Instant now, Later later) {
        Instant deadline = triagers.deadline(alert.service(), now);
        Alert.Episode e = alert.episode();
        alerts.timer(
                episode,
                Grade.G911,
                worst == null ? e.rule() : worst.rule(),
                worst == null ? e.reason() : worst.reason(),
                now,
                deadline);
        later.told.add(() -> tell(id, why, deadline, now));
    }

    private void tell(String id, String why, @Nullable Instant deadline, Instant now) {
        Alert alert = alerts.find(id).orElseThrow();
        triagers.tell(alert, why, now);
        if (deadline != null) {
            triagers.timer(alert, deadline);
        }
    }

    /** Growth beyond what a 912 or a misgraded was about: the triagers decide anew. */
    void reopen(Alert alert, Batch.Delta delta, Alert.Levels told, String why, Instant now, Later later) {
        String episode = ids.next();
        begin(alert.id(), episode, alert.episode().nth() + 1, delta, told, why, now, later);
    }

    private void begin(
            String alert, String episode, int nth, Batch.Delta delta, Alert.Levels told, String why, Instant now, Later later) {
        boolean judge = delta.grade() == Grade.G911 && !delta.trusted();
        Instant deadline = judge ? triagers.deadline(delta.service(), now) : null;
        Alert.Levels levels = told.max(new Alert.Levels(
                Math.min(delta.users().size(), Counters.EXACT + 1),
                Math.min(delta.hosts().size(), Counters.EXACT + 1),
                delta.minutes().values().stream().mapToLong(Long::longValue).max().orElse(0)));
        alerts.insertEpisode(episode, alert, nth, delta, now, deadline, levels);
        if (nth > 1) {
            alerts.current(alert, episode, delta);
        }
        alerts.line(alert, episode, now, nth == 1 ? "First event" : "A new episode", delta.reason(), "Wakebell");
        triagers.poke(alert);
        if (judge) {
            later.told.add(() -> tell(alert, why, deadline, now));
        } else if (delta.grade() == Grade.G911) {
            later.trusted.add(new Later.Trusted(alert, delta));
        }
    }

    private static String since(Alert.Episode before) {
        Triage.Verdict verdict = before.verdict();
        if (verdict == null) {
            return "it is back; last time it was over without a verdict";
        }
        return "it is back after " + before.verdictName() + " judged it " + verdict.word();
    }

    /** What senders say about alerts of their own. */
    void words(Batch batch, Instant now, Later later) {
        if (batch.words().isEmpty()) {
            return;
        }
        Map<List<String>, Instant> fired = new HashMap<>();
        batch.raised().forEach(d -> fired.put(List.of(d.source(), d.fingerprint()), d.last()));
        batch.words().stream()
                .sorted(Comparator.comparing(Batch.Word::source)
                        .thenComparing(Batch.Word::fingerprint)
                        .thenComparing(Batch.Word::at))
                .forEach(word -> {
                    Instant last = fired.get(List.of(word.source(), word.fingerprint()));
                    switch (word.kind()) {
                        case ACKNOWLEDGED -> acknowledged(word, now, later);
                        case RECOVERED -> {
                            if (last == null || !last.isAfter(word.at())) {
                                recovered(word, now, later);
                            }
                        }
                    }
                });
    }

    /** Recorded, and stops nothing: a machine, or someone who was not woken, may have pressed it. */
    private void acknowledged(Batch.Word word, Instant now, Later later) {
        Alert alert = alerts.find(word.source(), word.fingerprint()).orElse(null);
        if (alert == null || !alerts.raise(alert)) {
            return;
        }
        String who = word.by().isEmpty() ? "the sender" : word.by();
        String why = "recorded; it stops nothing here";
        alerts.acknowledged(alert.episode().id(), who, now);
        alerts.line(alert.id(), alert.episode().id(), now, "Acknowledged at the sender by " + who, why, who);
        if (!alert.episode().incident().isEmpty()) {
            later.told.add(() -> incidents.happened(
                    alert.episode().incident(), now, "Acknowledged at the sender by " + who, why));
        }
    }

    private void recovered(Batch.Word word, Instant now, Later later) {
        for (int attempt = 0; attempt < 20; attempt++) {
            Alert alert = alerts.find(word.source(), word.fingerprint()).orElse(null);
            if (alert == null || alert.recovered() != null) {
                return;
            }
            if (!alerts.raise(alert)) {
                continue;
            }
            Alert.Episode e = alert.episode();
            alerts.recovered(alert.id(), word.at());
            alerts.line(alert.id(), e.id(), now, "The sender says it is over", "", "Wakebell");
            if (!e.incident().isEmpty()) {
                later.recovered.add(e.incident());
            } else if (e.undecided() && e.grade() != Grade.G911) {
                alerts.closed(e.id(), "recovered", now);
            }
            triagers.poke(alert.id());
            return;
        }
    }

    /** Pages, timers and incidents, once all rows of alerts are written. */
    void finish(Later later, Instant now) {
        later.told.forEach(Runnable::run);
        later.trusted.stream()
                .sorted(Comparator.comparing((Later.Trusted t) -> t.delta().source()).thenComparing(Later.Trusted::alert))
                .forEach(t -> trusted(t, now));
        for (String incident : later.firing) {
            alerts.together(incident);
            incidents.recovered(incident, false, now);
        }
        for (String incident : later.recovered) {
            alerts.together(incident);
            if (alerts.firing(incident) == 0) {
                incidents.recovered(incident, true, now);
            }
        }
    }

    private void trusted(Later.Trusted trusted, Instant now) {
        Alert alert = alerts.find(trusted.alert()).orElseThrow();
        if (!alert.episode().undecided() || !alerts.raise(alert)) {
            return;
        }
        String why = "by policy: source " + trusted.delta().source() + " is trusted, rule " + trusted.delta().rule() + " says "
                + trusted.delta().reason();
        alerts.judged(
                alert.episode().id(), Triage.Verdict.V911, "policy", "policy", why, false, now, Duration.ZERO);
        alerts.line(alert.id(), alert.episode().id(), now, "911", why, "policy");
        openings.byItself(alert, why, now);
    }
}
