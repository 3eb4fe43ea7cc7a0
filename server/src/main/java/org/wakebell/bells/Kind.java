package org.wakebell.bells;

import java.util.Locale;

/** The kinds of bell this version knows. */
enum Kind {
    DLINK(true),
    BEDSIDE(true),
    MAIL(false);

    /** Loud enough for a sleeper, and keeps sounding until it is hushed. */
    final boolean waking;

    Kind(boolean waking) {
        this.waking = waking;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
