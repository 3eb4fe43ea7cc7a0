package org.wakebell.oncall.fair;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * What being on call took from one person over a time. An hour counts once, in however many schedules they were on call.
 *
 * @param hours all of it
 * @param asleep of these, the hours in which they would sleep
 * @param weekend Saturdays and Sundays where they are
 * @param holiday public holidays of theirs
 * @param nights how many nights lost two hours or more
 */
public record Load(Duration hours, Duration asleep, Duration weekend, Duration holiday, int nights) {

    private static final Duration BROKEN = Duration.ofHours(2);

    public static final Load NONE = new Load(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    /**
     * The weight of it all: an hour counts 1, an hour of the night 2 more, of a weekend ½ more, of a holiday 1 more.
     */
    public Duration weighted() {
        return hours.plus(asleep.multipliedBy(2)).plus(weekend.dividedBy(2)).plus(holiday);
    }

    /** Adds up stretches of one life. */
    static final class Sum {
        private final Life life;
        private final Map<LocalDate, Duration> nights = new HashMap<>();
        private Duration hours = Duration.ZERO;
        private Duration asleep = Duration.ZERO;
        private Duration weekend = Duration.ZERO;
        private Duration holiday = Duration.ZERO;

        Sum(Life life) {
            this.life = life;
        }

        void add(Instant from, Instant until) {
            Instant at = from;
            while (at.isBefore(until)) {
                Instant edge = life.edgeAfter(at);
                Instant next = edge.isBefore(until) ? edge : until;
                Duration length = Duration.between(at, next);
                hours = hours.plus(length);
                if (life.asleep(at)) {
                    asleep = asleep.plus(length);
                    // A night is named by the day before it: half a day back is always that evening.
                    nights.merge(at.atZone(life.zone(at)).minusHours(12).toLocalDate(), length, Duration::plus);
                }
                weekend = life.weekend(at) ? weekend.plus(length) : weekend;
                holiday = life.holiday(at) ? holiday.plus(length) : holiday;
                at = next;
            }
        }

        Load load() {
            int broken = (int) nights.values().stream().filter(lost -> lost.compareTo(BROKEN) >= 0).count();
            return new Load(hours, asleep, weekend, holiday, broken);
        }
    }
}
