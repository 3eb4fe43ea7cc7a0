package org.wakebell.intake;

/** A request that a door does not take; the door says it in its sender's form. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public Refused(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
