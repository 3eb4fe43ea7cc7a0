package org.wakebell.intake;

/**
 * Too much is under way, or the database does not answer. The sender should try again: nothing was kept, or, where the
 * database was only slow, perhaps it was.
 */
public final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(String why) {
        super(why, null, false, false);
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
