package org.wakebell.home;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Where to dial next and how long to wait before: the other address first, never longer than 15 s, never in step with others. */
final class Reconnect {

    static final Duration LONGEST = Duration.ofSeconds(15);

    private final List<URI> servers;
    private final RandomGenerator random;
    private int turn;
    private int failures;

    Reconnect(List<URI> servers, RandomGenerator random) {
        this.servers = List.copyOf(servers);
        this.random = random;
    }

    URI next() {
        return servers.get(turn % servers.size());
    }

    /** @param held whether the line had held for a while: then the same server is tried again, and soon */
    Duration pause(boolean held) {
        if (held) {
            failures = 0;
        } else {
            turn++;
        }
        failures++;
        // All of them once without much of a wait, then longer and longer.
        int round = Math.min(6, Math.max(0, (failures - 1) / servers.size()));
        long most = Math.min(LONGEST.toMillis(), 500L << round);
        return Duration.ofMillis(100 + random.nextLong(most - 100));
    }
}
