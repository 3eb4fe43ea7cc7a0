package org.wakebell.platform.duty;

import java.time.Instant;
import java.util.function.Supplier;

/** A duty claimed by this node. The claim is the fence: whoever lost it can no longer commit anything for it. */
public interface Held {

    Duty duty();

    /**
     * Commits the effect together with what becomes of the duty: its end, or its next due time, as the effect decides.
     *
     * @throws Fenced if the claim was lost or the duty cancelled; nothing of the effect is kept then
     */
    default void settle(Supplier<Next> effect) {
        settle(() -> {}, effect);
    }

    /**
     * The same, taking a lock before the fence. Two transactions about one thing must lock in one order: the thing
     * itself first, then its duties.
     */
    void settle(Runnable lock, Supplier<Next> effect);

    /** Commits the effect and the end of the duty together. */
    default void finish(Runnable effect) {
        settle(() -> {
            effect.run();
            return new Next.Done();
        });
    }

    /** Commits the effect and the duty's next due time and payload together. */
    default void again(Instant due, String payload, Runnable effect) {
        settle(() -> {
            effect.run();
            return new Next.Again(due, payload);
        });
    }

    /** What becomes of a duty. */
    sealed interface Next {
        record Done() implements Next {}

        record Again(Instant due, String payload) implements Next {}
    }

    /** The row is no longer this node's: someone else took it, or it was cancelled by an answer. */
    final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fenced(Duty duty) {
            super(duty.kind() + " " + duty.key() + " is no longer ours", null, false, false);
        }
    }
}
