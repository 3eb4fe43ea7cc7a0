package org.wakebell.platform.clock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
