package org.wakebell.story;

import org.jspecify.annotations.NullMarked;
import org.wakebell.platform.db.Tx;

/**
 * Lets a process die at one commit after the other: at the first one, before it; after it; before the second; … until a
 * whole part of a story is lived through without a death.
 */
@NullMarked
final class Deaths implements Tx.Faults {

    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    private int left = Integer.MAX_VALUE;

    @Override
    public void at(Tx.Point point) {
        if (left-- == 0) {
            throw new Died();
        }
    }

    /** Another process goes on after each death. Returns how many there were. */
    int during(FullHouse story, Runnable part) {
        for (int deaths = 0; ; deaths++) {
            try {
                left = deaths;
                part.run();
                left = Integer.MAX_VALUE;
                return deaths;
            } catch (Died died) {
                left = Integer.MAX_VALUE;
                story.restart();
            }
        }
    }
}
