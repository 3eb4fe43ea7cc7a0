package org.wakebell.bells;

import java.util.Locale;

/** The kinds of bell this version knows. */
enum Kind {
    DLINK(true, true),
    BEDSIDE(true, true),
    MAIL(false, false),
    WEBHOOK(false, false);

    /** Loud enough for a sleeper, and keeps sounding until it is hushed. */
    final boolean waking;

    /** The device is somebody's own; otherwise it is a service that many ask, and is looked at less often. */
    final boolean ours;

    Kind(boolean waking, boolean ours) {
        this.waking = waking;
        this.ours = ours;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
