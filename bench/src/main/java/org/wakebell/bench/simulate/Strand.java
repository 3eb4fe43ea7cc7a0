package org.wakebell.bench.simulate;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread of the simulation. Exactly one has the baton and runs; all others stand still where they are. */
final class Strand {

    /** The process that the strand worked for is dead: nothing after this line happens. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private volatile boolean baton;
    private volatile @Nullable Thread thread;
    /** The node it works for while it rests. */
    @Nullable Node node;
    /** Which rest this is: an alarm for an earlier one means nothing. */
    long rest;
    boolean killed;

    static Strand ofCaller() {
        Strand strand = new Strand();
        strand.thread = Thread.currentThread();
        strand.baton = true;
        return strand;
    }

    /** It stands until it is given the baton. */
    void start(Runnable loop) {
        thread = Thread.ofVirtual().name("strand").start(() -> {
            stand();
            loop.run();
        });
    }

    /** Gives the baton away; comes back when somebody gives it to us. */
    void hand(Strand to) {
        baton = false;
        to.baton = true;
        LockSupport.unpark(to.thread);
        stand();
    }

    /** An interrupt is kept for whoever asks afterwards. */
    private void stand() {
        boolean interrupted = false;
        while (!baton) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
