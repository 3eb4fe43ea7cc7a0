package org.wakebell.wire;

/** What arrived is not a message: too big, too deep, not JSON, or a field is missing. The peer is at fault. */
public final class Junk extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param why names the field or the limit; never quotes what was sent, which may hold a secret */
    Junk(String why) {
        super(why, null, false, false);
    }
}
