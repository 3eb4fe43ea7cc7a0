package org.wakebell.platform.vital;

import java.time.Duration;
import org.wakebell.platform.clock.Agreed;

/** Whether this machine's clock goes with the database's, and whether it jumped lately. */
record TimeCheck(Agreed time) implements Check {

    private static final Duration LATELY = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "time";
    }

    @Override
    public Finding look() {
        Duration apart = time.apart();
        String by = tenths(apart);
        String mend = " Set the clocks of both machines (chrony, or timedatectl set-ntp true).";
        if (apart.abs().compareTo(Agreed.FAR_APART) > 0) {
            return Finding.dead("This machine's clock and the database's are " + by
                            + " s apart. Wakebell goes by the database's; if that is the wrong one, people are woken at wrong times." + mend)
                    .said("platform.finding.time.dead", by);
        }
        if (apart.abs().compareTo(Agreed.APART) > 0) {
            return Finding.degraded("This machine's clock and the database's are " + by + " s apart. Wakebell goes by the database's." + mend)
                    .said("platform.finding.time.apart", by);
        }
        Duration behind = time.behind();
        if (!behind.isZero()) {
            return Finding.degraded("This machine's clock was set back and is " + behind.toSeconds()
                            + " s behind. So that nothing waits longer, time goes on here as before, a tenth slower, until both are together again.")
                    .said("platform.finding.time.behind", behind.toSeconds() + "");
        }
        Agreed.Jump jump = time.lastJump();
        if (jump != null && jump.noticed().plus(LATELY).isAfter(time.instant())) {
            String jumped = tenths(jump.by());
            return Finding.degraded("This machine's clock jumped by " + jumped + " s at " + jump.noticed() + ": it slept, or was set. What was due"
                    + " meanwhile was decided anew and is late. A machine that wakes people must not sleep.")
                    .said("platform.finding.time.jumped", jumped, jump.noticed().toString());
        }
        return Finding.ready("The clock goes steadily, and with the database's.").said("platform.finding.time.ready");
    }

    private static String tenths(Duration time) {
        return String.format(java.util.Locale.ROOT, "%+.1f", time.toMillis() / 1000.0);
    }
}
