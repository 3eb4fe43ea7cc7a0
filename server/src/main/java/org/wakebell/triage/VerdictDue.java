package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import org.wakebell.paging.Paging;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.triage.Triage.Ongoing;

/**
 * The time to judge is over. What has not <em>stopped</em> opens its incident by itself; what has stays on the desk
 * and reminds. What the sender itself took back for two minutes is over.
 */
final class VerdictDue implements DutyKind {

    private static final Duration HOLDS = Duration.ofMinutes(2);

    private final Clock clock;
    private final Alerts alerts;
    private final Evidence evidence;
    private final Triagers triagers;
    private final Openings openings;

    VerdictDue(Clock clock, Alerts alerts, Evidence evidence, Triagers triagers, Openings openings) {
        this.clock = clock;
        this.alerts = alerts;
        this.evidence = evidence;
        this.triagers = triagers;
        this.openings = openings;
    }

    @Override
    public String name() {
        return Triagers.DUE;
    }

    /** Somebody may have to be woken by this: it is never given up, only shown. */
    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(15, failures));
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> due(held));
    }

    private Held.Next due(Held held) {
        Instant now = clock.instant();
        Alert alert = alerts.find(held.duty().about()).orElse(null);
        boolean current = alert != null && alert.episode().id().equals(held.duty().key());
        if (alert == null || !current || !alert.episode().undecided()) {
            return new Held.Next.Done();
        }
        if (!alerts.raise(alert)) {
            return new Held.Next.Again(now, "");
        }
        StillHappening.Pulse pulse = evidence.pulse(alert, now);
        Instant recovered = alert.recovered();
        if (recovered != null) {
            Instant believed = recovered.plus(HOLDS);
            if (now.isBefore(believed)) {
                return new Held.Next.Again(believed, "");
            }
            over(alert, now);
        } else if (pulse.ongoing() == Ongoing.STOPPED) {
            rest(alert, pulse, now);
        } else {
            open(alert, pulse, now);
        }
        return new Held.Next.Done();
    }

    private void over(Alert alert, Instant now) {
        alerts.closed(alert.episode().id(), "recovered", now);
        alerts.line(alert.id(), alert.episode().id(), now, "Over without a verdict", "the sender took it back", "Wakebell");
        triagers.quiet(alert, Paging.End.RECOVERED, "the sender took it back");
    }

    /** The first reminder is this moment; the others count from when the time to judge began. */
    private void rest(Alert alert, StillHappening.Pulse pulse, Instant now) {
        alerts.rest(alert.episode().id());
        triagers.tell(alert, "reminder: nobody has judged it; it has stopped, so nobody is woken: " + pulse.why(), now);
        Instant from = alert.episode().timerFrom();
        triagers.remindLater(alert, (from == null ? now : from).plus(Reminder.SECOND), 1);
    }

    private void open(Alert alert, StillHappening.Pulse pulse, Instant now) {
        Instant from = alert.episode().timerFrom();
        String time = from == null ? "in time" : "in " + spoken(Duration.between(from, now));
        String why = "no verdict " + time + ", and " + (pulse.ongoing() == Ongoing.GOING_ON ? "it goes on: " : "")
                + pulse.why();
        alerts.line(alert.id(), alert.episode().id(), now, "The incident opens itself", why, "Wakebell");
        openings.byItself(alert, why, now);
        triagers.quiet(alert, Paging.End.JUDGED, "nobody judged it in time: the incident opened itself");
    }

    private static String spoken(Duration time) {
        return time.toMinutes() < 2 ? time.toSeconds() + " seconds" : time.toMinutes() + " minutes";
    }
}
