package org.wakebell.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.wakebell.grading.Event;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Grader;
import org.wakebell.grading.Rules;
import org.wakebell.intake.Fold;
import org.wakebell.intake.Intake;
import org.wakebell.intake.Sender;
import org.wakebell.intake.Source;
import org.wakebell.intake.SourceKind;
import org.wakebell.people.Watcher;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.triage.Triage;

/**
 * One beat: forgets the last one, hands an event in, and looks whether it arrived. All that follows is the line's work;
 * whichever part of it stands still, nothing is sent, and the watcher outside misses it.
 */
final class Pulse implements DutyKind {

    static final String DUTY = "pulse.beat";

    /** An event that is not on disk by then is handed in again: the committer may have died with it. */
    private static final Duration ARRIVES = Duration.ofSeconds(5);

    private static final int FATAL = 21;

    private final Clock clock;
    private final Intake intake;
    private final Triage triage;
    private final Duration every;
    private final Sender sender;

    Pulse(Clock clock, Intake intake, Triage triage, Duration every) {
        this.clock = clock;
        this.intake = intake;
        this.triage = triage;
        this.every = every;
        // In no table, so that it stands on no screen and nobody can switch it off there.
        Source source = new Source(
                Watcher.ID, "the pulse", Watcher.ID, SourceKind.JSON_LINES, true, Rules.forLogs(), 1, Grade.NOTICE, Source.MOST, Instant.EPOCH);
        this.sender = new Sender(source, new Grader(source.id(), Rules.compile(source.rules())), "");
    }

    @Override
    public String name() {
        return DUTY;
    }

    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(15, failures));
    }

    /** The payload is when the beat under way began, or empty. */
    @Override
    public void perform(Held held) {
        Instant now = clock.instant();
        String begun = held.duty().payload();
        if (begun.isEmpty()) {
            triage.forgetBeats();
            hand(now);
            held.again(now.plus(ARRIVES), String.valueOf(Micros.of(now)), () -> {});
        } else if (triage.hasBeat()) {
            held.again(next(Micros.instant(Long.parseLong(begun)), now), "", () -> {});
        } else {
            hand(now);
            held.again(now.plus(ARRIVES), begun, () -> {});
        }
    }

    /** A clock that was set back must not make the next beat wait for it. */
    private Instant next(Instant begun, Instant now) {
        Instant next = begun.plus(every);
        Instant latest = now.plus(every);
        return next.isAfter(latest) ? latest : next;
    }

    private void hand(Instant now) {
        Fold fold = intake.open(sender);
        fold.event(new Event(now, now, FATAL, "FATAL", "pulse", "the pulse of this server", null, null, null, "pulse", "", "", Map.of()));
        intake.offer(fold);
    }
}
