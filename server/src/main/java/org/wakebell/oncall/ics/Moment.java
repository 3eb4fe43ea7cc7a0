package org.wakebell.oncall.ics;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * A time as a calendar says it: a day, or a wall-clock time in a zone (UTC is one).
 *
 * @param day a whole day: {@code local} is its midnight
 */
record Moment(LocalDateTime local, ZoneId zone, boolean day) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    /** @param zone of a time that says none, and of days */
    static Moment of(String text, ZoneId zone) {
        String said = text.strip();
        try {
            if (said.length() == 8) {
                return new Moment(LocalDate.parse(said, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay(), zone, true);
            }
            boolean utc = said.endsWith("Z");
            // A leap second is the second before it; some programs leave the seconds out.
            String digits = (utc ? said.substring(0, said.length() - 1) : said).replaceFirst("60$", "59");
            return new Moment(LocalDateTime.parse(digits.length() == 13 ? digits + "00" : digits, TIME), utc ? ZoneOffset.UTC : zone, false);
        } catch (DateTimeException e) {
            throw new IcsRefused("\"" + (said.length() > 40 ? said.substring(0, 40) : said) + "\" is not a time");
        }
    }

    /** A repeated time is the first of the two, a skipped one counts by the offset before the gap (section 3.3.5). */
    Instant instant() {
        return instant(local, zone);
    }

    static Instant instant(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return local.toInstant(offsets.getFirst());
        }
        ZoneOffsetTransition gap = zone.getRules().getTransition(local);
        return local.toInstant(gap.getOffsetBefore());
    }

    Moment at(LocalDateTime other) {
        return new Moment(other, zone, day);
    }

    /** The same, on this zone's clock. */
    Moment in(ZoneId other) {
        return day || zone.equals(other) ? this : new Moment(LocalDateTime.ofInstant(instant(), other), other, false);
    }
}
