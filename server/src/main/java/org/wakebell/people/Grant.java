package org.wakebell.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person may do in production: {@code prod-write}, {@code database}, {@code deploy}.
 *
 * @param until when it ends by itself, or null
 */
public record Grant(String capability, @Nullable Instant until) {

    public boolean holds(Instant at) {
        return until == null || at.isBefore(until);
    }
}
