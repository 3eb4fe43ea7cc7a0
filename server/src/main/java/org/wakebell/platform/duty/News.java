package org.wakebell.platform.duty;

import java.time.Duration;
import java.time.Instant;
import org.wakebell.platform.clock.Clock;

/** Something may be free to claim: the picker here is woken, and those of the other nodes if it cannot wait for their next look. */
final class News {

    /** The other nodes look that often anyway. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Clock clock;
    private final Signal signal = new Signal();
    private volatile Runnable others = () -> {};

    News(Clock clock) {
        this.clock = clock;
    }

    Signal signal() {
        return signal;
    }

    void tell(Runnable elsewhere) {
        others = elsewhere;
    }

    /** After the commit. */
    void due(Instant at) {
        signal.raise();
        if (!at.isAfter(clock.instant().plus(SOON))) {
            others.run();
        }
    }
}
