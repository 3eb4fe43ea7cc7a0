package org.wakebell.home;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Where to dial next and how long to wait before: the other address first, never in step with others. A server that
 * restarts is back within seconds, and a siren must not wait for this agent's pause then: so what was lost a moment ago
 * is asked for about once a second, and only what stays away is asked for less and less.
 */
final class Reconnect {

    /** A line that stood this long after its greeting was a good one; one that is dropped sooner is a failure like any other. */
    static final Duration HELD = Duration.ofSeconds(1);

    /** For this long after a good line was lost, and after the start, no pause is longer than {@link #SOON}. */
    static final Duration QUICK = Duration.ofMinutes(2);

    static final Duration SOON = Duration.ofSeconds(2);
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** How often {@link #FIRST} is doubled: to {@link #SOON}, and beyond {@link #LONGEST}. */
    private static final int SOON_ROUND = 2;

    private static final int LAST_ROUND = 5;

    private final List<URI> servers;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private int turn;
    private int failures;
    private boolean greeted;
    private long greetedAt;
    private long lostAt;

    Reconnect(List<URI> servers, LongSupplier nanos, RandomGenerator random) {
        this.servers = List.copyOf(servers);
        this.nanos = nanos;
        this.random = random;
        this.lostAt = nanos.getAsLong();
    }

    URI next() {
        return servers.get(turn % servers.size());
    }

    /** The line that was dialled stands: both have proved who they are. */
    void greeted() {
        greeted = true;
        greetedAt = nanos.getAsLong();
    }

    /** There is no line, or no more. After a good one the same server is tried first, after any other the next one. */
    Duration pause() {
        long now = nanos.getAsLong();
        if (greeted && now - greetedAt >= HELD.toNanos()) {
            lostAt = now;
            failures = 0;
        } else {
            turn++;
        }
        greeted = false;
        boolean quick = now - lostAt < QUICK.toNanos();
        // All of them once without much of a wait, then longer and longer.
        int round = failures / servers.size();
        failures = Math.min(failures + 1, (quick ? SOON_ROUND : LAST_ROUND) * servers.size());
        long most = Math.min((quick ? SOON : LONGEST).toMillis(), FIRST.toMillis() << round);
        return Duration.ofMillis(random.nextLong(SHORTEST.toMillis(), most + 1));
    }
}
