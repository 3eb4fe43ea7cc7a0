package org.wakebell.sim.dlink;

/** How the twin misbehaves, until told otherwise. Each was seen in the field or is what a driver must survive. */
public enum Mood {
    /** Answers 500 on {@code /HNAP1}, as some devices do. */
    ONLY_WITH_SLASH,
    /** Answers 500 on {@code /HNAP1/}. */
    ONLY_WITHOUT_SLASH,
    /** Knows the account as {@code admin} only. */
    LOWER_CASE_ADMIN,
    /** Reads every request and never answers. */
    HANGING,
    /** Closes every connection without a word. */
    DROPPING,
    /** Answers bytes that are no HTTP. */
    GARBAGE,
    /** Answers 200 with a page for people. */
    HTML,
    /** Answers 200 with XML that is no envelope and names a file to read. */
    EVIL_XML,
    /** Answers 200 with megabytes. */
    HUGE,
    /** Accepts the order to sound and stays silent. */
    SILENT,
    /** Does what SetSoundPlay says, then loses the answer. */
    LOSES_ANSWER,
    /** Says that it has another MAC. */
    OTHER_MAC,
    /** Drops a request that arrives while another is being answered. */
    NO_PARALLEL
}
