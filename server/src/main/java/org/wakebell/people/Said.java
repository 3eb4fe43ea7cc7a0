package org.wakebell.people;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * A moment as somebody said it: a day, a local time, or exactly. A local time that the clocks show twice is the first
 * of the two as a start and the last as an end; one that they skip is the first instant after the gap (docs/oncall.md).
 */
final class Said {

    /** @throws DateTimeException if it is none of the three */
    static Instant start(String said, ZoneId zone) {
        return exact(said) ? OffsetDateTime.parse(said).toInstant() : instant(local(said, 0), zone, false);
    }

    /** A day as an end means the whole of it. */
    static Instant end(String said, ZoneId zone) {
        return exact(said) ? OffsetDateTime.parse(said).toInstant() : instant(local(said, 1), zone, true);
    }

    private static boolean exact(String said) {
        int time = said.indexOf('T');
        return time > 0 && (said.endsWith("Z") || said.indexOf('+', time) > 0 || said.indexOf('-', time) > 0);
    }

    private static LocalDateTime local(String said, int moreDays) {
        return said.indexOf('T') < 0
                ? LocalDate.parse(said).plusDays(moreDays).atStartOfDay()
                : LocalDateTime.parse(said);
    }

    private static Instant instant(LocalDateTime local, ZoneId zone, boolean last) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return rules.getTransition(local).getInstant();
        }
        return local.toInstant(last ? offsets.getLast() : offsets.getFirst());
    }

    private Said() {}
}
