package org.wakebell.triage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessResourceFailureException;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/**
 * The writing side of evidence: counters that only grow, each node in rows of its own. These few statements are what
 * every event costs, so they are prepared once a commit and sent as batches.
 */
final class Counters {

    /** Distinct users and hosts are exact up to here; a set stops growing one above. */
    static final int EXACT = 1_000;

    static final int SLOTS = 5;

    /**
     * Events of one minute of one episode.
     *
     * @param version of the alert that was seen; nothing is counted if it has changed since
     */
    record Count(String alert, long version, long minute, long count, Instant first, Instant last) {}

    /** @param kind {@code user} or {@code host} */
    record Seen(String episode, String kind, String value) {}

    record Slot(String episode, int slot, Batch.Sample sample) {}

    /** The lane and the alert's version stand in the statement: 0 rows means that one of them is no longer ours. */
    private static final String COUNT = """
            INSERT INTO triage_minute (episode, minute, lane, count, first_at, last_at)
            SELECT a.episode, ?, l.lane, ?, ?, ? FROM triage_alert a, triage_lane l
            WHERE a.id = ? AND a.version = ? AND l.lane = ? AND l.epoch = ?
            ON CONFLICT (episode, minute, lane) DO UPDATE SET count = triage_minute.count + excluded.count,
              first_at = CASE WHEN excluded.first_at < triage_minute.first_at THEN excluded.first_at ELSE triage_minute.first_at END,
              last_at = CASE WHEN excluded.last_at > triage_minute.last_at THEN excluded.last_at ELSE triage_minute.last_at END
            """;

    private static final String PACE = """
            INSERT INTO triage_pace (service, minute, lane, count)
            SELECT ?, ?, l.lane, ? FROM triage_lane l WHERE l.lane = ? AND l.epoch = ?
            ON CONFLICT (service, minute, lane) DO UPDATE SET count = triage_pace.count + excluded.count
            """;

    private static final String SEEN = """
            INSERT INTO triage_seen (episode, kind, value) VALUES (?, ?, ?) ON CONFLICT (episode, kind, value) DO NOTHING
            """;

    private static final String SAMPLE = """
            INSERT INTO triage_sample (episode, lane, slot, at, body, attributes) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (episode, lane, slot) DO UPDATE
              SET at = excluded.at, body = excluded.body, attributes = excluded.attributes
            """;

    private final Tx tx;

    Counters(Tx tx) {
        this.tx = tx;
    }

    /** @return for each count whether it was counted */
    boolean[] count(List<Count> counts, Lanes.Lane lane) {
        boolean[] counted = new boolean[counts.size()];
        int[] rows = batch(COUNT, counts, (s, c) -> {
            s.setLong(1, c.minute());
            s.setLong(2, c.count());
            s.setLong(3, Micros.of(c.first()));
            s.setLong(4, Micros.of(c.last()));
            s.setString(5, c.alert());
            s.setLong(6, c.version());
            s.setInt(7, lane.lane());
            s.setLong(8, lane.epoch());
        });
        for (int i = 0; i < rows.length; i++) {
            counted[i] = rows[i] == 1;
        }
        return counted;
    }

    /** @return false if the lane is no longer ours; nothing may be committed then */
    boolean pace(List<Map.Entry<String, Map.Entry<Long, Long>>> counts, Lanes.Lane lane) {
        for (int rows : batch(PACE, counts, (s, c) -> {
            s.setString(1, c.getKey());
            s.setLong(2, c.getValue().getKey());
            s.setLong(3, c.getValue().getValue());
            s.setInt(4, lane.lane());
            s.setLong(5, lane.epoch());
        })) {
            if (rows != 1) {
                return false;
            }
        }
        return true;
    }

    void seen(List<Seen> values) {
        batch(SEEN, values, (s, v) -> {
            s.setString(1, v.episode());
            s.setString(2, v.kind());
            s.setString(3, v.value());
        });
    }

    int distinct(String episode, String kind) {
        return tx.sql("SELECT count(*) FROM triage_seen WHERE episode = ? AND kind = ?")
                .params(episode, kind)
                .query(Integer.class)
                .single();
    }

    void samples(List<Slot> slots, Lanes.Lane lane) {
        batch(SAMPLE, slots, (s, v) -> {
            s.setString(1, v.episode());
            s.setInt(2, lane.lane());
            s.setInt(3, v.slot());
            s.setLong(4, Micros.of(v.sample().at()));
            s.setString(5, v.sample().text().replace('\u0000', '\uFFFD'));
            s.setString(6, Attributes.write(v.sample().attributes()));
        });
    }

    /** The slot after the newest of this lane, so that a node that comes back overwrites the oldest. */
    int nextSlot(String episode, Lanes.Lane lane) {
        return tx.sql("SELECT slot FROM triage_sample WHERE episode = ? AND lane = ? ORDER BY at DESC, slot DESC LIMIT 1")
                        .params(episode, lane.lane())
                        .query(Integer.class)
                        .optional()
                        .orElse(-1)
                + 1;
    }

    /** Users may be e-mail addresses: only a hash is kept to tell them apart. */
    static String hashed(String user) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Binder<T> {
        void bind(PreparedStatement statement, T value) throws SQLException;
    }

    private <T> int[] batch(String sql, Collection<T> values, Binder<T> binder) {
        if (values.isEmpty()) {
            return new int[0];
        }
        Connection connection = tx.connection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (values.size() == 1) {
                binder.bind(statement, values.iterator().next());
                return new int[] {statement.executeUpdate()};
            }
            for (T value : new ArrayList<>(values)) {
                binder.bind(statement, value);
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("counting", e);
        }
    }
}
