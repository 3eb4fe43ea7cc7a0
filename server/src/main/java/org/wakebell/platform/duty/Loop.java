package org.wakebell.platform.duty;

import java.time.Duration;

/** Something that runs by itself. Rooms own no thread: platform runs loops in production, stories crank them by hand. */
public interface Loop {

    String name();

    /** Does what can be done now. True if there may be more at once. */
    boolean step() throws InterruptedException;

    /** How long to rest after a step that found nothing; a {@link Signal} may cut it short. */
    Duration rest();

    /** Wakes the loop early. */
    default Signal signal() {
        return Signal.NONE;
    }
}
