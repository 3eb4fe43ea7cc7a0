package org.wakebell.platform.duty;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bell for one loop: rung any number of times, it wakes it once. */
public final class Signal {

    static final Signal NONE = new Signal();

    private final Semaphore pending = new Semaphore(0);

    public void raise() {
        pending.release();
    }

    void await(Duration atMost) throws InterruptedException {
        if (pending.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
            pending.drainPermits();
        }
    }
}
