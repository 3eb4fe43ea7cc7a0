package org.wakebell.platform.db;

/** The two databases. They share one migration text and all SQL; this is for the few places that cannot. */
public enum Dialect {
    SQLITE,
    POSTGRES
}
