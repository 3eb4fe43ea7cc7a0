package org.wakebell.story;

import java.time.Duration;
import java.time.Instant;
import org.wakebell.platform.clock.Clock;

/** A clock that stands still until the story moves it. */
public final class StoryClock implements Clock {

    private final Instant start;
    private volatile Instant now;

    public StoryClock(Instant start) {
        this.start = start;
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long nanos() {
        return Duration.between(start, now).toNanos();
    }

    public void set(Instant at) {
        now = at;
    }
}
