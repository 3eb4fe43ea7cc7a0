package org.wakebell.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Times as senders write them. */
public final class Times {

    /** ISO 8601 with a T or a space, an offset with or without a colon, or none (then UTC). */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart().appendOffset("+HH:MM", "Z").optionalEnd()
            .optionalStart().appendOffset("+HHMM", "Z").optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    private static final long YEAR_5138_SECONDS = 100_000_000_000L;

    private Times() {}

    /** Nanoseconds since the epoch, unsigned as on the wire; 0 means "not given". */
    public static @Nullable Instant nanos(long nanos, @Nullable Instant before) {
        if (nanos == 0) {
            return before;
        }
        long n = nanos < 0 ? Long.MAX_VALUE : nanos;
        return Instant.ofEpochSecond(n / 1_000_000_000L, n % 1_000_000_000L / 1_000L * 1_000L);
    }

    /** Seconds, milli-, micro- or nanoseconds since the epoch, told apart by their size. */
    public static Instant epoch(double number) {
        double seconds = number;
        while (Math.abs(seconds) >= YEAR_5138_SECONDS) {
            seconds /= 1_000;
        }
        long micros = Math.round(seconds * 1e6);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** @throws IllegalArgumentException with what can be read */
    public static Instant text(String text) {
        String value = text.strip().replace(',', '.');
        try {
            TemporalAccessor read = ISO.parseBest(value, OffsetDateTime::from, LocalDateTime::from);
            Instant at = read instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
            return at.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            try {
                return epoch(Double.parseDouble(value));
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException("the time \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text)
                        + "\" cannot be read; send ISO 8601 such as 2026-11-22T03:12:00Z, or seconds since 1970", e);
            }
        }
    }
}
