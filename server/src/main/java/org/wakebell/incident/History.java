package org.wakebell.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** Incidents of a stretch of time, for whoever learns from them. Nothing here decides anything. */
public final class History {

    /** More than a team can have had; of a flood the newest are looked at. */
    public static final int MOST = 5_000;

    private final Tx tx;

    History(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param since the first bad line; of one opened by hand, when it was opened
     * @param page the id of its page, or empty
     * @param answered when a person first acted on it, or null
     * @param ended or null
     */
    public record Past(
            String id,
            long number,
            String service,
            String title,
            Instant since,
            Instant opened,
            boolean byHand,
            String page,
            @Nullable Instant answered,
            @Nullable Instant ended) {}

    /**
     * A 912 as it stands.
     *
     * @param ended or null
     */
    public record Task(long number, String title, Instant opened, Instant due, Incident.State state, @Nullable Instant ended) {}

    /** 912s that were opened in this stretch, the newest first. */
    public List<Task> tasks(Instant from, Instant until) {
        return tx.read(() -> tx.sql("""
                        SELECT number, title, opened, due, state, ended_at FROM incident_incident
                        WHERE opened >= ? AND opened < ? AND due IS NOT NULL ORDER BY opened DESC, id DESC LIMIT ?
                        """)
                .params(Micros.of(from), Micros.of(until), MOST)
                .query((row, n) -> new Task(
                        row.getLong("number"),
                        row.getString("title"),
                        Micros.instant(row, "opened"),
                        Micros.instant(row, "due"),
                        Incident.State.valueOf(row.getString("state")),
                        Micros.nullable(row, "ended_at")))
                .list());
    }

    /** What somebody who was woken said of it. */
    public record Judged(String incident, String person, boolean right, String why) {}

    /** 911s that were opened in this stretch, the newest first: one more than {@link #MOST} if there are more than those. */
    public List<Past> opened(Instant from, Instant until) {
        return tx.read(() -> tx.sql("""
                        SELECT id, number, service, title, since, opened, hand, page, answered_at, ended_at
                        FROM incident_incident WHERE opened >= ? AND opened < ? AND number > 0 AND due IS NULL
                        ORDER BY opened DESC, id DESC LIMIT ?
                        """)
                .params(Micros.of(from), Micros.of(until), MOST + 1)
                .query((row, n) -> new Past(
                        row.getString("id"),
                        row.getLong("number"),
                        row.getString("service"),
                        row.getString("title"),
                        Micros.instant(row, "since"),
                        Micros.instant(row, "opened"),
                        row.getBoolean("hand"),
                        row.getString("page"),
                        Micros.nullable(row, "answered_at"),
                        Micros.nullable(row, "ended_at")))
                .list());
    }

    /** Was it right to wake them? Of incidents that were opened in this stretch. */
    public List<Judged> judged(Instant from, Instant until) {
        return tx.read(() -> tx.sql("""
                        SELECT r.incident, r.person, r.was_right, r.why
                        FROM incident_right r JOIN incident_incident i ON i.id = r.incident
                        WHERE i.opened >= ? AND i.opened < ? ORDER BY r.incident, r.person
                        """)
                .params(Micros.of(from), Micros.of(until))
                .query((row, n) -> new Judged(
                        row.getString("incident"),
                        row.getString("person"),
                        row.getBoolean("was_right"),
                        row.getString("why")))
                .list());
    }
}
