package org.wakebell.home;

import java.time.Duration;

/** How to wait; made in {@code main}, so that tests decide when a wait is over. */
@FunctionalInterface
interface Waits {
    void sleep(Duration time) throws InterruptedException;
}
