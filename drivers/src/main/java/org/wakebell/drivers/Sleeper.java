package org.wakebell.drivers;

import java.time.Duration;

/** Waits. Passed in beside the clock, so that a test decides when a wait is over. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration time) throws InterruptedException;
}
