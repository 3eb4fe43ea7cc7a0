package org.wakebell.pulse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.Bells;
import org.wakebell.bells.PulseSettings;
import org.wakebell.intake.Intake;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.vital.Check;
import org.wakebell.triage.Triage;

/** Puts the room together. A node without the setting does not know the duty, so it never takes it from one that does. */
public final class PulseRoom {

    private final List<DutyKind> kinds;
    private final List<Loop> loops;
    private final Check check;

    /** @param settings null if nobody watches from outside */
    public PulseRoom(Clock clock, Tx tx, Duties duties, Intake intake, Triage triage, Bells bells, @Nullable PulseSettings settings) {
        this.check = new PulseCheck(clock, bells, settings);
        this.kinds = settings == null ? List.of() : List.of(new Pulse(clock, intake, triage, settings.every()));
        this.loops = settings == null ? List.of() : List.of(new Begin(clock, tx, duties, bells));
    }

    public List<DutyKind> kinds() {
        return kinds;
    }

    public List<Loop> loops() {
        return loops;
    }

    public List<Check> checks() {
        return List.of(check);
    }
}
