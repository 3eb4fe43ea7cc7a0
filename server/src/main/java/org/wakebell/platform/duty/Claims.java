package org.wakebell.platform.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/**
 * Whose turn a duty is, in SQL. Every change is a compare-and-set on the claim, which is a number that nobody else has:
 * no row changed means that the duty is another's by now, or nobody's.
 */
final class Claims {

    /** A claim not renewed for this long belongs to whoever takes it. */
    static final Duration LASTS = Duration.ofSeconds(8);

    private static final int CHUNK = 200;

    private final Agreed time;
    private final Tx tx;
    private final RandomGenerator random;
    private final String node;

    Claims(Agreed time, Tx tx, RandomGenerator random, String node) {
        this.time = time;
        this.tx = tx;
        this.random = random;
        this.node = node;
    }

    String node() {
        return node;
    }

    /** The database's time: the only one by which claims are judged. */
    Instant now() {
        return time.instant();
    }

    /** False while this machine's clock is not to be trusted. */
    boolean timely() {
        return time.steady();
    }

    long next() {
        return random.nextLong(1, Long.MAX_VALUE);
    }

    /** Until when a claim made now lasts, as it stands in the row. */
    long until() {
        return Micros.of(now().plus(LASTS));
    }

    /** What is due and nobody's, most urgent first. */
    List<Duty> free(String mine, int most) {
        long now = Micros.of(now());
        return tx.read(() -> tx.sql("""
                        SELECT * FROM platform_duty
                        WHERE due <= ? AND parked_why IS NULL AND claim_until < ? AND (%s)
                        ORDER BY priority, due, id LIMIT %d
                        """.formatted(mine, most))
                .params(now, now)
                .query(Claims::duty)
                .list());
    }

    /** Claims what is still free of these, all in one commit; gives each its claim. Locks in the order of their keys. */
    Map<Duty, Long> take(List<Duty> duties) {
        if (duties.isEmpty()) {
            return Map.of();
        }
        return tx.write(() -> {
            Map<Duty, Long> taken = new HashMap<>();
            long now = Micros.of(now());
            for (Duty duty : duties.stream().sorted(Comparator.comparing(Duty::id)).toList()) {
                long claim = next();
                int rows = tx.sql("""
                                UPDATE platform_duty SET claimed_by = ?, claim = ?, claim_until = ?
                                WHERE id = ? AND due <= ? AND claim_until < ? AND parked_why IS NULL
                                """)
                        .params(node, claim, until(), duty.id(), now, now)
                        .update();
                if (rows == 1) {
                    taken.put(duty, claim);
                }
            }
            return taken;
        });
    }

    /** Only of what is being done: a claim that nobody works on has to run out. */
    void renew(List<String> ids) {
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            tx.write(() -> {
                tx.sql("UPDATE platform_duty SET claim_until = :until WHERE claimed_by = :node AND id IN (:ids)")
                        .param("until", until())
                        .param("node", node)
                        .param("ids", some)
                        .update();
            });
        }
    }

    /** In the transaction of the effect, before it: locks the row, so that an overtaken node never gets as far. */
    boolean stands(Duty duty, long claim) {
        return tx.sql("UPDATE platform_duty SET attempts = 0 WHERE id = ? AND claimed_by = ? AND claim = ?")
                        .params(duty.id(), node, claim)
                        .update()
                == 1;
    }

    boolean end(Duty duty, long claim) {
        return tx.sql("DELETE FROM platform_duty WHERE id = ? AND claimed_by = ? AND claim = ?")
                        .params(duty.id(), node, claim)
                        .update()
                == 1;
    }

    boolean again(Duty duty, long claim, long due, String payload) {
        return tx.sql("""
                        UPDATE platform_duty SET due = ?, payload = ?, claimed_by = '', claim = 0, claim_until = 0
                        WHERE id = ? AND claimed_by = ? AND claim = ?
                        """)
                        .params(due, payload, duty.id(), node, claim)
                        .update()
                == 1;
    }

    void giveBack(Duty duty, long claim, int attempts, Instant due, @Nullable String parked) {
        tx.write(() -> {
            tx.sql("""
                    UPDATE platform_duty
                    SET attempts = ?, due = ?, parked_why = ?, claimed_by = '', claim = 0, claim_until = 0
                    WHERE id = ? AND claimed_by = ? AND claim = ?
                    """)
                    .param(attempts)
                    .param(Micros.of(due))
                    .param(parked)
                    .param(duty.id())
                    .param(node)
                    .param(claim)
                    .update();
        });
    }

    void forgetThoseOfTheDead() {
        tx.write(() -> {
            tx.sql("UPDATE platform_duty SET claimed_by = '', claim = 0, claim_until = 0 WHERE claimed_by <> ?")
                    .params(node)
                    .update();
        });
    }

    private static Duty duty(ResultSet row, int n) throws SQLException {
        return new Duty(
                row.getString("id"),
                row.getString("kind"),
                row.getInt("version"),
                row.getString("dkey"),
                row.getString("about"),
                row.getString("payload"),
                Micros.instant(row, "due"),
                row.getInt("attempts"));
    }
}
