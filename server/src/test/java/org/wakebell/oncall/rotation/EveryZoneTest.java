package org.wakebell.oncall.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every clock change of every zone of the tz database from 1970 to 2037, and what it does to each kind of rotation. */
@Tag("slow")
class EveryZoneTest {

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2038-01-01T00:00:00Z");

    /** One zone for each set of rules: most names are other names of one. */
    private static Iterable<ZoneId> zones() {
        Map<ZoneRules, ZoneId> zones = new LinkedHashMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .forEach(zone -> zones.putIfAbsent(zone.getRules(), zone));
        assertThat(zones).hasSizeGreaterThan(250);
        return zones.values();
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        @Nullable ZoneOffsetTransition next = zone.getRules().nextTransition(FIRST);
        while (next != null && next.getInstant().isBefore(LAST)) {
            changes.add(next);
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return changes;
    }

    @ParameterizedTest
    @EnumSource
    void round_every_clock_change_somebody_and_only_one_is_on_call(Unit unit) {
        int seen = 0;
        for (ZoneId zone : zones()) {
            for (ZoneOffsetTransition change : changes(zone)) {
                // A handoff inside the gap or the overlap itself, where it is hardest.
                LocalDateTime hard = change.getDateTimeBefore().isBefore(change.getDateTimeAfter())
                        ? change.getDateTimeBefore().plusMinutes(7)
                        : change.getDateTimeAfter().plusMinutes(7);
                Cadence cadence = new Cadence(1, unit, hard.minusMonths(unit == Unit.MONTH ? 7 : 0).minusWeeks(unit == Unit.MONTH ? 0 : 3));
                round(zone, cadence, change);
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(10_000);
    }

    private static void round(ZoneId zone, Cadence cadence, ZoneOffsetTransition change) {
        Rota rota = new Rota(
                List.of(new Layer("l", zone, cadence, List.of(List.of("a"), List.of("b"), List.of("c")))), List.of());
        Duration around = Duration.ofHours(cadence.unit() == Unit.HOUR ? 4 : 26);
        Instant from = change.getInstant().minus(around);
        Instant to = change.getInstant().plus(around);
        Instant at = from;
        long turn = Long.MIN_VALUE;
        for (Span span : rota.spans(from, to, Join.HANDOFFS)) {
            if (span.seats().size() != 1 || !span.from().equals(at) || !span.from().isBefore(span.until())) {
                throw new AssertionError(zone + " " + change + " " + cadence + ": " + span);
            }
            Cause.Turned turned = (Cause.Turned) span.seats().getFirst().cause();
            if (turned.turn() <= turn || turn != Long.MIN_VALUE && !cadence.begin(turned.turn(), zone).equals(at)) {
                throw new AssertionError(zone + " " + change + " " + cadence + ": turn " + turned.turn() + " after " + turn);
            }
            turn = turned.turn();
            at = span.until();
        }
        if (!at.equals(to)) {
            throw new AssertionError(zone + " " + change + " " + cadence + ": ends " + at);
        }
    }

    /** Windows that begin, end or do both inside the change itself: never negative, and open from end to end. */
    @Test
    void a_window_over_any_clock_change_opens_before_it_closes() {
        for (ZoneId zone : zones()) {
            for (ZoneOffsetTransition change : changes(zone)) {
                LocalDateTime hard = change.getDateTimeBefore().plusMinutes(11);
                LocalTime time = hard.toLocalTime();
                for (Window window : List.of(
                        Window.everyDay(time, time.plusMinutes(30)),
                        Window.everyDay(time.minusHours(3), time),
                        Window.everyDay(time, time))) {
                    for (int day = -1; day <= 1; day++) {
                        check(window, hard.toLocalDate().plusDays(day), zone);
                    }
                }
            }
        }
    }

    private static void check(Window window, LocalDate day, ZoneId zone) {
        Instant opens = window.opens(day, zone);
        Instant closes = window.closes(day, zone);
        boolean whole = window.open(opens, zone) && window.open(closes.minusNanos(1), zone);
        if (closes.isBefore(opens) || opens.isBefore(closes) && !whole) {
            throw new AssertionError(zone + " " + day + " " + window + ": " + opens + " to " + closes);
        }
    }
}
