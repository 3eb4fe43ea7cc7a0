package org.wakebell.paging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Micros;

/** A page as it stands in its row. */
record Page(
        String id,
        String subjectKind,
        String subjectId,
        Paging.Urgency urgency,
        String service,
        List<String> persons,
        String openedBy,
        String why,
        Instant opened,
        Instant notBefore,
        State state,
        boolean held,
        int passes,
        int nextRound,
        int nextStep,
        Instant nextAt,
        Instant roundFrom,
        String answeredBy,
        @Nullable Instant answeredAt,
        @Nullable Instant lastAct,
        String offeredTo,
        int tries) {

    enum State {
        /** Being rung, or about to be. */
        RINGING,
        /** Someone is up; the wake check watches. */
        ANSWERED,
        /** Someone works on it; asked again every half hour. */
        OWNED,
        ENDED
    }

    Paging.PageFact fact() {
        return new Paging.PageFact(
                id,
                subjectKind,
                subjectId,
                urgency,
                service,
                state.name(),
                answeredBy.isEmpty() || state == State.RINGING ? null : answeredBy,
                state == State.RINGING ? null : answeredAt,
                offeredTo.isEmpty() ? null : offeredTo,
                opened);
    }

    static Page of(ResultSet row, int n) throws SQLException {
        String persons = row.getString("persons");
        return new Page(
                row.getString("id"),
                row.getString("subject_kind"),
                row.getString("subject_id"),
                Paging.Urgency.valueOf(row.getString("urgency")),
                row.getString("service"),
                persons.isEmpty() ? List.of() : List.of(persons.split(" ")),
                row.getString("opened_by"),
                row.getString("why"),
                Micros.instant(row, "opened"),
                Micros.instant(row, "not_before"),
                State.valueOf(row.getString("state")),
                row.getBoolean("held"),
                row.getInt("passes"),
                row.getInt("next_round"),
                row.getInt("next_step"),
                Micros.instant(row, "next_at"),
                Micros.instant(row, "round_from"),
                row.getString("answered_by"),
                Micros.nullable(row, "answered_at"),
                Micros.nullable(row, "last_act"),
                row.getString("offered_to"),
                row.getInt("tries"));
    }
}
