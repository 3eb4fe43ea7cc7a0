package org.wakebell.intake;

import java.time.Duration;
import java.util.List;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Check;

/** A source that is held back may be saying right now that a service is down: nobody is held back in silence. */
record Refusing(Clock clock, Tx tx) implements Check {

    private record Held(String name, boolean trusted, long requests) {}

    @Override
    public String name() {
        return "intake-limits";
    }

    @Override
    public Finding look() {
        List<Held> held = tx.read(() -> tx.sql("""
                SELECT s.name, s.trusted, sum(h.limited) AS requests
                FROM intake_hour h JOIN intake_source s ON s.id = h.source
                WHERE h.limited > 0 AND h.hour >= ?
                GROUP BY s.id, s.name, s.trusted
                ORDER BY s.trusted DESC, s.name, s.id
                """)
                .param(clock.instant().getEpochSecond() / Duration.ofHours(1).toSeconds() - 1)
                .query((row, n) -> new Held(row.getString(1), row.getBoolean(2), row.getLong(3)))
                .list());
        if (held.isEmpty()) {
            return Finding.ready("No source sent more than it may.").said("intake.finding.pace");
        }
        Held first = held.getFirst();
        String others = held.size() == 1 ? "" : " and " + (held.size() - 1) + " more";
        return Finding.degraded(first.requests + " requests of " + (first.trusted ? "the trusted source " : "") + first.name + others
                + " were refused since the last full hour because it sends more than its limit. A 911 among them is not seen until"
                + " its sender tries again. Quieten the sender, or raise the limit on its page.")
                .said("intake.finding.limited" + (first.trusted ? ".trusted" : "") + (held.size() == 1 ? "" : ".more"),
                        first.requests + "", first.name, held.size() - 1 + "");
    }
}
