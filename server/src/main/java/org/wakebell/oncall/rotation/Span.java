package org.wakebell.oncall.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A stretch of time, half-open, in which the same people are on call.
 *
 * @param seats empty: nobody, a gap
 */
public record Span(Instant from, Instant until, List<Seat> seats) {

    public Span {
        seats = List.copyOf(seats);
    }

    public boolean gap() {
        return seats.isEmpty();
    }

    public List<String> people() {
        return seats.stream().map(Seat::person).toList();
    }

    public Duration length() {
        return Duration.between(from, until);
    }
}
