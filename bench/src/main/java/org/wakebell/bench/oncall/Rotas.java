package org.wakebell.bench.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.IntFunction;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.Window;

/**
 * Schedules as a large company has them: a weekly rota round the clock, nights with an evening handoff above it and a
 * two-hourly daytime layer above both, each in its own zone, people and anchors different in every one.
 */
final class Rotas {

    static final int MANY = 10_000;
    static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Asia/Seoul"), ZoneId.of("America/Vancouver"), ZoneId.of("America/Los_Angeles"),
            ZoneId.of("Europe/Berlin"), ZoneId.of("Australia/Lord_Howe"));

    /** @param person the id of person number n */
    static List<Layer> layers(int n, IntFunction<String> person) {
        LocalDateTime anchor = LocalDateTime.parse("2024-01-01T09:00").plusDays(n % 300);
        EnumSet<DayOfWeek> working = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        return List.of(
                new Layer("weeks", zone(n), new Cadence(1, Unit.WEEK, anchor), turns(n, 6, person)),
                new Layer("nights", zone(n + 1), new Cadence(1, Unit.DAY, anchor.plusHours(11)), turns(n + 1, 4, person))
                        .restricted(Window.everyDay(LocalTime.of(20, 0), LocalTime.of(8, 0)))
                        .at(1),
                new Layer("days", zone(n + 2), new Cadence(2, Unit.HOUR, anchor), turns(n + 2, 3, person))
                        .restricted(new Window(working, LocalTime.of(9, 0), LocalTime.of(18, 0)))
                        .at(2));
    }

    private static ZoneId zone(int n) {
        return ZONES.get(n % ZONES.size());
    }

    private static List<List<String>> turns(int n, int many, IntFunction<String> person) {
        List<List<String>> turns = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            turns.add(List.of(person.apply(n + i)));
        }
        return turns;
    }

    private Rotas() {}
}
