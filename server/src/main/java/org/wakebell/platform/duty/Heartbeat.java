package org.wakebell.platform.duty;

import java.time.Duration;

/** Keeps the claims of what is being done here, and gives up what takes too long. */
record Heartbeat(Claims claims, Runs runs) implements Loop {

    static final Duration EVERY = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "duty-heartbeat";
    }

    @Override
    public boolean step() {
        claims.renew(runs.alive());
        return false;
    }

    @Override
    public Duration rest() {
        return EVERY;
    }
}
