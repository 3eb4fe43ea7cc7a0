package org.wakebell.intake;

/** A source sent more than it may; nothing of this request was read. It should try again, not before some seconds. */
public final class TooFast extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    TooFast(long most, long seconds) {
        super("this source sends more than its " + most + " events a minute; nothing was kept, send it again in " + seconds
                + " s, or raise the limit on the source's page", null, false, false);
        this.seconds = seconds;
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    /** Until there is room, at least 1. */
    long seconds() {
        return seconds;
    }
}
