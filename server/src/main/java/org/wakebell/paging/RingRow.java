package org.wakebell.paging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Micros;

/**
 * A ring as it stands in its row.
 *
 * @param joins the ring of another page that sounds on this bell for both, see {@link Fold}; empty if it sounds itself
 */
record RingRow(
        String id,
        String page,
        String person,
        String bell,
        String place,
        boolean loud,
        String why,
        Instant decided,
        Instant due,
        State state,
        String outcome,
        String proof,
        @Nullable Instant proofAt,
        String joins) {

    enum State {
        /** Decided; its bell was not told yet. */
        OWED,
        /** The bell sounds, or took it. */
        RUNG,
        /** The bell cannot, or nobody knows whether it did. */
        FAILED,
        /** Over: answered, hushed or taken back. */
        QUIET
    }

    /** It sounds, or is to sound. */
    boolean live() {
        return state == State.OWED || state == State.RUNG;
    }

    /** A soft word and no call: a note, or the question whether somebody is still up. */
    boolean note() {
        return place.startsWith("n") || place.startsWith("c");
    }

    /** Where the step stands that rang this, the first time or again: {@code 1.2} of {@code 1.2t…}. */
    String step() {
        return place.split("t", 2)[0];
    }

    /** Notes are always wanted, checks while someone is up, help until it is over, everything else only while the page rings. */
    boolean wanted(@Nullable Page of) {
        if (state == State.QUIET) {
            return false;
        }
        return switch (place.charAt(0)) {
            case 'n' -> true;
            case 'c' -> of != null && (of.state() == Page.State.ANSWERED || of.state() == Page.State.OWNED);
            case 'h' -> of != null && of.state() != Page.State.ENDED;
            default -> of != null && of.state() == Page.State.RINGING;
        };
    }

    Paging.RingFact fact(String label) {
        return new Paging.RingFact(person, label, loud, state.name(), outcome, proof, proofAt, why, due);
    }

    static RingRow of(ResultSet row, int n) throws SQLException {
        return new RingRow(
                row.getString("id"),
                row.getString("page"),
                row.getString("person"),
                row.getString("bell"),
                row.getString("place"),
                row.getBoolean("loud"),
                row.getString("why"),
                Micros.instant(row, "decided"),
                Micros.instant(row, "due"),
                State.valueOf(row.getString("state")),
                row.getString("outcome"),
                row.getString("proof"),
                Micros.nullable(row, "proof_at"),
                row.getString("joins"));
    }
}
