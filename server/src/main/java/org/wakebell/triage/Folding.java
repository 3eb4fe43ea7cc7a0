package org.wakebell.triage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/**
 * The upkeep of evidence, one standing duty of the whole installation. Minutes that are long closed move from their
 * lanes into lane 0, and after two days into hours; records of the pace go when nobody needs them any more.
 *
 * <p>A row moves by deleting it and adding what was deleted to where it belongs, in one transaction. So an event is
 * counted in exactly one row at every instant, whoever is killed, however often this runs and on however many nodes at
 * once; a straggler that is counted into an old minute later simply moves next time. A step moves a few hundred rows
 * and lets go of the writer.
 */
final class Folding implements DutyKind {

    /** Rows taken in one transaction; it writes at most as many again. */
    static final int MOST = 250;

    private static final String DUTY = "triage.fold";
    private static final Duration EVERY = Duration.ofMinutes(15);

    /** Minutes stay apart by lane as long as counting may well come back to them. */
    private static final long CLOSED = Duration.ofHours(2).toMinutes();

    /** Minutes stay minutes for so long. */
    private static final long MINUTES_KEPT = Duration.ofHours(48).toMinutes();

    /** One hour more than is looked at, for clocks that differ. */
    private static final long PACE_KEPT = StillHappening.KEPT + 60;

    private record Counted(String episode, long minute, long count, long first, long last) {

        static Counted of(ResultSet row, int n) throws SQLException {
            return new Counted(
                    row.getString("episode"),
                    row.getLong("minute"),
                    row.getLong("count"),
                    row.getLong("first_at"),
                    row.getLong("last_at"));
        }
    }

    private static final String TAKE = """
            DELETE FROM triage_minute WHERE (episode, minute, lane) IN (
              SELECT episode, minute, lane FROM triage_minute WHERE %s AND minute < ?
              ORDER BY minute, episode, lane LIMIT %d)
            RETURNING episode, minute, count, first_at, last_at
            """;

    private static final String UNFOLDED = TAKE.formatted("lane > 0", MOST);
    private static final String FOLDED = TAKE.formatted("lane = 0", MOST);

    private static final String INTO_LANE_0 = """
            INSERT INTO triage_minute (episode, minute, lane, count, first_at, last_at) VALUES (?, ?, 0, ?, ?, ?)
            ON CONFLICT (episode, minute, lane) DO UPDATE SET count = triage_minute.count + excluded.count,
              first_at = CASE WHEN excluded.first_at < triage_minute.first_at THEN excluded.first_at ELSE triage_minute.first_at END,
              last_at = CASE WHEN excluded.last_at > triage_minute.last_at THEN excluded.last_at ELSE triage_minute.last_at END
            """;

    private static final String INTO_HOURS = """
            INSERT INTO triage_hour (episode, hour, count, first_at, last_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (episode, hour) DO UPDATE SET count = triage_hour.count + excluded.count,
              first_at = CASE WHEN excluded.first_at < triage_hour.first_at THEN excluded.first_at ELSE triage_hour.first_at END,
              last_at = CASE WHEN excluded.last_at > triage_hour.last_at THEN excluded.last_at ELSE triage_hour.last_at END
            """;

    private final Clock clock;
    private final Tx tx;

    Folding(Clock clock, Tx tx) {
        this.clock = clock;
        this.tx = tx;
    }

    /** In the transaction in which a node begins to count: from then on there is something to fold, for ever. */
    static void owe(Duties duties, Instant now) {
        duties.owe(new Duty.Owed(DUTY, 1, "", "", "", now.plus(EVERY), Duty.Priority.LAST));
    }

    @Override
    public String name() {
        return DUTY;
    }

    /** Nothing owes it a second time, so it is never given up. */
    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Duration pause(int failures) {
        return Duration.ofMinutes(Math.min(15, failures));
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> {
            Instant now = clock.instant();
            return new Held.Next.Again(step(now) ? now : now.plus(EVERY), "");
        });
    }

    /** In the caller's transaction. True if there may be more. */
    boolean step(Instant now) {
        long minute = StillHappening.minute(now);
        List<Counted> closed = taken(UNFOLDED, minute - CLOSED);
        if (!closed.isEmpty()) {
            add(INTO_LANE_0, closed, 1);
            return true;
        }
        List<Counted> old = taken(FOLDED, minute - MINUTES_KEPT);
        if (!old.isEmpty()) {
            add(INTO_HOURS, old, 60);
            return true;
        }
        return forgetPace(minute - PACE_KEPT) == 2 * MOST;
    }

    /** In key order, so that two nodes that add to the same rows wait for each other in turn. */
    private List<Counted> taken(String sql, long before) {
        return tx.sql(sql).param(before).query(Counted::of).list().stream()
                .sorted(Comparator.comparing(Counted::episode).thenComparing(Counted::minute))
                .toList();
    }

    private void add(String sql, List<Counted> rows, long minutes) {
        try (PreparedStatement statement = tx.connection().prepareStatement(sql)) {
            for (Counted row : rows) {
                statement.setString(1, row.episode());
                statement.setLong(2, Math.floorDiv(row.minute(), minutes));
                statement.setLong(3, row.count());
                statement.setLong(4, row.first());
                statement.setLong(5, row.last());
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("folding", e);
        }
    }

    private int forgetPace(long before) {
        return tx.sql("""
                        DELETE FROM triage_pace WHERE (service, minute, lane) IN (
                          SELECT service, minute, lane FROM triage_pace WHERE minute < ?
                          ORDER BY minute, service, lane LIMIT %d)
                        """.formatted(2 * MOST))
                .param(before)
                .update();
    }
}
