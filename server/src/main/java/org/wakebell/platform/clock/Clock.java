package org.wakebell.platform.clock;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The only source of time. {@link #instant()} is wall time, for the calendar and for what people read;
 * {@link #nanos()} is monotonic, for waits and leases inside one process.
 */
public interface Clock extends InstantSource {

    /** Wall time, cut to microseconds, the precision that both databases keep. */
    @Override
    Instant instant();

    /** Monotonic nanoseconds from an arbitrary origin; only differences mean anything. */
    long nanos();

    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
