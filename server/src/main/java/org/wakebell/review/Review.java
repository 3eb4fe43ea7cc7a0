package org.wakebell.review;

import java.time.Duration;
import java.time.Instant;
import org.wakebell.incident.History;
import org.wakebell.paging.Paging;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.triage.Triage;

/** Looks back over some days. */
public final class Review {

    /** An episode may be this much older than the incident that it opened. */
    private static final Duration EARLIER = Duration.ofDays(7);

    private final Clock clock;
    private final Tx tx;
    private final History history;
    private final Paging paging;
    private final Triage triage;

    public Review(Clock clock, Tx tx, History history, Paging paging, Triage triage) {
        this.clock = clock;
        this.tx = tx;
        this.history = history;
        this.paging = paging;
        this.triage = triage;
    }

    /**
     * The incidents that opened in the last days, up to now.
     *
     * @param days 1 to 366
     * @param reader a person's id: sees their own verdicts
     */
    public Report over(int days, String reader) {
        Instant until = clock.instant();
        Instant from = until.minus(Duration.ofDays(days));
        return tx.read(() -> Report.of(
                new Report.Facts(
                        history.opened(from, until.plusNanos(1000)),
                        history.judged(from, until.plusNanos(1000)),
                        paging.rang(from, until.plusNanos(1000)),
                        triage.causes(from.minus(EARLIER), until.plusNanos(1000)),
                        history.tasks(from, until.plusNanos(1000))),
                reader, from, until));
    }
}
