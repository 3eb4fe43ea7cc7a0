package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;

/**
 * The small number under which this node writes its own rows of counters, so that no two nodes ever wait on one row.
 * Held for ten minutes and renewed while events arrive. The epoch grows with every new holder and stands in the WHERE
 * of each counting statement: a node that lost its lane counts nothing until it has another.
 */
final class Lanes {

    /** @param lane 1 and up; 0 is for folded rows */
    record Lane(int lane, long epoch) {}

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration RENEW = Duration.ofMinutes(1);

    private final Tx tx;
    private final Duties duties;
    private final String node;
    private @Nullable Lane mine;
    private Instant renewAt = Instant.MIN;

    Lanes(Tx tx, Duties duties, String node) {
        this.tx = tx;
        this.duties = duties;
        this.node = node;
    }

    /** In the caller's transaction; usually from memory. */
    synchronized Lane mine(Instant now) {
        Lane lane = mine;
        if (lane != null && now.isBefore(renewAt)) {
            return lane;
        }
        if (lane == null || !renewed(lane, now)) {
            lane = lease(now);
            Folding.owe(duties, now);
        }
        Lane kept = lane;
        tx.afterCommit(() -> keep(kept, now.plus(RENEW)));
        return lane;
    }

    private synchronized void keep(Lane lane, Instant until) {
        mine = lane;
        renewAt = until;
    }

    /** The lane turned out to be another's: the next {@link #mine} leases anew. */
    synchronized void lost() {
        mine = null;
    }

    private boolean renewed(Lane lane, Instant now) {
        return tx.sql("UPDATE triage_lane SET until = ? WHERE lane = ? AND epoch = ?")
                        .params(Micros.of(now.plus(LEASE)), lane.lane(), lane.epoch())
                        .update()
                == 1;
    }

    private Lane lease(Instant now) {
        for (int lane = 1; lane < 10_000; lane++) {
            Long epoch = tx.sql("""
                            INSERT INTO triage_lane (lane, node, epoch, until) VALUES (?, ?, 1, ?)
                            ON CONFLICT (lane) DO UPDATE
                              SET node = excluded.node, epoch = triage_lane.epoch + 1, until = excluded.until
                              WHERE triage_lane.until < ?
                            RETURNING epoch
                            """)
                    .params(lane, node, Micros.of(now.plus(LEASE)), Micros.of(now))
                    .query(Long.class)
                    .optional()
                    .orElse(null);
            if (epoch != null) {
                return new Lane(lane, epoch);
            }
        }
        throw new IllegalStateException("no free lane among 10,000: is the clock of the database's machine right?");
    }
}
