package org.wakebell.people.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/**
 * Limits on guessing, kept in the database so that they hold across nodes and restarts. An attempt is counted as a
 * failure before it is judged and forgiven when it succeeds, so parallel guesses gain nothing. A key that has failed
 * too often is closed for a delay that doubles; an hour of peace forgets it.
 */
public final class Attempts {

    /** How many failures are free, and how long the longest delay is. */
    public enum Limit {
        /** One guess a minute at most: enough against guessing, and a stranger cannot keep a responder out for long. */
        ACCOUNT(5, Duration.ofMinutes(1)),
        ADDRESS(20, Duration.ofMinutes(15));

        private final int free;
        private final Duration longest;

        Limit(int free, Duration longest) {
            this.free = free;
            this.longest = longest;
        }

        Duration delay(int failed) {
            int over = failed - free;
            if (over < 0) {
                return Duration.ZERO;
            }
            Duration doubled = Duration.ofSeconds(1L << Math.min(over, 20));
            return doubled.compareTo(longest) > 0 ? longest : doubled;
        }
    }

    public record Key(Limit limit, String what) {
        private String text() {
            return limit + " " + what;
        }
    }

    private record Row(int failed, Instant last, Instant closed) {}

    private static final Duration PEACE = Duration.ofHours(1);

    private final Clock clock;
    private final Tx tx;

    Attempts(Clock clock, Tx tx) {
        this.clock = clock;
        this.tx = tx;
    }

    /** Counts an attempt on every key. @throws Refusal 429 that says how long to wait if one of them is closed */
    public void count(List<Key> keys) {
        tx.write(() -> keys.stream().sorted(java.util.Comparator.comparing(Key::text)).forEach(this::count));
    }

    private void count(Key key) {
        Instant now = clock.instant();
        tx.sql("INSERT INTO people_attempt (akey, failed, last, closed) VALUES (?, 0, 0, 0) ON CONFLICT (akey) DO NOTHING")
                .params(key.text())
                .update();
        Row row = tx.sql("SELECT failed, last, closed FROM people_attempt WHERE akey = ?")
                .params(key.text())
                .query((r, n) -> new Row(r.getInt("failed"), Micros.instant(r, "last"), Micros.instant(r, "closed")))
                .single();
        if (row.closed.isAfter(now)) {
            throw tooOften(Duration.between(now, row.closed));
        }
        int failed = (row.last.plus(PEACE).isBefore(now) ? 0 : row.failed) + 1;
        int rows = tx.sql("UPDATE people_attempt SET failed = ?, last = ?, closed = ? WHERE akey = ? AND failed = ? AND last = ?")
                .params(
                        failed,
                        Micros.of(now),
                        Micros.of(now.plus(key.limit.delay(failed))),
                        key.text(),
                        row.failed,
                        Micros.of(row.last))
                .update();
        if (rows == 0) {
            throw tooOften(Duration.ofSeconds(1));
        }
    }

    /** It was the right one after all. */
    public void forgive(Key key) {
        tx.write(() -> {
            tx.sql("DELETE FROM people_attempt WHERE akey = ?").params(key.text()).update();
        });
    }

    private static Refusal tooOften(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new Refusal(Refusal.Kind.TOO_MANY, "", "Too many attempts. Try again in " + seconds + " s.");
    }
}
