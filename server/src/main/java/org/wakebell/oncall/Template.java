package org.wakebell.oncall;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.Window;

/**
 * The usual rotas. Each makes one layer whose first turn is the one that runs at {@code first}, a wall-clock time in
 * {@code zone}; the anchor is the last handoff up to then.
 */
public sealed interface Template {

    Layer layer(String name, ZoneId zone, LocalDateTime first);

    /**
     * You Monday and Tuesday, I Wednesday and Thursday.
     *
     * @param days who has the 24 hours that start on that day at {@code handoff}; a day left out is a gap
     */
    record FixedWeekdays(Map<DayOfWeek, List<String>> days, LocalTime handoff) implements Template {
        @Override
        public Layer layer(String name, ZoneId zone, LocalDateTime first) {
            List<List<String>> week = new ArrayList<>();
            for (DayOfWeek day : DayOfWeek.values()) {
                week.add(days.getOrDefault(day, List.of()));
            }
            return new Layer(name, zone, new Cadence(1, Unit.DAY, weekly(first, DayOfWeek.MONDAY, handoff)), week);
        }
    }

    /** Every night another; from evening to morning. */
    record Nights(List<List<String>> people, LocalTime evening, LocalTime morning) implements Template {
        @Override
        public Layer layer(String name, ZoneId zone, LocalDateTime first) {
            return new Layer(name, zone, new Cadence(1, Unit.DAY, daily(first, evening)), people)
                    .restricted(Window.everyDay(evening, morning));
        }
    }

    /** The nights of a whole week, handed over on an evening. */
    record NightsByWeek(List<List<String>> people, DayOfWeek day, LocalTime evening, LocalTime morning)
            implements Template {
        @Override
        public Layer layer(String name, ZoneId zone, LocalDateTime first) {
            return new Layer(name, zone, new Cadence(1, Unit.WEEK, weekly(first, day, evening)), people)
                    .restricted(Window.everyDay(evening, morning));
        }
    }

    /** Round the clock, another every so many weeks. */
    record Weekly(List<List<String>> people, int every, DayOfWeek day, LocalTime handoff) implements Template {
        @Override
        public Layer layer(String name, ZoneId zone, LocalDateTime first) {
            return new Layer(name, zone, new Cadence(every, Unit.WEEK, weekly(first, day, handoff)), people);
        }
    }

    /** Round the clock, another every so many days. */
    record Daily(List<List<String>> people, int every, LocalTime handoff) implements Template {
        @Override
        public Layer layer(String name, ZoneId zone, LocalDateTime first) {
            return new Layer(name, zone, new Cadence(every, Unit.DAY, daily(first, handoff)), people);
        }
    }

    private static LocalDateTime daily(LocalDateTime first, LocalTime handoff) {
        LocalDateTime today = first.toLocalDate().atTime(handoff);
        return today.isAfter(first) ? today.minusDays(1) : today;
    }

    private static LocalDateTime weekly(LocalDateTime first, DayOfWeek day, LocalTime handoff) {
        LocalDateTime that = first.toLocalDate()
                .with(TemporalAdjusters.previousOrSame(day))
                .atTime(handoff);
        return that.isAfter(first) ? that.minusWeeks(1) : that;
    }
}
