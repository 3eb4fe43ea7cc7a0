package org.wakebell.tonight;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.Loop;

/** Makes sure that every schedule has its notices owed, whatever was made or moved meanwhile. */
final class NoticeRounds implements Loop {

    private final Clock clock;
    private final Tx tx;
    private final Duties duties;
    private final Planning planning;
    private final ShiftNotes shifts;

    NoticeRounds(Clock clock, Tx tx, Duties duties, Planning planning, ShiftNotes shifts) {
        this.clock = clock;
        this.tx = tx;
        this.duties = duties;
        this.planning = planning;
        this.shifts = shifts;
    }

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public boolean step() {
        Instant now = clock.instant();
        for (Schedule schedule : planning.all()) {
            ensure(ShiftNotes.DUTY, schedule.id(), shifts.next(schedule.id(), now), now);
            ensure(WeeklyNotes.DUTY, schedule.id(), WeeklyNotes.next(schedule.zone(), now), now);
        }
        return false;
    }

    /** One that is due already is being done: it is left alone. */
    private void ensure(String kind, String schedule, Instant next, Instant now) {
        Optional<Instant> owed = tx.read(() -> Optional.ofNullable(duties.due(kind, schedule)));
        if (owed.isEmpty()) {
            tx.write(() -> {
                duties.owe(new Duty.Owed(kind, schedule, schedule, "", next));
            });
        } else if (owed.get().isAfter(next) && owed.get().isAfter(now)) {
            tx.write(() -> {
                duties.move(kind, schedule, next);
            });
        }
    }

    @Override
    public Duration rest() {
        return Duration.ofMinutes(1);
    }
}
