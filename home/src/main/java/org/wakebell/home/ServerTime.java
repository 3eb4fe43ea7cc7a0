package org.wakebell.home;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What time it is at the server: every lease and deadline is said in its time. Counted from the last message with the
 * monotonic clock, so that a Raspberry Pi that woke up in 1970, or jumps when it finds its time server, rings all the same.
 */
final class ServerTime implements InstantSource {

    /** Farther off than this is reported: the owner should know that the machine's own clock is wrong. */
    static final Duration BOUND = Duration.ofMinutes(5);

    private record Mark(Instant server, long nanos) {}

    private final InstantSource wall;
    private final LongSupplier nanos;
    private volatile Mark mark;

    /** @param nanos monotonic */
    ServerTime(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.mark = new Mark(wall.instant(), nanos.getAsLong());
    }

    /** Only what a verified server said, now or to an earlier life of this program. */
    void heard(Instant server) {
        mark = new Mark(server, nanos.getAsLong());
    }

    @Override
    public Instant instant() {
        Mark m = mark;
        return m.server.plusNanos(nanos.getAsLong() - m.nanos);
    }

    /** This machine's wall clock minus the server's. */
    Duration off() {
        return Duration.between(instant(), wall.instant());
    }

    boolean farOff() {
        return off().abs().compareTo(BOUND) > 0;
    }
}
