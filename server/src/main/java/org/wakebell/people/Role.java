package org.wakebell.people;

/** What an account may do. A person may have several; a viewer sees and never acts. */
public enum Role {
    /** Everything, people and settings included. */
    ADMIN,
    /** Is woken; answers, owns and resolves; sees everything of their teams. */
    RESPONDER,
    /** Judges alerts; stands down their own 911s. */
    TRIAGER,
    /** Sees. */
    VIEWER
}
