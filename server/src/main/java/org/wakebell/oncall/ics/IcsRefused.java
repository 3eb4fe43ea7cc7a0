package org.wakebell.oncall.ics;

/** A calendar, or an event of one, that is not understood; one sentence says why. */
public final class IcsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IcsRefused(String message) {
        super(message, null, false, false);
    }

    public String said() {
        return String.valueOf(getMessage());
    }
}
