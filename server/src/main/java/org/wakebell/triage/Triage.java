package org.wakebell.triage;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Actor;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;

/** Alerts, their evidence and what was decided about them. All methods join the caller's transaction, or open one. */
public final class Triage {

    private final Clock clock;
    private final Tx tx;
    private final Taking taking;
    private final Verdicts verdicts;
    private final Alerts alerts;
    private final Evidence evidence;
    private final Frictions frictions;
    private final Beats beats;

    Triage(
            Clock clock,
            Tx tx,
            Taking taking,
            Verdicts verdicts,
            Alerts alerts,
            Evidence evidence,
            Frictions frictions,
            Beats beats) {
        this.clock = clock;
        this.tx = tx;
        this.taking = taking;
        this.verdicts = verdicts;
        this.alerts = alerts;
        this.evidence = evidence;
        this.frictions = frictions;
        this.beats = beats;
    }

    /**
     * Takes a batch in, inside the committer's transaction: counts, samples, episodes, pages to triagers, incidents.
     * When it throws, nothing of the batch may be committed; the same batch may come again.
     */
    public void take(Batch batch) {
        tx.write(() -> taking.take(batch));
    }

    /**
     * The triager decides about the alert's newest episode.
     *
     * @param sure the screen with the contradicting facts was shown and confirmed
     * @throws org.wakebell.platform.web.Refusal CONFLICT about {@code sure} if that screen has to be shown first, see
     *     {@link #friction}; CONFLICT if a higher verdict stands already
     */
    public void judge(Actor by, String alert, Verdict verdict, String why, boolean sure) {
        tx.write(() -> verdicts.judge(by, alert, verdict, why, sure));
    }

    /** What this person may still say about the alert's newest episode, the highest first. */
    public List<Verdict> moves(Actor by, Alert alert) {
        return tx.read(() -> verdicts.open(by, alert));
    }

    /** Within 30 s, by whoever judged: everything is as before, the original deadline included. */
    public void undo(Actor by, String alert) {
        tx.write(() -> verdicts.undo(by, alert));
    }

    /** "I am looking": shown to others, stops no timer. */
    public void looking(Actor by, String alert) {
        tx.write(() -> verdicts.looking(by, alert));
    }

    /** Once per episode: ten minutes in all. */
    public void moreTime(Actor by, String alert) {
        tx.write(() -> verdicts.moreTime(by, alert));
    }

    /** Is it still happening, at this instant? */
    public Ongoing ongoing(String alert, Instant at) {
        return tx.read(() -> alerts.find(alert).map(a -> evidence.pulse(a, at).ongoing()).orElse(Ongoing.UNKNOWN));
    }

    /** What a 911 by this person, now, would do against the evidence; empty if nothing speaks against it. */
    public Optional<Friction> friction(Actor by, String alert) {
        return tx.read(() -> alerts.find(alert).flatMap(a -> frictions.of(by, a, clock.instant())));
    }

    public Optional<Alert> find(String alert) {
        return tx.read(() -> alerts.find(alert));
    }

    /** Everything a triager looks at before deciding. */
    public Optional<Look> look(String alert) {
        return tx.read(() -> alerts.find(alert).map(a -> look(a, clock.instant())));
    }

    private Look look(Alert alert, Instant now) {
        String episode = alert.episode().id();
        StillHappening.Group group = evidence.group(episode);
        StillHappening.Pulse pulse = evidence.pulse(alert, now);
        return new Look(
                alert,
                pulse.ongoing(),
                pulse.why(),
                group.first(),
                group.last(),
                group.count(),
                group.minutes(),
                evidence.distinct(episode, "user"),
                evidence.distinct(episode, "host"),
                evidence.hosts(episode),
                evidence.samples(episode),
                alerts.episodes(alert.id()).stream()
                        .map(Alert::episode)
                        .filter(e -> !e.id().equals(episode))
                        .toList(),
                alerts.lines(alert.id()));
    }

    /** What stands on the desk, those with the least time to judge first; {@code most} of each kind. */
    public Desk desk(int most) {
        return tx.read(() -> Desks.of(alerts, evidence, clock.instant(), most));
    }

    /**
     * The undecided ones of a waking or a 912 grade, at most so many of them: the least time first, then those that
     * stopped, then 912.
     */
    public Unjudged unjudged(int most) {
        return tx.read(() -> Desks.unjudged(alerts, evidence, most));
    }

    /** What led to incidents, of episodes that opened in this stretch. */
    public List<Cause> causes(Instant from, Instant until) {
        return tx.read(() -> alerts.causes(from, until));
    }

    /** Whether the event of a beat of the pulse has arrived and is not forgotten yet. */
    public boolean hasBeat() {
        return tx.read(beats::any);
    }

    /** Deletes the last beat of the pulse and all that came of it, so that the next is first seen again. */
    public void forgetBeats() {
        tx.write(beats::forget);
    }

    /** How many alerts somebody has to decide about now. */
    public int waiting() {
        return tx.read(alerts::waiting);
    }

    /** Ordered: the highest first. */
    public enum Verdict {
        V911("911"),
        V912("912"),
        ONE_OFF("one-off"),
        MISGRADED("misgraded");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As people say it. */
        public String word() {
            return word;
        }
    }

    public enum Ongoing {
        GOING_ON,
        STOPPED,
        UNKNOWN
    }

    /**
     * @param against short facts that speak against waking anyone
     * @param sleeper whose sleep it is
     * @param cost what time it is for them, and when they were woken last
     */
    public record Friction(List<String> against, String sleeper, String cost) {
        public Friction {
            against = List.copyOf(against);
        }
    }

    /**
     * An episode and the incident that it opened or joined.
     *
     * @param rule the grading rule of its source that raised it
     * @param judge who called it a 911: a person's id, {@code policy}, or empty if nobody judged in time
     */
    public record Cause(String incident, String source, String rule, String reason, String judge) {}

    /** @param who whose act it was, {@code Wakebell} for what happened by itself */
    public record Line(Instant at, String what, String why, String who) {}

    /**
     * @param minutes events per epoch minute, the last 24 hours of them
     * @param users distinct ones; 1,001 means more than a thousand
     * @param hosts likewise
     * @param before earlier episodes, the newest first
     */
    public record Look(
            Alert alert,
            Ongoing ongoing,
            String ongoingWhy,
            @Nullable Instant first,
            @Nullable Instant last,
            long count,
            NavigableMap<Long, Long> minutes,
            long users,
            long hosts,
            List<String> hostNames,
            List<Batch.Sample> samples,
            List<Alert.Episode> before,
            List<Line> story) {}

    /** A row of a list. */
    public record Row(Alert alert, Ongoing ongoing, String ongoingWhy, @Nullable Instant last, long count, long users) {}

    /**
     * One alert at a glance.
     *
     * @param minutes events per epoch minute, the last 24 hours of them
     * @param users distinct ones; 1,001 means more than a thousand
     * @param hosts likewise
     */
    public record Glance(
            Alert alert, @Nullable Instant last, NavigableMap<Long, Long> minutes, long users, long hosts) {}

    /**
     * @param judge how many somebody has to decide about now
     * @param all how many are undecided in all
     */
    public record Unjudged(List<Glance> rows, int judge, int all) {}

    /**
     * @param judge somebody has to decide, the least time first
     * @param fix 912 and resting ones, the oldest first
     * @param notices nothing to do, the newest first
     * @param decided the newest that were judged or are over
     */
    public record Desk(List<Row> judge, List<Row> fix, List<Row> notices, List<Row> decided) {}
}
