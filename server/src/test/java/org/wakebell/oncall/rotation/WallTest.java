package org.wakebell.oncall.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.junit.jupiter.api.Test;

class WallTest {

    /** Every clock change of every zone from 1970 to 2037: order is kept and nothing falls between two windows. */
    @Test
    void around_every_clock_change_of_every_zone_order_is_kept_and_touching_windows_touch() {
        int changes = 0;
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            Instant at = Instant.EPOCH;
            for (ZoneOffsetTransition t = zone.getRules().nextTransition(at);
                    t != null && t.getInstant().isBefore(Instant.parse("2038-01-01T00:00:00Z"));
                    t = zone.getRules().nextTransition(t.getInstant())) {
                changes++;
                touching(zone, t.getDateTimeBefore().minusHours(3));
            }
        }
        assertThat(changes).isGreaterThan(10_000);
    }

    private static void touching(ZoneId zone, LocalDateTime from) {
        Instant before = Instant.MIN;
        for (int quarter = 0; quarter < 40; quarter++) {
            LocalDateTime local = from.plusMinutes(quarter * 15L);
            Instant first = Wall.first(local, zone);
            assertThat(first).isAfterOrEqualTo(before);
            assertThat(Wall.last(local, zone)).isAfterOrEqualTo(first);
            before = first;
        }
    }

    @Test
    void a_window_inside_the_gap_is_empty_and_never_negative() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Window window = Window.everyDay(LocalTime.of(2, 30), LocalTime.of(3, 0));
        LocalDate spring = LocalDate.parse("2024-03-31");
        assertThat(window.opens(spring, berlin)).isEqualTo(window.closes(spring, berlin));
        assertThat(window.open(window.opens(spring, berlin), berlin)).isFalse();
    }

    @Test
    void a_window_that_ends_in_the_repeated_hour_ends_the_second_time_and_the_next_starts_the_first_time() {
        ZoneId chicago = ZoneId.of("America/Chicago");
        Cadence daily = new Cadence(1, Unit.DAY, LocalDateTime.parse("2020-10-01T00:00"));
        Rota rota = new Rota(
                List.of(
                        new Layer("evening", chicago, daily, List.of(List.of("eve")))
                                .restricted(Window.everyDay(LocalTime.of(18, 0), LocalTime.of(1, 30))),
                        new Layer("night", chicago, daily, List.of(List.of("nat")))
                                .restricted(Window.everyDay(LocalTime.of(1, 30), LocalTime.of(8, 0)))),
                List.of());
        List<Span> night = rota.spans(
                Instant.parse("2020-11-01T05:00:00Z"), Instant.parse("2020-11-01T10:00:00Z"), Join.PEOPLE);
        assertThat(night).extracting(Span::people)
                .containsExactly(List.of("eve"), List.of("eve", "nat"), List.of("nat"));
        assertThat(night.get(1).from()).isEqualTo(Instant.parse("2020-11-01T06:30:00Z"));
        assertThat(night.get(1).until()).isEqualTo(Instant.parse("2020-11-01T07:30:00Z"));
    }

    @Test
    void a_turn_that_falls_whole_into_a_gap_is_consumed() {
        ZoneId chicago = ZoneId.of("America/Chicago");
        Cadence hourly = new Cadence(1, Unit.HOUR, LocalDateTime.parse("2020-03-08T00:00"));
        Rota rota = new Rota(
                List.of(new Layer("l", chicago, hourly, List.of(List.of("0"), List.of("1"), List.of("2"), List.of("3")))),
                List.of());
        List<Span> spans = rota.spans(
                Instant.parse("2020-03-08T06:00:00Z"), Instant.parse("2020-03-08T09:00:00Z"), Join.HANDOFFS);
        assertThat(spans).extracting(span -> span.people().getFirst()).containsExactly("0", "1", "3");
    }

    @Test
    void a_skipped_day_skips_its_person() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Cadence daily = new Cadence(1, Unit.DAY, LocalDateTime.parse("2011-12-28T09:00"));
        Rota rota = new Rota(
                List.of(new Layer("l", apia, daily, List.of(List.of("wed"), List.of("thu"), List.of("fri"), List.of("sat")))),
                List.of());
        List<Span> spans = rota.spans(
                Wall.first(LocalDateTime.parse("2011-12-28T09:00"), apia),
                Wall.first(LocalDateTime.parse("2012-01-01T09:00"), apia),
                Join.HANDOFFS);
        assertThat(spans).extracting(span -> span.people().getFirst()).containsExactly("wed", "thu", "fri", "sat");
        // The 30th was never on any wall there: Friday's turn is what was left of it, from midnight to nine.
        assertThat(spans.get(2).length()).hasHours(9);
    }

    @Test
    void somebody_who_covers_for_the_one_who_covers_is_on_call() {
        ZoneId utc = ZoneId.of("UTC");
        When from = When.parse("2026-11-22T00:00");
        When until = When.parse("2026-11-23T00:00Z");
        Rota rota = new Rota(
                List.of(new Layer("l", utc, new Cadence(1, Unit.DAY, LocalDateTime.parse("2026-01-01T00:00")),
                        List.of(List.of("mina")))),
                List.of(
                        new Change.Replace("1", from, until, utc, "joe", "mina"),
                        new Change.Replace("2", from, until, utc, "paul", "joe")));
        Seat seat = rota.at(Instant.parse("2026-11-22T12:00:00Z")).getFirst();
        assertThat(seat.person()).isEqualTo("paul");
        assertThat(((Cause.Changed) seat.cause()).before()).extracting(Seat::person).isEqualTo("joe");
        assertThat(rota.at(Instant.parse("2026-11-23T00:00:00Z"))).extracting(Seat::person).containsExactly("mina");
    }

    @Test
    void whoever_is_always_on_call_never_hands_off() {
        Rota rota = new Rota(
                List.of(new Layer("l", ZoneId.of("Asia/Seoul"),
                        new Cadence(1, Unit.HOUR, LocalDateTime.parse("2026-01-01T00:00")), List.of(List.of("a")))),
                List.of());
        assertThat(rota.handoffs(Instant.parse("2026-11-22T00:00:00Z"), 3)).isEmpty();
        assertThat(rota.since("a", Instant.parse("2026-11-22T00:00:00Z"))).isEqualTo(Instant.MIN);
    }

    @Test
    void who_now_of_three_layers_takes_well_under_a_tenth_of_a_millisecond() {
        ZoneId vancouver = ZoneId.of("America/Vancouver");
        List<List<String>> people = List.of(List.of("a"), List.of("b"), List.of("c"));
        Cadence weekly = new Cadence(1, Unit.WEEK, LocalDateTime.parse("2026-01-05T09:00"));
        Window nights = Window.everyDay(LocalTime.of(20, 0), LocalTime.of(8, 0));
        Rota rota = new Rota(
                List.of(
                        new Layer("days", vancouver, weekly, people),
                        new Layer("nights", ZoneId.of("Asia/Seoul"), weekly, people).restricted(nights).at(1),
                        new Layer("months", vancouver, new Cadence(1, Unit.MONTH, weekly.start()), people).at(2)
                                .restricted(nights)),
                List.of());
        Instant at = Instant.parse("2026-11-22T03:12:00Z");
        int seats = 0;
        long started = 0;
        for (int i = 0; i < 60_000; i++) {
            if (i == 20_000) {
                started = System.nanoTime();
            }
            seats += rota.at(at.plusSeconds(i * 977L)).size();
        }
        double micros = (System.nanoTime() - started) / 1e3 / 40_000;
        assertThat(seats).isEqualTo(60_000);
        assertThat(micros).isLessThan(50);
    }
}
