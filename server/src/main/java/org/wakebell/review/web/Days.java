package org.wakebell.review.web;

import org.wakebell.platform.web.Refusal;

/** How far somebody wants to look back. */
final class Days {

    private static final int MOST = 366;

    static int of(String typed) {
        try {
            int days = Integer.parseInt(typed.strip());
            if (days >= 1 && days <= MOST) {
                return days;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Refusal.invalid("days", "Write how many days to look back, 1 to " + MOST + ".");
    }

    private Days() {}
}
