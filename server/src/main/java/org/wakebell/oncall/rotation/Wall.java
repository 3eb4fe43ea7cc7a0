package org.wakebell.oncall.rotation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * What a wall-clock time means in a zone. A time that the clocks skip is the first instant after the gap (so order is
 * always kept, which {@link LocalDateTime#atZone} does not do: it turns 02:30–03:00 in a spring night into −30
 * minutes). A time that the clocks show twice is the first of the two where something starts and the last where
 * something ends, so that two people are awake for an hour rather than nobody.
 */
public final class Wall {

    /** The instant at which this local time is first shown; the end of the gap if it is never shown. */
    public static Instant first(LocalDateTime local, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }

    /** The instant at which this local time is last shown; the end of the gap if it is never shown. */
    public static Instant last(LocalDateTime local, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getLast());
    }

    static LocalDateTime local(Instant at, ZoneId zone) {
        return LocalDateTime.ofInstant(at, zone);
    }

    private Wall() {}
}
