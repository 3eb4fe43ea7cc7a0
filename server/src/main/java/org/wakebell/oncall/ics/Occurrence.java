package org.wakebell.oncall.ics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time that a calendar tells of, half-open.
 *
 * @param mails of organizer and attendees, in lower case
 * @param first and {@code last}: the days of an event of whole days, both included; null for one of hours
 */
public record Occurrence(
        String uid,
        String summary,
        List<String> mails,
        Instant start,
        Instant end,
        @Nullable LocalDate first,
        @Nullable LocalDate last) {

    public Occurrence {
        mails = List.copyOf(mails);
    }
}
