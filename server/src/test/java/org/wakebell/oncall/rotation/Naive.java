package org.wakebell.oncall.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contract once more, as slowly and plainly as it can be said: every instant is found by looking at the clock on
 * the wall minute by minute, and every turn by counting from far before. Shares nothing with the real arithmetic.
 */
final class Naive {

    static Set<String> onCall(Iterable<Layer> layers, Iterable<Change> changes, Instant at) {
        Set<String> people = new LinkedHashSet<>();
        int top = -1;
        for (Layer layer : layers) {
            Set<String> group = group(layer, at);
            if (group.isEmpty() || layer.priority() < top) {
                continue;
            }
            if (layer.priority() > top) {
                people.clear();
                top = layer.priority();
            }
            people.addAll(group);
        }
        for (Change change : changes) {
            if (at.isBefore(change.from().start(change.zone())) || !at.isBefore(change.until().end(change.zone()))) {
                continue;
            }
            switch (change) {
                case Change.Add add -> people.add(add.person());
                case Change.Remove remove -> people.remove(remove.person());
                case Change.Temporary temporary -> {
                    people.clear();
                    people.addAll(onCall(temporary.layers(), List.of(), at));
                }
                case Change.Replace replace -> {
                    if (people.remove(replace.insteadOf())) {
                        people.add(replace.person());
                    }
                }
            }
        }
        return people;
    }

    private static Set<String> group(Layer layer, Instant at) {
        boolean open = layer.restrict().isEmpty();
        for (Window window : layer.restrict()) {
            open |= open(window, layer.zone(), at);
        }
        if (!open) {
            return Set.of();
        }
        Cadence cadence = layer.cadence();
        long step = cadence.every() * cadence.unit().chrono.getDuration().toMinutes();
        // Two days before where elapsed time puts us is surely not too late; then count.
        LocalDateTime near = LocalDateTime.ofInstant(at, layer.zone()).minusDays(2);
        long n = Duration.between(cadence.start(), near).toMinutes() / step - 1;
        while (!shown(cadence.start().plusMinutes((n + 1) * step), layer.zone(), false).isAfter(at)) {
            n++;
        }
        return new HashSet<>(layer.turns().get((int) Math.floorMod(n, (long) layer.turns().size())));
    }

    private static boolean open(Window window, ZoneId zone, Instant at) {
        LocalDate today = LocalDateTime.ofInstant(at, zone).toLocalDate();
        for (LocalDate day = today.minusDays(3); !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
            LocalDate last = window.to().isAfter(window.from()) ? day : day.plusDays(1);
            if (window.days().contains(day.getDayOfWeek())
                    && !at.isBefore(shown(day.atTime(window.from()), zone, false))
                    && at.isBefore(shown(last.atTime(window.to()), zone, true))) {
                return true;
            }
        }
        return false;
    }

    private record Asked(LocalDateTime local, ZoneId zone, boolean last) {}

    private static final Map<Asked, Instant> WATCHED = new HashMap<>();

    private static Instant shown(LocalDateTime local, ZoneId zone, boolean last) {
        return WATCHED.computeIfAbsent(new Asked(local, zone, last), asked -> watch(local, zone, last));
    }

    /** Watches the clock on the wall from a day before until it shows at least this time. */
    private static Instant watch(LocalDateTime local, ZoneId zone, boolean last) {
        Instant guess = ZonedDateTime.of(local, zone).toInstant();
        List<Instant> exact = new ArrayList<>();
        Instant passed = Instant.MAX;
        for (int minute = -26 * 60; minute <= 26 * 60; minute += 15) {
            Instant at = guess.plusSeconds(minute * 60L);
            LocalDateTime wall = LocalDateTime.ofInstant(at, zone);
            if (wall.equals(local)) {
                exact.add(at);
            }
            if (!wall.isBefore(local) && at.isBefore(passed)) {
                passed = at;
            }
        }
        return exact.isEmpty() ? passed : last ? exact.getLast() : exact.getFirst();
    }

    private Naive() {}
}
