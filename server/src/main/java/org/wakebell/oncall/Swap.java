package org.wakebell.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A shift, or a part of one, that changes hands.
 *
 * @param asker whose shift it is
 * @param asked whom they ask; empty for anybody able
 * @param back what the other is relieved of in return, or null
 * @param taker who took it; empty before
 */
public record Swap(
        String id,
        Kind kind,
        String asker,
        String asked,
        Part part,
        @Nullable Part back,
        String note,
        State state,
        String taker,
        Instant made) {

    public enum Kind {
        /** Asked for, and taken by somebody who said yes. */
        REQUEST,
        /** Somebody simply took it. */
        COVER
    }

    public enum State {
        OPEN,
        DONE,
        DECLINED,
        WITHDRAWN,
        /** Nobody said yes before the shift began. */
        EXPIRED,
        /** The calendar changed meanwhile: the asker is no longer on call then. */
        OUT_OF_DATE
    }

    /** A stretch of a schedule, half-open. */
    public record Part(String schedule, Instant from, Instant until) {
        boolean overlaps(Part other) {
            return schedule.equals(other.schedule) && from.isBefore(other.until) && other.from.isBefore(until);
        }
    }

    public boolean open() {
        return state == State.OPEN;
    }

    /** When an open request ends by itself: with the beginning of the shift, or with its end if it had begun already. */
    public Instant expires() {
        return part.from().isAfter(made) ? part.from() : part.until();
    }

    public boolean concerns(String person) {
        return asker.equals(person) || asked.equals(person) || taker.equals(person);
    }
}
