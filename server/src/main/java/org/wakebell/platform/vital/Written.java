package org.wakebell.platform.vital;

import java.time.Instant;
import java.util.Optional;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** One row that says when it was written: whether the database takes anything, and how late it was at least. */
final class Written {

    static void at(Tx tx, Instant now) {
        tx.write(() -> {
            tx.sql("INSERT INTO platform_written (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at")
                    .param(Micros.of(now))
                    .update();
        });
    }

    static Optional<Instant> last(Tx tx) {
        return tx.read(() -> tx.sql("SELECT at FROM platform_written").query((row, n) -> Micros.instant(row, "at")).optional());
    }

    private Written() {}
}
