package org.wakebell.intake;

/** Nothing was kept: too much is under way, or the database does not answer. The sender should try again. */
public final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(String why) {
        super(why, null, false, false);
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
