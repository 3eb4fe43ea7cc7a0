package org.wakebell.intake;

import org.jspecify.annotations.Nullable;

/** These very events could not be stored; a fault of ours, logged, and sending them again would not help. */
public final class Unkept extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unkept(@Nullable Throwable cause) {
        super("the events could not be stored", cause);
    }
}
