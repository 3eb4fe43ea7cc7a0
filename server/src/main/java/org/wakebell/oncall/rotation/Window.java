package org.wakebell.oncall.rotation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hours of the week in which a layer counts. One that runs past midnight belongs to the day on which it starts;
 * {@code from} equal to {@code to} is 24 hours. Half-open: at {@code to} it is closed.
 *
 * @param days not empty
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    /** A window that opened two days ago may still be open where a clock change stretches a day. */
    private static final int LOOK_BACK = 2;

    /** Far enough to meet the next occurrence of any weekday, even past a skipped day. */
    private static final int LOOK_AHEAD = 9;

    public Window {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window needs at least one day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    public static Window everyDay(LocalTime from, LocalTime to) {
        return new Window(EnumSet.allOf(DayOfWeek.class), from, to);
    }

    public Instant opens(LocalDate day, ZoneId zone) {
        return Wall.first(day.atTime(from), zone);
    }

    /** Never before {@link #opens}; equal to it if a clock change swallowed the whole window. */
    public Instant closes(LocalDate day, ZoneId zone) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return Wall.last(last.atTime(to), zone);
    }

    public boolean open(Instant at, ZoneId zone) {
        LocalDate today = Wall.local(at, zone).toLocalDate();
        for (int back = 0; back <= LOOK_BACK; back++) {
            LocalDate day = today.minusDays(back);
            if (days.contains(day.getDayOfWeek())
                    && !opens(day, zone).isAfter(at)
                    && closes(day, zone).isAfter(at)) {
                return true;
            }
        }
        return false;
    }

    /** The next instant after the given one at which it opens or closes; {@link Instant#MAX} if there is none. */
    public Instant edgeAfter(Instant at, ZoneId zone) {
        LocalDate today = Wall.local(at, zone).toLocalDate();
        @Nullable Instant next = null;
        for (int ahead = -LOOK_BACK; ahead <= LOOK_AHEAD; ahead++) {
            LocalDate day = today.plusDays(ahead);
            if (!days.contains(day.getDayOfWeek())) {
                continue;
            }
            Instant opens = opens(day, zone);
            next = sooner(next, at, opens);
            next = sooner(next, at, closes(day, zone));
            if (next != null && opens.isAfter(at)) {
                break; // every later day opens later still
            }
        }
        return next == null ? Instant.MAX : next;
    }

    private static @Nullable Instant sooner(@Nullable Instant best, Instant at, Instant candidate) {
        return candidate.isAfter(at) && (best == null || candidate.isBefore(best)) ? candidate : best;
    }

    /** The last instant, at or before the given one, at which it opened or closed. */
    Instant edgeUpTo(Instant at, ZoneId zone) {
        LocalDate today = Wall.local(at, zone).toLocalDate();
        Instant last = Instant.MIN;
        int enough = LOOK_AHEAD;
        for (int back = -1; back <= enough; back++) {
            LocalDate day = today.minusDays(back);
            if (days.contains(day.getDayOfWeek())) {
                Instant opens = opens(day, zone);
                last = later(last, at, opens);
                last = later(last, at, closes(day, zone));
                if (!opens.isAfter(at)) {
                    // Days before it opened earlier, and only the last few may have closed since.
                    enough = Math.min(enough, back + LOOK_BACK);
                }
            }
        }
        return last;
    }

    private static Instant later(Instant best, Instant at, Instant candidate) {
        return !candidate.isAfter(at) && candidate.isAfter(best) ? candidate : best;
    }
}
