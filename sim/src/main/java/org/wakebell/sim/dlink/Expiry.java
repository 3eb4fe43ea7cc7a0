package org.wakebell.sim.dlink;

/** What an expired or invalid session looks like; devices and firmwares differ. */
public enum Expiry {
    /** 200 with {@code <Action>Result} ERROR. */
    ERROR,
    /** 403. */
    FORBIDDEN,
    /** 500. */
    FAULT,
    /** 200 with an HTML page. */
    HTML
}
