package org.wakebell.oncall.rotation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * A moment as somebody said it: by the wall clock of a place, or exactly. What was said is kept, so that a change of
 * zone data moves the instant and not the meaning.
 */
public sealed interface When {

    /** The instant it means as a beginning. */
    Instant start(ZoneId zone);

    /** The instant it means as an end. */
    Instant end(ZoneId zone);

    /** By the wall clock, to the minute. */
    record Local(LocalDateTime at) implements When {
        public Local {
            at = at.truncatedTo(ChronoUnit.MINUTES);
        }

        @Override
        public Instant start(ZoneId zone) {
            return Wall.first(at, zone);
        }

        @Override
        public Instant end(ZoneId zone) {
            return Wall.last(at, zone);
        }

        @Override
        public String toString() {
            return at.toString();
        }
    }

    /** Exactly, whatever the zone. */
    record Exact(Instant at) implements When {
        @Override
        public Instant start(ZoneId zone) {
            return at;
        }

        @Override
        public Instant end(ZoneId zone) {
            return at;
        }

        @Override
        public String toString() {
            return at.toString();
        }
    }

    /**
     * {@code 2026-11-23T09:00} is local; {@code 2026-11-23T09:00Z} or with an offset is exact.
     *
     * @throws DateTimeException if it is neither
     */
    static When parse(String text) {
        if (text.endsWith("Z")) { // the most, as stored: an exception each would be half the time of reading a schedule
            return new Exact(OffsetDateTime.parse(text).toInstant());
        }
        try {
            return new Local(LocalDateTime.parse(text));
        } catch (DateTimeParseException local) {
            return new Exact(OffsetDateTime.parse(text).toInstant());
        }
    }
}
