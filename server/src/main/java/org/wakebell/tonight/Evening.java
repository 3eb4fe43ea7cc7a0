package org.wakebell.tonight;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.wakebell.people.Person;

/** When a person's evening is. Pure. */
final class Evening {

    /** So long before they usually fall asleep; there is time left to plug a siren in. */
    static final Duration BEFORE_SLEEP = Duration.ofHours(2);

    /** A shift that begins within this time after the look belongs to the same night. */
    static final Duration NIGHT = Duration.ofHours(14);

    /** The first look strictly after the given instant, two hours before they sleep, by the wall clock where they are. */
    static Instant next(Person person, Instant after) {
        LocalDate day = ZonedDateTime.ofInstant(after, person.zone()).toLocalDate().minusDays(1);
        while (true) {
            Instant look = look(person, day);
            if (look.isAfter(after)) {
                return look;
            }
            day = day.plusDays(1);
        }
    }

    private static Instant look(Person person, LocalDate day) {
        LocalDateTime sleeps = day.atTime(person.sleeps());
        boolean afterMidnight = person.sleeps().isBefore(person.wakes());
        LocalDateTime bed = afterMidnight ? sleeps.plusDays(1) : sleeps;
        return bed.minus(BEFORE_SLEEP).atZone(person.zone()).toInstant();
    }

    /** The day an evening belongs to, as the key of its row. */
    static String key(Person person, Instant at) {
        return ZonedDateTime.ofInstant(at, person.zone()).toLocalDate().toString();
    }

    private Evening() {}
}
