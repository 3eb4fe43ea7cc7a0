package org.wakebell.e2e;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;

/** Looks again and again, and ends by itself: what real programs do takes its time. */
@NullMarked
final class Wait {

    interface Seen {
        boolean seen() throws Exception;
    }

    private static final long PAUSE_MS = 50;

    private Wait() {}

    static void until(Seen so, Duration atMost, String what) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (!so.seen()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + atMost.toSeconds() + " s");
            }
            Thread.sleep(PAUSE_MS);
        }
    }
}
