package org.wakebell.drivers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.NullMarked;

/** A clock that stands still until the test moves it, and a sleeper that moves it. */
@NullMarked
public final class Hands implements InstantSource, Sleeper {

    private Instant now = Instant.parse("2026-11-22T03:12:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration time) {
        now = now.plus(time);
    }

    public void pass(long seconds) {
        sleep(Duration.ofSeconds(seconds));
    }
}
