package org.wakebell.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wakebell.grading.Clean;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;

/**
 * What the Sources screen shows: last event, last refusal, events an hour. Approximate, because it is written every
 * few seconds and the last seconds are lost in a crash; the exact counts go with the batches.
 */
final class Tally implements Loop {

    private static final long HOUR = 3600;
    private static final long KEPT_HOURS = 14 * 24;

    private record Refused(Instant at, String why, String from) {
        static final Refused NEVER = new Refused(Instant.EPOCH, "", "");
    }

    private record Seen(long events, long refused, long limited, Instant eventAt, Refused last) {
        static final Seen NOTHING = new Seen(0, 0, 0, Instant.EPOCH, Refused.NEVER);
    }

    private final Clock clock;
    private final Tx tx;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Instant> keys = new ConcurrentHashMap<>();
    private long pruned;

    Tally(Clock clock, Tx tx) {
        this.clock = clock;
        this.tx = tx;
    }

    void events(Sender sender, long count, Instant at) {
        seen.merge(sender.source().id(), new Seen(count, 0, 0, at, Refused.NEVER), Tally::both);
        keys.put(sender.key(), at);
    }

    /** @param source empty if nobody knows whose key it was */
    void refused(String source, String why, String from) {
        refused(source, why, from, 0);
    }

    /** Refused for its pace alone. */
    void limited(String source, String why, String from) {
        refused(source, why, from, 1);
    }

    private void refused(String source, String why, String from, int limited) {
        Refused last = new Refused(clock.instant(), Clean.line(why, 300), Clean.line(from, 100));
        seen.merge(source, new Seen(0, 1, limited, Instant.EPOCH, last), Tally::both);
    }

    private static Seen both(Seen a, Seen b) {
        return new Seen(
                a.events + b.events,
                a.refused + b.refused,
                a.limited + b.limited,
                b.eventAt.isAfter(a.eventAt) ? b.eventAt : a.eventAt,
                b.last.at.isAfter(a.last.at) ? b.last : a.last);
    }

    @Override
    public String name() {
        return "intake tally";
    }

    @Override
    public Duration rest() {
        return Duration.ofSeconds(3);
    }

    @Override
    public boolean step() {
        long hour = clock.instant().getEpochSecond() / HOUR;
        if (seen.isEmpty() && hour == pruned) {
            return false;
        }
        tx.write(() -> {
            for (String source : seen.keySet().stream().sorted().toList()) {
                Seen now = seen.remove(source);
                if (now != null) {
                    write(source, now, hour);
                }
            }
            for (String key : keys.keySet().stream().sorted().toList()) {
                Instant at = keys.remove(key);
                if (at != null) {
                    tx.sql("UPDATE intake_key SET used_at = ? WHERE id = ?").params(Micros.of(at), key).update();
                }
            }
            if (hour != pruned) {
                tx.sql("DELETE FROM intake_hour WHERE hour < ?").param(hour - KEPT_HOURS).update();
                pruned = hour;
            }
        });
        return false;
    }

    private void write(String source, Seen now, long hour) {
        tx.sql("""
                INSERT INTO intake_hour (source, hour, events, refused, limited) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (source, hour) DO UPDATE
                SET events = intake_hour.events + excluded.events, refused = intake_hour.refused + excluded.refused,
                    limited = intake_hour.limited + excluded.limited
                """).params(source, hour, now.events, now.refused, now.limited).update();
        tx.sql("""
                INSERT INTO intake_seen (source, event_at, refused_at, refused_why, refused_from) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET
                    event_at = CASE WHEN excluded.event_at > intake_seen.event_at THEN excluded.event_at ELSE intake_seen.event_at END,
                    refused_why = CASE WHEN excluded.refused_at > intake_seen.refused_at THEN excluded.refused_why ELSE intake_seen.refused_why END,
                    refused_from = CASE WHEN excluded.refused_at > intake_seen.refused_at THEN excluded.refused_from ELSE intake_seen.refused_from END,
                    refused_at = CASE WHEN excluded.refused_at > intake_seen.refused_at THEN excluded.refused_at ELSE intake_seen.refused_at END
                """)
                .params(source, Micros.of(now.eventAt), Micros.of(now.last.at), now.last.why, now.last.from)
                .update();
    }
}
