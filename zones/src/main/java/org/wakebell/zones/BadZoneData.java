package org.wakebell.zones;

/** These are not zone data, or not usable ones. The message says where and what, for an operator's eyes. */
public final class BadZoneData extends Exception {
    private static final long serialVersionUID = 1L;

    BadZoneData(String why) {
        super(why, null, false, false);
    }

    /** The same, said of a zone or file. */
    BadZoneData in(String where) {
        return new BadZoneData(where + ": " + getMessage());
    }
}
