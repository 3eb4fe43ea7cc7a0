package org.wakebell.people;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time in which someone is off, elsewhere, or both.
 *
 * @param from as it was said: {@code 2026-12-24}, {@code 2026-12-24T18:00}, or with an offset or Z
 * @param until the same; of a day, the whole of it
 * @param zone where they are then, or null: at home. Local times are of this zone, of the home zone if there is none
 * @param source {@code hand}, or the key of the feed that it came from
 * @param begins never before it was made known: what was stays as it was
 * @param ends half-open; not after {@code begins} for one that was over when it became known
 */
public record Absence(
        String id,
        String person,
        Kind kind,
        String from,
        String until,
        @Nullable ZoneId zone,
        String note,
        String source,
        Instant begins,
        Instant ends) {

    /** Typed by the person or an admin. */
    public static final String HAND = "hand";

    public enum Kind {
        /** Not to be called: on vacation, ill. */
        AWAY,
        /** Elsewhere and working, or on leave and to be called all the same: travel. */
        WITH_DUTY
    }

    /**
     * What someone asks for, not yet checked.
     *
     * @param zone a place, as in Asia/Seoul, or empty
     */
    public record Asked(String person, Kind kind, String from, String until, String zone, String note) {}

    public boolean covers(Instant at) {
        return !at.isBefore(begins) && at.isBefore(ends);
    }

    public boolean overlaps(Instant from, Instant until) {
        return begins.isBefore(until) && from.isBefore(ends);
    }

    public boolean away() {
        return kind == Kind.AWAY;
    }
}
