package org.wakebell.paging;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.wakebell.platform.web.Refusal;

/**
 * The hours of every day in which a step holds, {@code until} excluded; past midnight if it is not later than {@code from}.
 */
public record Hours(LocalTime from, LocalTime until, ZoneId zone) {

    public Hours {
        if (from.equals(until)) {
            throw Refusal.invalid("hours", "Hours that begin and end at " + from + " are no hours; leave them empty for the whole day.");
        }
    }

    boolean hold(Instant at) {
        LocalTime time = at.atZone(zone).toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(until);
        return from.isBefore(until) ? begun && !over : begun || !over;
    }

    /** {@code 22:00-07:00 Asia/Seoul}. */
    public String text() {
        return from + "-" + until + " " + zone.getId();
    }

    /** @throws Refusal about {@code hours} that says how they are written */
    public static Hours of(String text) {
        String[] parts = text.strip().split("[\\s-]+", 3);
        try {
            if (parts.length == 3) {
                return new Hours(LocalTime.parse(parts[0]), LocalTime.parse(parts[1]), ZoneId.of(parts[2].strip()));
            }
        } catch (DateTimeException e) {
            // Said below, with the form that is right.
        }
        throw Refusal.invalid("hours", "\"" + text.strip() + "\" are no hours: write 22:00-07:00 Asia/Seoul.");
    }
}
