package org.wakebell.zones;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the clocks are changed, every year.
 *
 * @param seconds after the beginning of that day, by the clock that is left; from -167 to 167 hours
 */
record Change(Day day, int seconds) {

    private static final int A_DAY = 86_400;

    /** The three ways in which POSIX names a day of the year. */
    sealed interface Day {

        /**
         * @param week 1 to 4, or 5 for the last in the month
         */
        record OfWeek(Month month, int week, DayOfWeek day) implements Day {}

        /** 1 to 365; 29 February is never counted. */
        record WithoutLeap(int number) implements Day {}

        /** 0 to 365; 29 February is counted where there is one. */
        record WithLeap(int number) implements Day {}
    }

    LocalDateTime in(int year) {
        LocalDate date =
                switch (day) {
                    case Day.OfWeek d when d.week == 5 ->
                        LocalDate.of(year, d.month, d.month.length(Year.isLeap(year))).with(TemporalAdjusters.previousOrSame(d.day));
                    case Day.OfWeek d -> LocalDate.of(year, d.month, 7 * d.week - 6).with(TemporalAdjusters.nextOrSame(d.day));
                    case Day.WithoutLeap d -> LocalDate.ofYearDay(2001, d.number).withYear(year);
                    case Day.WithLeap d -> LocalDate.of(year, 1, 1).plusDays(d.number);
                };
        return date.atStartOfDay().plusSeconds(seconds);
    }

    /** As java.time says it. Hours beyond the day move the day; empty where that cannot be said for every year. */
    Optional<ZoneOffsetTransitionRule> rule(ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        int shift = Math.floorDiv(seconds, A_DAY);
        return switch (day) {
            case Day.OfWeek d when d.week == 5 && shift <= 0 ->
                rule(d.month, -1 + shift, d.day.plus(shift), standard, before, after);
            case Day.OfWeek d -> {
                int first = d.week == 5 ? d.month.minLength() - 6 : 7 * d.week - 6;
                boolean sure = d.week < 5 || d.month != Month.FEBRUARY;
                yield sure && fits(d.month, first + shift) ? rule(d.month, first + shift, d.day.plus(shift), standard, before, after) : Optional.empty();
            }
            case Day.WithoutLeap d -> {
                LocalDate date = LocalDate.ofYearDay(2001, d.number);
                int number = date.getDayOfMonth() + shift;
                yield fits(date.getMonth(), number) ? rule(date.getMonth(), number, null, standard, before, after) : Optional.empty();
            }
            case Day.WithLeap d -> {
                LocalDate date = LocalDate.of(2001, 1, 1).plusDays(d.number);
                int number = date.getDayOfMonth() + shift;
                yield d.number < 59 && fits(date.getMonth(), number) ? rule(date.getMonth(), number, null, standard, before, after) : Optional.empty();
            }
        };
    }

    private static boolean fits(Month month, int number) {
        return number >= 1 && number <= month.minLength();
    }

    private Optional<ZoneOffsetTransitionRule> rule(
            Month month, int number, @Nullable DayOfWeek weekday, ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        LocalTime time = LocalTime.ofSecondOfDay(Math.floorMod(seconds, A_DAY));
        return Optional.of(ZoneOffsetTransitionRule.of(
                month, number, weekday, time, false, TimeDefinition.WALL, standard, before, after));
    }
}
