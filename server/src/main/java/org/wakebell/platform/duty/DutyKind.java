package org.wakebell.platform.duty;

import java.time.Duration;

/**
 * Does the duties of one kind. {@link #perform} runs with no transaction open; it may open short ones, call the
 * outside between them, and must end with exactly one {@link Held#settle}. An exception before
 * that means: try again after a pause. It may run more than once for the same duty, on any node.
 */
public interface DutyKind {

    /** Room and act, as in {@code paging.step}. */
    String name();

    /** The newest payload version understood. */
    default int version() {
        return 1;
    }

    /** After so many failures the duty is parked for a person; paging never parks what someone must be woken by. */
    default int parkAfter() {
        return 20;
    }

    /** The pause before the next try after the given number of failures (1 or more). */
    default Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(60, 1L << Math.min(failures - 1, 6)));
    }

    /**
     * One run may take so long; then it is interrupted, counts as a failure, and whoever is first takes the duty up. A
     * provider that never answers must not hold what it owes for ever.
     */
    default Duration longest() {
        return Duration.ofMinutes(2);
    }

    void perform(Held held) throws InterruptedException;
}
