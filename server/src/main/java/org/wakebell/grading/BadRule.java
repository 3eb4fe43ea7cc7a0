package org.wakebell.grading;

/** A rule that cannot be understood; the message says what is wrong and how to write it. */
public final class BadRule extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int number;

    BadRule(int number, String message) {
        super("rule " + number + ": " + message, null, false, false);
        this.number = number;
    }

    /** Counted from 1, in the order of the source's rules. */
    public int number() {
        return number;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
