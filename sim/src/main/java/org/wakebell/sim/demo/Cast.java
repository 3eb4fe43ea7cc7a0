package org.wakebell.sim.demo;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Someone in the story.
 *
 * @param first the name in the narration
 * @param wakes and {@code sleeps}: local, as the server will read them
 */
record Cast(String first, String name, String city, ZoneId zone, List<String> roles, List<String> can, LocalTime wakes, LocalTime sleeps) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final LocalTime NIGHT = LocalTime.of(23, 0);

    /** Awake for at least two more hours, whatever time it is there. */
    static Cast awake(String first, String name, String city, String zone, List<String> roles, List<String> can, Instant now) {
        return new Cast(first, name, city, ZoneId.of(zone), roles, can, MORNING, NIGHT).shifted(now, true);
    }

    /** Asleep for at least two more hours, whatever time it is there. */
    static Cast asleep(String first, String name, String city, String zone, List<String> roles, List<String> can, Instant now) {
        return new Cast(first, name, city, ZoneId.of(zone), roles, can, MORNING, NIGHT).shifted(now, false);
    }

    private Cast shifted(Instant now, boolean awake) {
        if (awakeAt(now) == awake && awakeAt(now.plus(2, ChronoUnit.HOURS)) == awake) {
            return this;
        }
        LocalTime hour = now.atZone(zone).toLocalTime().truncatedTo(ChronoUnit.HOURS);
        return awake
                ? new Cast(first, name, city, zone, roles, can, hour.minusHours(4), hour.plusHours(12))
                : new Cast(first, name, city, zone, roles, can, hour.plusHours(5), hour.minusHours(3));
    }

    boolean awakeAt(Instant at) {
        LocalTime local = at.atZone(zone).toLocalTime();
        boolean woken = !local.isBefore(wakes);
        boolean up = local.isBefore(sleeps);
        return wakes.isBefore(sleeps) ? woken && up : woken || up;
    }

    /** Whether these hours were moved so that the story works now. */
    boolean moved() {
        return !wakes.equals(MORNING) || !sleeps.equals(NIGHT);
    }

    String email() {
        return first.toLowerCase(java.util.Locale.ROOT) + "@shop.example";
    }

    String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /** {@code 03:12 in San Francisco, asleep} and, if need be, why at that hour. */
    String there(Instant at) {
        String hours = awakeAt(at)
                ? ", awake" + (moved() ? " (works late: sleeps from " + sleeps + ")" : "")
                : ", asleep" + (moved() ? " (was up all night: sleeps until " + wakes + ")" : "");
        return clock(at) + " in " + city + hours;
    }

    /** As the API takes it. */
    Map<String, Object> json(String team) {
        return Map.of(
                "name", name,
                "email", email(),
                "zone", zone.getId(),
                "wakes", CLOCK.format(wakes),
                "sleeps", CLOCK.format(sleeps),
                "roles", roles,
                "capabilities", can.stream().map(c -> Map.of("capability", c)).toList(),
                "teams", List.of(team),
                "language", "en");
    }
}
