package org.wakebell.oncall.rotation;

import java.time.temporal.ChronoUnit;

/** What a rotation counts in, always on the wall clock. */
public enum Unit {
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS);

    final ChronoUnit chrono;

    Unit(ChronoUnit chrono) {
        this.chrono = chrono;
    }
}
