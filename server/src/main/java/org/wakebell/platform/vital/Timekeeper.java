package org.wakebell.platform.vital;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Dialect;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;

/** Notices when this machine's clock jumps, and asks PostgreSQL for its time, every five seconds and after each jump. */
public final class Timekeeper implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);
    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    /** An answer that took longer says too little about when it was given. */
    private static final long SLOW = Duration.ofSeconds(1).toNanos();

    private final Clock clock;
    private final Tx tx;
    private final Agreed time;
    private long asked;
    private boolean known;

    public Timekeeper(Clock clock, Tx tx, Agreed time) {
        this.clock = clock;
        this.tx = tx;
        this.time = time;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Duration rest() {
        return Duration.ofMillis(500);
    }

    @Override
    public boolean step() {
        if (time.look()) {
            LOG.warn("this machine's clock jumped by {}; what is due is decided anew", time.lastJump());
        }
        if (tx.dialect() == Dialect.POSTGRES && (!known || !time.steady() || clock.nanos() - asked > EVERY)) {
            ask();
        }
        return false;
    }

    private void ask() {
        long before = clock.nanos();
        Instant said = tx.read(() -> Micros.instant(
                tx.sql("SELECT CAST(date_part('epoch', clock_timestamp()) * 1000000 AS bigint)").query(Long.class).single()));
        long after = clock.nanos();
        if (after - before <= SLOW || !known) {
            time.measured(said, before + (after - before) / 2);
            asked = after;
            known = true;
        }
    }
}
