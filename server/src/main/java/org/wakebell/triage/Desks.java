package org.wakebell.triage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.wakebell.grading.Grade;

/** Sorts what stands on the triagers' desk. */
final class Desks {

    static Triage.Desk of(Alerts alerts, Evidence evidence, Instant now, int most) {
        List<Alert> severe = alerts.open(Grade.G911).stream()
                .filter(a -> a.episode().undecided())
                .toList();
        return new Triage.Desk(
                rows(severe.stream()
                        .filter(a -> !a.episode().resting())
                        .sorted(Comparator.comparing(Desks::deadline).thenComparing(Alert::id))
                        .toList(), evidence, now, most),
                rows(Stream.concat(
                                severe.stream().filter(a -> a.episode().resting()), alerts.open(Grade.G912).stream())
                        .toList(), evidence, now, most),
                rows(alerts.open(Grade.NOTICE).reversed(), evidence, now, most),
                rows(alerts.newest(most).stream()
                        .filter(a -> !a.episode().undecided())
                        .toList(), evidence, now, most));
    }

    static Triage.Unjudged unjudged(Alerts alerts, Evidence evidence, int most) {
        List<Alert> all = Stream.concat(
                        alerts.open(Grade.G911).stream()
                                .sorted(Comparator.comparing((Alert a) -> a.episode().resting())
                                        .thenComparing(Desks::deadline)
                                        .thenComparing(Alert::id)),
                        alerts.open(Grade.G912).stream())
                .filter(a -> a.episode().undecided())
                .toList();
        long judge = all.stream()
                .filter(a -> a.episode().grade() == Grade.G911 && !a.episode().resting())
                .count();
        return new Triage.Unjudged(
                all.stream().limit(most).map(a -> glance(a, evidence)).toList(), (int) judge, all.size());
    }

    private static Triage.Glance glance(Alert alert, Evidence evidence) {
        String episode = alert.episode().id();
        StillHappening.Group group = evidence.group(episode);
        return new Triage.Glance(
                alert, group.last(), group.minutes(), evidence.distinct(episode, "user"), evidence.distinct(episode, "host"));
    }

    private static Instant deadline(Alert alert) {
        Instant deadline = alert.episode().deadline();
        return deadline == null ? Instant.MAX : deadline;
    }

    private static List<Triage.Row> rows(List<Alert> alerts, Evidence evidence, Instant now, int most) {
        return alerts.stream().limit(most).map(a -> row(a, evidence, now)).toList();
    }

    private static Triage.Row row(Alert alert, Evidence evidence, Instant now) {
        StillHappening.Pulse pulse = evidence.pulse(alert, now);
        return new Triage.Row(
                alert,
                pulse.ongoing(),
                pulse.why(),
                pulse.last(),
                evidence.group(alert.episode().id()).count(),
                evidence.distinct(alert.episode().id(), "user"));
    }

    private Desks() {}
}
