package org.wakebell.pulse;

import java.time.Duration;
import org.wakebell.bells.Bells;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.Loop;

/** Sees to it that the next beat is owed: the first on this database, and whenever somebody has put an old copy of it back. */
record Begin(Clock clock, Tx tx, Duties duties, Bells bells) implements Loop {

    @Override
    public String name() {
        return "pulse";
    }

    @Override
    public Duration rest() {
        return Duration.ofSeconds(30);
    }

    @Override
    public boolean step() {
        if (tx.<Boolean>read(() -> duties.due(Pulse.DUTY, Pulse.DUTY) == null)) {
            tx.write(() -> {
                bells.keepWatcher();
                duties.owe(new Duty.Owed(Pulse.DUTY, Pulse.DUTY, "", "", clock.instant()));
            });
        }
        return false;
    }
}
