package org.wakebell.platform.duty;

import java.time.Instant;

/** A duty claimed by this node. The claim is the fence: whoever lost it can no longer commit anything for it. */
public interface Held {

    Duty duty();

    /**
     * Commits the effect and the end of the duty together.
     *
     * @throws Fenced if the claim was lost or the duty cancelled; nothing of the effect is kept then
     */
    void finish(Runnable effect);

    /** Commits the effect and the duty's next due time and payload together; same fence. */
    void again(Instant due, String payload, Runnable effect);

    /** The row is no longer this node's: someone else took it, or it was cancelled by an answer. */
    final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fenced(Duty duty) {
            super(duty.kind() + " " + duty.key() + " is no longer ours", null, false, false);
        }
    }
}
