package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/** Says twice more, 30 and 120 minutes after the time to judge began, that nobody has judged a stopped alert. */
final class Reminder implements DutyKind {

    static final Duration SECOND = Duration.ofMinutes(30);
    private static final Duration THIRD = Duration.ofMinutes(120);

    private final Clock clock;
    private final Alerts alerts;
    private final Triagers triagers;

    Reminder(Clock clock, Alerts alerts, Triagers triagers) {
        this.clock = clock;
        this.alerts = alerts;
        this.triagers = triagers;
    }

    @Override
    public String name() {
        return Triagers.REMIND;
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> {
            Alert alert = alerts.find(held.duty().about()).orElse(null);
            boolean rests = alert != null
                    && alert.episode().id().equals(held.duty().key())
                    && alert.episode().undecided()
                    && alert.episode().resting();
            if (alert == null || !rests) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            triagers.tell(alert, "reminder: it has stopped, and nobody has judged it", now);
            Instant from = alert.episode().timerFrom();
            if (held.duty().payload().equals("2") || from == null) {
                return new Held.Next.Done();
            }
            return new Held.Next.Again(from.plus(THIRD), "2");
        });
    }
}
