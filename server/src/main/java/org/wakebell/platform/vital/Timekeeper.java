package org.wakebell.platform.vital;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;

/**
 * Notices when this machine's clock jumps, and asks PostgreSQL for its time, every five seconds and after each jump. On the
 * embedded database it writes the time down once a minute: the next life of this process does not begin before it.
 */
public final class Timekeeper implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);
    private static final long EVERY = Duration.ofSeconds(5).toNanos();
    private static final long WRITTEN = Duration.ofMinutes(1).toNanos();

    /** An answer that took longer says too little about when it was given. */
    private static final long SLOW = Duration.ofSeconds(1).toNanos();

    private final Tx tx;
    private final Agreed time;
    private long asked;
    private boolean known;

    public Timekeeper(Tx tx, Agreed time) {
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

    /** Before anything is claimed. */
    public void begin() {
        switch (tx.dialect()) {
            case POSTGRES -> ask();
            case SQLITE -> Written.last(tx).ifPresent(time::notBefore);
        }
    }

    @Override
    public boolean step() {
        if (time.look()) {
            LOG.warn("this machine's clock jumped by {}; {}", time.lastJump(), time.behind().isZero()
                    ? "what is due is decided anew"
                    : "time goes on here as before, a tenth slower, until both are together again");
        }
        switch (tx.dialect()) {
            case POSTGRES -> {
                if (!known || !time.steady() || time.nanos() - asked > EVERY) {
                    ask();
                }
            }
            case SQLITE -> {
                if (!known || time.nanos() - asked > WRITTEN) {
                    Written.at(tx, time.instant());
                    asked = time.nanos();
                    known = true;
                }
            }
        }
        return false;
    }

    private void ask() {
        long before = time.nanos();
        Instant said = tx.read(() -> Micros.instant(
                tx.sql("SELECT CAST(date_part('epoch', clock_timestamp()) * 1000000 AS bigint)").query(Long.class).single()));
        long after = time.nanos();
        if (after - before <= SLOW || !known) {
            time.measured(said, before + (after - before) / 2);
            asked = after;
            known = true;
        }
    }
}
