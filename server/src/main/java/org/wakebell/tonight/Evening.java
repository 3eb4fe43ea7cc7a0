package org.wakebell.tonight;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.stream.Stream;
import org.wakebell.people.People;
import org.wakebell.people.Person;

/** When a person's evening is, wherever they are then. */
final class Evening {

    /** So long before they usually fall asleep; there is time left to plug a siren in. */
    static final Duration BEFORE_SLEEP = Duration.ofHours(2);

    /** A shift that begins within this time after the look belongs to the same night. */
    static final Duration NIGHT = Duration.ofHours(14);

    /** A day of travel may skip an evening, but not three. */
    private static final int DAYS = 4;

    private final People people;

    Evening(People people) {
        this.people = people;
    }

    /** The first look strictly after the given instant, two hours before they sleep, by the wall clock where they are. */
    Instant next(Person person, Instant after) {
        return people.stays(person, after, after.plus(Duration.ofDays(DAYS))).stream()
                .flatMap(stay -> Stream.iterate(-1, back -> back + 1)
                        .limit(DAYS + 3)
                        .map(day -> look(person, ZonedDateTime.ofInstant(stay.from(), stay.zone())
                                .toLocalDate()
                                .plusDays(day), stay.zone()))
                        .filter(look -> !look.isBefore(stay.from()) && look.isBefore(stay.until())))
                .filter(look -> look.isAfter(after))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> after.plus(Duration.ofDays(1)));
    }

    private static Instant look(Person person, LocalDate day, ZoneId zone) {
        LocalDateTime sleeps = day.atTime(person.sleeps());
        boolean afterMidnight = person.sleeps().isBefore(person.wakes());
        LocalDateTime bed = afterMidnight ? sleeps.plusDays(1) : sleeps;
        return bed.minus(BEFORE_SLEEP).atZone(zone).toInstant();
    }

    /** The day an evening belongs to, as the key of its row. */
    String key(Person person, Instant at) {
        return ZonedDateTime.ofInstant(at, people.zoneOf(person, at)).toLocalDate().toString();
    }
}
