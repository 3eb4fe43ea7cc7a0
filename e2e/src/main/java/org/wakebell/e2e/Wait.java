package org.wakebell.e2e;

import java.time.Duration;

/** Looks again and again, and ends by itself: what real programs do takes its time. */
final class Wait {

    interface Seen<E extends Exception> {
        boolean seen() throws E;
    }

    private static final long PAUSE_MS = 20;

    private Wait() {}

    /** Whether it was seen in that time. */
    static <E extends Exception> boolean within(Duration atMost, Seen<E> so) throws E, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!so.seen()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(PAUSE_MS);
        }
        return true;
    }

    /** @throws IllegalStateException if it was not */
    static <E extends Exception> void until(Seen<E> so, Duration atMost, String what) throws E, InterruptedException {
        if (!within(atMost, so)) {
            throw new IllegalStateException(what + ": not within " + atMost.toSeconds() + " s");
        }
    }
}
