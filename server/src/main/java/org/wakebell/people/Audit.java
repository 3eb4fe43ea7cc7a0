package org.wakebell.people;

import java.time.Instant;
import java.util.List;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/** Who changed what, and when, for admins to read. Lines are only ever added, by {@link People#audit}. */
public final class Audit {

    public static final int PAGE = 50;

    private static final int MOST = 200;

    /**
     * @param person who did it: an id, or {@code "system"}
     * @param name theirs at that time
     * @param via a screen, a token, a signed link, a bell, a sender, or the system by itself
     * @param what {@code room.act}
     * @param object the id of what it was done to, or a few words
     */
    public record Line(String id, Instant at, String person, String name, String via, String what, String object, String detail) {}

    /**
     * @param person only theirs; empty for everybody's
     * @param what only this {@code room.act}, or all acts of a {@code room}; empty for all
     * @param before only what came before this line's id; empty for the newest
     * @param most lines, 1 to 200
     */
    public record Asked(String person, String what, String before, int most) {}

    /** Who has left lines. */
    public record Who(String person, String name) {}

    private final Tx tx;

    Audit(Tx tx) {
        this.tx = tx;
    }

    /**
     * Newest first.
     *
     * @throws Refusal if whoever asks is no admin, or the line to go on from is unknown
     */
    public List<Line> lines(Actor by, Asked asked) {
        requireAdmin(by);
        if (asked.most < 1 || asked.most > MOST) {
            throw Refusal.invalid("limit", "The limit is 1 to " + MOST + " lines, not " + asked.most + ".");
        }
        return tx.read(() -> {
            long at = asked.before.isEmpty() ? Long.MAX_VALUE : at(asked.before);
            return tx.sql("""
                    SELECT id, at, person, name, via, what, object, detail FROM people_audit
                    WHERE (at < ? OR (at = ? AND id < ?))
                      AND (CAST(? AS text) = '' OR person = ?)
                      AND (CAST(? AS text) = '' OR what = ? OR substr(what, 1, ?) = ?)
                    ORDER BY at DESC, id DESC LIMIT ?
                    """)
                    .params(
                            at, at, asked.before,
                            asked.person, asked.person,
                            asked.what, asked.what, asked.what.length() + 1, asked.what + ".",
                            asked.most)
                    .query((row, n) -> new Line(
                            row.getString(1),
                            Micros.instant(row, "at"),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8)))
                    .list();
        });
    }

    /** Everybody who ever did something, by the latest of their names. */
    public List<Who> who(Actor by) {
        requireAdmin(by);
        return tx.read(() -> tx.sql("""
                SELECT person, max(name) AS name FROM people_audit GROUP BY person ORDER BY name, person
                """).query((row, n) -> new Who(row.getString(1), row.getString(2))).list());
    }

    /** Every {@code room.act} that has happened. */
    public List<String> acts(Actor by) {
        requireAdmin(by);
        return tx.read(() -> tx.sql("SELECT DISTINCT what FROM people_audit ORDER BY what").query(String.class).list());
    }

    private long at(String line) {
        return tx.sql("SELECT at FROM people_audit WHERE id = ?").param(line).query(Long.class).optional()
                .orElseThrow(() -> Refusal.invalid("before", "There is no audit line " + line + ". Begin with the newest."));
    }

    private static void requireAdmin(Actor by) {
        if (!by.is(Role.ADMIN)) {
            throw Refusal.forbidden("Only an admin may read who changed what.");
        }
    }
}
