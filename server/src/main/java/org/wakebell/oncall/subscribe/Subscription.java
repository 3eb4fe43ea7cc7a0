package org.wakebell.oncall.subscribe;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A calendar that is read.
 *
 * @param host of its secret address, which is never shown again
 * @param person whose vacations; empty if the events say whose
 * @param schedule whose shifts; empty for vacations
 * @param zone of whole days and of times that name no zone
 * @param good when the copy that counts was read, or null if there is none yet
 * @param events in that copy
 * @param trouble what is wrong since {@code since}, in a sentence; empty if nothing is
 * @param notes what of it was left out, in sentences
 */
public record Subscription(
        String id,
        Kind kind,
        String label,
        String host,
        String person,
        String schedule,
        int priority,
        ZoneId zone,
        @Nullable Instant good,
        int events,
        String trouble,
        @Nullable Instant since,
        List<String> notes) {

    public enum Kind {
        VACATIONS,
        SHIFTS
    }

    public Subscription {
        notes = List.copyOf(notes);
    }

    /** What somebody asks for, not yet checked. */
    public record Asked(Kind kind, String label, String url, String person, String schedule, int priority, String zone) {}
}
