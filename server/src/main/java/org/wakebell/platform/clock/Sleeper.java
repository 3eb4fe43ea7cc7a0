package org.wakebell.platform.clock;

import java.time.Duration;

/** Waits. Passed in beside the {@link Clock}, so that stories and simulation decide when a wait is over. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration time) throws InterruptedException;

    static Sleeper system() {
        return Thread::sleep;
    }
}
