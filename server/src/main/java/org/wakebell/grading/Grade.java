package org.wakebell.grading;

/** What a grading rule made of an event. Ordered: the worst first. */
public enum Grade {
    /** Money or the whole service is down: wakes someone once a human, or a trusted source, says so. */
    G911,
    /** Fix within eight hours; never wakes. */
    G912,
    /** Worth a row on the desk, no message. */
    NOTICE,
    /** Counted with the source, nothing more. */
    IGNORE;

    public boolean raises() {
        return this != IGNORE;
    }
}
