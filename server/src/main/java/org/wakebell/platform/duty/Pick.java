package org.wakebell.platform.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Claims what is due and hands it out. */
final class Pick implements Loop {

    private static final Duration LONGEST_REST = Duration.ofMillis(500);
    private static final Duration HELD = Duration.ofMillis(50);
    private static final int BATCH = 64;

    private final Kinds kinds;
    private final Claims claims;
    private final Runs runs;
    private final Signal signal;
    private final Supplier<@Nullable Instant> nextDue;
    private Duration rest = LONGEST_REST;

    Pick(Kinds kinds, Claims claims, Runs runs, Signal signal, Supplier<@Nullable Instant> nextDue) {
        this.kinds = kinds;
        this.claims = claims;
        this.runs = runs;
        this.signal = signal;
        this.nextDue = nextDue;
    }

    @Override
    public String name() {
        return "duties";
    }

    @Override
    public boolean step() {
        if (!claims.timely()) {
            // A machine that slept does nothing by the time it knew before.
            rest = HELD;
            return false;
        }
        List<Duty> due = claims.free(kinds.mine(), BATCH);
        Map<Duty, Long> taken = claims.take(due);
        // Most urgent first, as they were found.
        for (Duty duty : due) {
            Long claim = taken.get(duty);
            if (claim != null) {
                runs.start(duty, claim);
            }
        }
        Instant next = nextDue.get();
        Duration wait = next == null ? LONGEST_REST : Duration.between(claims.now(), next);
        // A due time in the past belongs to a duty that is being done: no reason to hurry.
        rest = wait.isNegative() || wait.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wait;
        return due.size() == BATCH;
    }

    @Override
    public Duration rest() {
        return rest;
    }

    @Override
    public Signal signal() {
        return signal;
    }
}
