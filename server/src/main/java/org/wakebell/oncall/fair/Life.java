package org.wakebell.oncall.fair;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.wakebell.oncall.rotation.Window;

/**
 * The hours of a person that are not work: what being on call takes from them.
 *
 * @param places where they are, in order and without holes over the time that is asked about
 * @param wakes local to where they are
 * @param sleeps local to where they are; equal to {@code wakes}: never
 * @param holidays public ones, in order
 */
public record Life(String person, List<Place> places, LocalTime wakes, LocalTime sleeps, List<Holiday> holidays) {

    private static final Window WEEKEND =
            new Window(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    public record Place(ZoneId zone, Instant from, Instant until) {}

    /** Half-open. */
    public record Holiday(Instant from, Instant until) {}

    public Life {
        places = List.copyOf(places);
        holidays = List.copyOf(holidays);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("everybody is somewhere");
        }
    }

    /** Always in one place. */
    public static Life at(String person, ZoneId zone, LocalTime wakes, LocalTime sleeps) {
        return new Life(person, List.of(new Place(zone, Instant.MIN, Instant.MAX)), wakes, sleeps, List.of());
    }

    ZoneId zone(Instant at) {
        for (Place place : places) {
            if (at.isBefore(place.until)) {
                return place.zone;
            }
        }
        return places.getLast().zone;
    }

    boolean asleep(Instant at) {
        return !wakes.equals(sleeps) && nights().open(at, zone(at));
    }

    boolean weekend(Instant at) {
        return WEEKEND.open(at, zone(at));
    }

    boolean holiday(Instant at) {
        return holidays.stream().anyMatch(day -> !at.isBefore(day.from) && at.isBefore(day.until));
    }

    private Window nights() {
        return Window.everyDay(sleeps, wakes);
    }

    /** The next instant at which one of the answers above may change. */
    Instant edgeAfter(Instant at) {
        ZoneId zone = zone(at);
        Instant next = WEEKEND.edgeAfter(at, zone);
        next = sooner(next, nights().edgeAfter(at, zone));
        for (Place place : places) {
            next = place.until.isAfter(at) ? sooner(next, place.until) : next;
        }
        for (Holiday day : holidays) {
            next = day.from.isAfter(at) ? sooner(next, day.from) : next;
            next = day.until.isAfter(at) ? sooner(next, day.until) : next;
        }
        return next;
    }

    private static Instant sooner(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
