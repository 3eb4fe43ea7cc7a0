package org.wakebell.intake.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wakebell.intake.Source;

/**
 * One line of the list.
 *
 * @param service its name
 * @param day events in the last 24 hours, to within a few seconds
 * @param refusals requests refused in the last 24 hours
 * @param limited of these, those refused because it sent more than its limit
 * @param refusedWhy what was wrong with the last request that was refused
 */
public record Overview(
        Source source,
        String service,
        @Nullable Instant lastEvent,
        long day,
        long refusals,
        long limited,
        @Nullable Instant refusedAt,
        String refusedWhy,
        String refusedFrom) {

    /** The last thing that it sent was refused. */
    public boolean refused() {
        return refusedAt != null && (lastEvent == null || refusedAt.isAfter(lastEvent));
    }
}
