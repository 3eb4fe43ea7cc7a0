package org.wakebell.incident;

import java.time.Duration;
import java.time.Instant;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Stages;

/** Tells how long it took, once that is on disk. */
final class Timing {

    private final Tx tx;
    private final Stages stages;

    Timing(Tx tx, Stages stages) {
        this.tx = tx;
        this.stages = stages;
    }

    /** @param since the first bad line */
    void opened(Instant since, Instant now) {
        took(Stages.Stage.PAGED, since, now);
    }

    /** A person acts; only the first time counts. */
    void acts(Incident before, Instant now) {
        if (before.answeredAt() == null) {
            took(Stages.Stage.ANSWERED, before.opened(), now);
        }
    }

    private void took(Stages.Stage stage, Instant from, Instant to) {
        tx.afterCommit(() -> stages.took(stage, Duration.between(from, to)));
    }
}
