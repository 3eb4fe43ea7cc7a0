package org.wakebell.drivers.dlink;

import java.time.Duration;
import org.wakebell.drivers.Outcome;

/** Why an action did not succeed, in the classes that matter to whoever has to wake someone. */
final class HnapFailure extends Exception {
    private static final long serialVersionUID = 1L;

    enum Kind {
        /** No connection: nothing was sent. */
        UNREACHABLE,
        /** Sent, and no answer in time. */
        NO_ANSWER,
        /** An answer that makes no sense or says no, also after a fresh login. */
        ODD,
        /** The PIN was not accepted. */
        DENIED,
        /** Another device answers at this address. */
        STRANGER
    }

    final Kind kind;

    /** Whether the device may have carried the action out. */
    final boolean sent;

    HnapFailure(Kind kind, String message) {
        this(kind, message, false);
    }

    private HnapFailure(Kind kind, String message, boolean sent) {
        super(message, null, false, false);
        this.kind = kind;
        this.sent = sent;
    }

    HnapFailure afterSending() {
        return new HnapFailure(kind, why(), true);
    }

    String why() {
        return String.valueOf(getMessage());
    }

    Outcome outcome() {
        return switch (kind) {
            case UNREACHABLE -> new Outcome.RetryLater(Duration.ofSeconds(2), why());
            case NO_ANSWER, ODD ->
                sent ? new Outcome.Unknown(why()) : new Outcome.RetryLater(Duration.ofSeconds(2), why());
            case DENIED -> new Outcome.Refused(why(), true);
            case STRANGER -> new Outcome.Refused(why(), false);
        };
    }
}
