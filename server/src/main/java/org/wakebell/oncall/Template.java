package org.wakebell.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
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
import org.wakebell.oncall.rotation.Wall;
import org.wakebell.oncall.rotation.Window;

/**
 * The usual rotas. Most make one layer whose first turn is the one that runs at {@code first}, a wall-clock time in
 * {@code zone}; the anchor is the last handoff up to then.
 */
public sealed interface Template {

    /** @param first the first turn begins here, by the clock of {@code zone} */
    List<Layer> layers(String name, ZoneId zone, LocalDateTime first);

    /** Those that are one layer. */
    sealed interface Single extends Template {
        Layer layer(String name, ZoneId zone, LocalDateTime first);

        @Override
        default List<Layer> layers(String name, ZoneId zone, LocalDateTime first) {
            return List.of(layer(name, zone, first));
        }
    }

    /**
     * Each place during its own working hours, by its own clock: one layer each, a week a person, handed over on Monday.
     * Where the hours of two places meet both are on call; where none does there is a gap.
     */
    record FollowTheSun(List<Site> sites) implements Template {
        public FollowTheSun {
            sites = List.copyOf(sites);
        }

        @Override
        public List<Layer> layers(String name, ZoneId zone, LocalDateTime first) {
            Instant start = Wall.first(first, zone);
            List<Layer> layers = new ArrayList<>();
            for (Site site : sites) {
                LocalDateTime there = LocalDateTime.ofInstant(start, site.zone());
                Cadence weeks = new Cadence(1, Unit.WEEK, weekly(there, DayOfWeek.MONDAY, site.from()));
                layers.add(new Layer(called(site, layers), site.zone(), weeks, site.people())
                        .restricted(Window.everyDay(site.from(), site.until())));
            }
            return layers;
        }

        /** The city; a second place in the same zone needs another name. */
        private static String called(Site site, List<Layer> before) {
            String city = Reasons.city(site.zone());
            boolean taken = before.stream().anyMatch(layer -> layer.name().equals(city));
            return taken ? city + " " + (before.size() + 1) : city;
        }
    }

    /** @param people in turn, a week each */
    record Site(ZoneId zone, LocalTime from, LocalTime until, List<List<String>> people) {}

    /**
     * You Monday and Tuesday, I Wednesday and Thursday.
     *
     * @param days who has the 24 hours that start on that day at {@code handoff}; a day left out is a gap
     */
    record FixedWeekdays(Map<DayOfWeek, List<String>> days, LocalTime handoff) implements Single {
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
    record Nights(List<List<String>> people, LocalTime evening, LocalTime morning) implements Single {
        @Override
        public Layer layer(String name, ZoneId zone, LocalDateTime first) {
            return new Layer(name, zone, new Cadence(1, Unit.DAY, daily(first, evening)), people)
                    .restricted(Window.everyDay(evening, morning));
        }
    }

    /** The nights of a whole week, handed over on an evening. */
    record NightsByWeek(List<List<String>> people, DayOfWeek day, LocalTime evening, LocalTime morning)
            implements Single {
        @Override
        public Layer layer(String name, ZoneId zone, LocalDateTime first) {
            return new Layer(name, zone, new Cadence(1, Unit.WEEK, weekly(first, day, evening)), people)
                    .restricted(Window.everyDay(evening, morning));
        }
    }

    /** Round the clock, another every so many weeks. */
    record Weekly(List<List<String>> people, int every, DayOfWeek day, LocalTime handoff) implements Single {
        @Override
        public Layer layer(String name, ZoneId zone, LocalDateTime first) {
            return new Layer(name, zone, new Cadence(every, Unit.WEEK, weekly(first, day, handoff)), people);
        }
    }

    /** Round the clock, another every so many days. */
    record Daily(List<List<String>> people, int every, LocalTime handoff) implements Single {
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
