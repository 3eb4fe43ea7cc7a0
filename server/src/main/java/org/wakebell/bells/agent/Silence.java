package org.wakebell.bells.agent;

import java.time.Duration;
import org.wakebell.drivers.Outcome;

/** Hushes that were not heard: always tried again, and soon. */
final class Silence {

    static Outcome later(String why) {
        return new Outcome.RetryLater(Duration.ofSeconds(1), why);
    }

    private Silence() {}
}
