package org.wakebell.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Micros;

/**
 * An incident as it stands in its row.
 *
 * @param origin path of what it came from, from the root, or empty when opened by hand
 * @param persons if not empty, exactly these are rung
 * @param hand someone woke people by hand, without an alert
 * @param joined alerts that were folded into it, beside the first
 * @param users distinct ones known to be hurt, exact up to 1,000
 * @param due of a 912: when it is to be done; null: it is a 911
 * @param dueFor of a 912: whose awake hour that counts, a person's id or empty
 * @param rose of a 912: the incident that it rose to
 * @param recoveringSince all its alerts have recovered since then and the two minutes are not over, or null
 */
public record Incident(
        String id,
        long number,
        String service,
        String title,
        List<String> facts,
        Instant since,
        String origin,
        Set<String> persons,
        boolean hand,
        long joined,
        Instant opened,
        String openedBy,
        String openedName,
        String why,
        Instant undoUntil,
        State state,
        String page,
        String answeredBy,
        String answeredName,
        @Nullable Instant answeredAt,
        String owner,
        String ownerName,
        @Nullable Instant recoveringSince,
        @Nullable Instant endedAt,
        String endedName,
        String endedWhy,
        long users,
        @Nullable Instant due,
        String dueFor,
        String rose) {

    /** Where an incident stands. */
    public enum State {
        /** Someone is being rung. */
        OPENED,
        /** Someone is up. */
        ANSWERED,
        /** Someone works on it. */
        OWNED,
        /** It recovered by itself before anyone looked: to be looked at in the morning. */
        RECOVERED,
        RESOLVED,
        /** Over before it mattered, by the judge or by a responder. */
        STOOD_DOWN,
        /** Taken back within the undo of its verdict: it never rang. */
        UNDONE,
        /** A 912 that became a 911: another incident, with a page of its own. */
        ROSE;

        /** People are owed something about it now. */
        public boolean live() {
            return this == OPENED || this == ANSWERED || this == OWNED;
        }
    }

    /** A 912: to be done by day, and nobody is woken. */
    public boolean task() {
        return due != null;
    }

    public boolean overdue(Instant at) {
        return due != null && state.live() && !at.isBefore(due);
    }

    /** {@code 911} or {@code 912}. */
    public String grade() {
        return task() ? "912" : "911";
    }

    Incidents.IncidentFact fact() {
        return new Incidents.IncidentFact(
                id,
                number,
                service,
                title,
                state.name(),
                opened,
                owner.isEmpty() ? null : owner,
                page.isEmpty() ? null : page);
    }

    static Incident of(ResultSet row, int n) throws SQLException {
        return new Incident(
                row.getString("id"),
                row.getLong("number"),
                row.getString("service"),
                row.getString("title"),
                row.getString("facts").lines().toList(),
                Micros.instant(row, "since"),
                row.getString("origin"),
                words(row.getString("persons")),
                row.getBoolean("hand"),
                row.getLong("joined"),
                Micros.instant(row, "opened"),
                row.getString("opened_by"),
                row.getString("opened_name"),
                row.getString("why"),
                Micros.instant(row, "undo_until"),
                State.valueOf(row.getString("state")),
                row.getString("page"),
                row.getString("answered_by"),
                row.getString("answered_name"),
                Micros.nullable(row, "answered_at"),
                row.getString("owner"),
                row.getString("owner_name"),
                Micros.nullable(row, "recovering_since"),
                Micros.nullable(row, "ended_at"),
                row.getString("ended_name"),
                row.getString("ended_why"),
                row.getLong("users"),
                Micros.nullable(row, "due"),
                row.getString("due_for"),
                row.getString("rose"));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }
}
