package org.wakebell.oncall.rotation;

import java.time.Instant;

/**
 * A time, half-open, in which somebody is off.
 *
 * @param from never before it became known, so that it cannot change the past
 */
public record Leave(String person, Why why, Instant from, Instant until) {

    public enum Why {
        VACATION,
        /** A public holiday of their country. */
        HOLIDAY
    }

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
