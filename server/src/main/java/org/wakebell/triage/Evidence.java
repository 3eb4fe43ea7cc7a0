package org.wakebell.triage;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** The reading side of evidence: adds up the lanes. */
final class Evidence {

    private final Tx tx;

    Evidence(Tx tx) {
        this.tx = tx;
    }

    private record Sum(long count, @Nullable Instant first, @Nullable Instant last) {}

    /** Events of an episode: all of them counted, and its last 24 hours of minutes. */
    StillHappening.Group group(String episode) {
        NavigableMap<Long, Long> minutes = new TreeMap<>();
        tx.sql("""
                        SELECT minute, sum(count) AS many FROM triage_minute
                        WHERE episode = ? GROUP BY minute ORDER BY minute DESC LIMIT 1440
                        """)
                .param(episode)
                .query((RowCallbackHandler) row -> {
                    minutes.put(row.getLong("minute"), row.getLong("many"));
                });
        Sum sum = sum(episode);
        return new StillHappening.Group(minutes, sum.count, sum.first, sum.last);
    }

    /** One statement, so that what is just being folded is seen in exactly one of the two tables. */
    private Sum sum(String episode) {
        return tx.sql("""
                        SELECT sum(count) AS many, min(first_at) AS first_at, max(last_at) AS last_at FROM (
                          SELECT count, first_at, last_at FROM triage_minute WHERE episode = ?
                          UNION ALL
                          SELECT count, first_at, last_at FROM triage_hour WHERE episode = ?
                        ) AS together
                        """)
                .params(episode, episode)
                .query((row, n) -> new Sum(
                        row.getLong("many"), Micros.nullable(row, "first_at"), Micros.nullable(row, "last_at")))
                .single();
    }

    /** Ordinary records of a service per minute. */
    NavigableMap<Long, Long> pace(String service, long fromMinute) {
        NavigableMap<Long, Long> minutes = new TreeMap<>();
        tx.sql("SELECT minute, sum(count) AS many FROM triage_pace WHERE service = ? AND minute >= ? GROUP BY minute")
                .params(service, fromMinute)
                .query((RowCallbackHandler) row -> {
                    minutes.put(row.getLong("minute"), row.getLong("many"));
                });
        return minutes;
    }

    StillHappening.Pulse pulse(Alert alert, Instant now) {
        return pulse(alert, group(alert.episode().id()), now);
    }

    /** @param group as {@link #group} has just read it */
    StillHappening.Pulse pulse(Alert alert, StillHappening.Group group, Instant now) {
        Instant last = group.last();
        long from = StillHappening.pivot(last == null ? now : last, now) - StillHappening.USUAL;
        return StillHappening.look(group, pace(alert.service(), from), now);
    }

    @Nullable Instant last(String episode) {
        return sum(episode).last();
    }

    /** Of minutes that are not folded yet. */
    long busiest(String episode, long fromMinute) {
        return tx.sql("SELECT minute, sum(count) AS many FROM triage_minute WHERE episode = ? AND minute >= ? GROUP BY minute")
                .params(episode, fromMinute)
                .query((row, n) -> row.getLong("many"))
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /** Distinct users and hosts, at most one above {@link Counters#EXACT}. */
    long distinct(String episode, String kind) {
        long many = tx.sql("SELECT count(*) FROM triage_seen WHERE episode = ? AND kind = ?")
                .params(episode, kind)
                .query(Long.class)
                .single();
        return Math.min(many, Counters.EXACT + 1L);
    }

    List<String> hosts(String episode) {
        return tx.sql("SELECT value FROM triage_seen WHERE episode = ? AND kind = 'host' ORDER BY value LIMIT 50")
                .param(episode)
                .query(String.class)
                .list();
    }

    /** The five newest, over all lanes. */
    List<Batch.Sample> samples(String episode) {
        return tx.sql("""
                        SELECT at, body, attributes FROM triage_sample WHERE episode = ?
                        ORDER BY at DESC, lane, slot DESC LIMIT 5
                        """)
                .param(episode)
                .query((row, n) -> new Batch.Sample(
                        Micros.instant(row, "at"), row.getString("body"), Attributes.read(row.getString("attributes"))))
                .list();
    }
}
