package org.wakebell.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Leave;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.Grant;
import org.wakebell.people.People;

class WarningsTest {

    static final ZoneId UTC = ZoneId.of("UTC");
    static final Instant FROM = Instant.parse("2026-11-23T00:00:00Z");
    static final Instant UNTIL = FROM.plus(Warnings.AHEAD);

    static Schedule schedule(Set<String> demands, List<String> fallback, List<Leave> leaves, Layer... layers) {
        return new Schedule(
                "s", 1, "1", "primary", UTC, demands, fallback, List.of(layers), List.of(), new Rota(List.of(layers), List.of(), leaves));
    }

    static Layer weekly(String... people) {
        return new Layer("rota", UTC, new Cadence(1, Unit.WEEK, LocalDateTime.parse("2026-11-23T09:00")),
                List.of(people).stream().map(p -> p.isEmpty() ? List.<String>of() : List.of(p)).toList());
    }

    static Warnings.Known known(List<Grant> grants, Leave... leaves) {
        return new Warnings.Known(true, grants, List.of(leaves), List.of(new People.Stay(UTC, FROM, UNTIL)),
                LocalTime.parse("07:00"), LocalTime.parse("23:00"));
    }

    static final Warnings.Known FINE = known(List.of(new Grant("prod-write", null)));
    static final Warnings.Known GONE =
            new Warnings.Known(false, List.of(), List.of(), FINE.stays(), FINE.wakes(), FINE.sleeps());

    static List<Warning> look(Schedule schedule, Map<String, Warnings.Known> people) {
        return Warnings.of(schedule, people, FROM, UNTIL);
    }

    static List<Warning.Kind> kinds(Schedule schedule, Map<String, Warnings.Known> people) {
        return look(schedule, people).stream().map(Warning::kind).toList();
    }

    @Example
    void a_whole_rota_of_able_people_says_nothing() {
        Schedule fine = schedule(Set.of("prod-write"), List.of("b"), List.of(), weekly("a", "b"));
        assertThat(look(fine, Map.of("a", FINE, "b", FINE))).isEmpty();
    }

    @Example
    void the_empty_schedule_warns_loudest() {
        Schedule empty = schedule(Set.of("prod-write"), List.of(), List.of());
        assertThat(kinds(empty, Map.of())).containsExactly(Warning.Kind.EMPTY, Warning.Kind.NO_FALLBACK);
        Schedule left = schedule(Set.of(), List.of("a"), List.of(), weekly("a"));
        assertThat(kinds(left, Map.of("a", GONE))).startsWith(Warning.Kind.EMPTY).contains(Warning.Kind.INACTIVE);
        for (Warning.Kind kind : Warning.Kind.values()) {
            assertThat(kind.weight()).isLessThanOrEqualTo(Warning.Kind.EMPTY.weight());
        }
    }

    @Example
    void a_gap_every_week_is_said_once_and_counted() {
        Layer days = weekly("a", "b").restricted(new Window(Set.of(java.time.DayOfWeek.values()), LocalTime.of(9, 0), LocalTime.of(8, 0)));
        assertThat(look(schedule(Set.of(), List.of("a"), List.of(), days), Map.of("a", FINE, "b", FINE)))
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.kind()).isEqualTo(Warning.Kind.GAP);
                    assertThat(gap.from()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
                    assertThat(gap.until()).isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
                    assertThat(gap.times()).isEqualTo(60);
                });
    }

    @Example
    void an_empty_turn_is_named() {
        assertThat(look(schedule(Set.of(), List.of("a"), List.of(), weekly("a", "")), Map.of("a", FINE)))
                .singleElement()
                .satisfies(empty -> {
                    assertThat(empty.kind()).isEqualTo(Warning.Kind.EMPTY_TURN);
                    assertThat(empty.what()).containsExactly("rota");
                });
    }

    @Example
    void a_right_that_ends_in_the_middle_of_a_shift_is_a_gap_from_then_on() {
        Instant end = Instant.parse("2026-11-25T12:00:00Z");
        Warnings.Known lent = known(List.of(new Grant("prod-write", end)));
        List<Warning> all = look(schedule(Set.of("prod-write"), List.of("b"), List.of(), weekly("a", "b")), Map.of("a", lent, "b", FINE));
        assertThat(all).extracting(Warning::kind).containsExactly(Warning.Kind.UNABLE, Warning.Kind.EXPIRING);
        assertThat(all.getFirst().from()).isEqualTo(end);
        assertThat(all.getFirst().until()).isEqualTo(Instant.parse("2026-11-30T09:00:00Z"));
        assertThat(all.getFirst().what()).containsExactly("prod-write");
        assertThat(all.getFirst().times()).as("every second week").isEqualTo(5);
        Warnings.Known over = known(List.of(new Grant("prod-write", FROM)));
        assertThat(kinds(schedule(Set.of("prod-write"), List.of("b"), List.of(), weekly("a", "b")), Map.of("a", over, "b", FINE)))
                .containsExactly(Warning.Kind.UNABLE, Warning.Kind.EXPIRED);
    }

    @Example
    void two_on_call_together_may_share_what_is_demanded() {
        Layer both = new Layer("rota", UTC, new Cadence(1, Unit.WEEK, LocalDateTime.parse("2026-11-23T09:00")), List.of(List.of("a", "b"), List.of("c")));
        Warnings.Known writes = known(List.of(new Grant("prod-write", null)));
        Warnings.Known reads = known(List.of(new Grant("database", null)));
        Warnings.Known all = known(List.of(new Grant("prod-write", null), new Grant("database", null)));
        assertThat(kinds(schedule(Set.of("prod-write", "database"), List.of("c"), List.of(), both), Map.of("a", writes, "b", reads, "c", all)))
                .isEmpty();
    }

    @Example
    void on_call_on_vacation_warns_and_if_everyone_in_turn_is_away_loudest() {
        Leave a = new Leave("a", Leave.Why.VACATION, FROM.plus(Duration.ofDays(3)), FROM.plus(Duration.ofDays(5)));
        Leave b = new Leave("b", Leave.Why.VACATION, FROM.plus(Duration.ofDays(4)), FROM.plus(Duration.ofDays(5)));
        Map<String, Warnings.Known> people = Map.of("a", known(List.of(), a), "b", known(List.of(), b));
        assertThat(look(schedule(Set.of(), List.of("b"), List.of(a, b), weekly("a", "b")), people))
                .singleElement()
                .satisfies(w -> {
                    assertThat(w.kind()).isEqualTo(Warning.Kind.VACATION);
                    assertThat(w.people()).containsExactly("a");
                    assertThat(w.from()).isEqualTo(a.from());
                    assertThat(w.until()).isEqualTo(a.until());
                });
        Layer skips = weekly("a", "b").skipping(Set.of(Leave.Why.VACATION));
        assertThat(look(schedule(Set.of(), List.of("b"), List.of(a, b), skips), people)).singleElement().satisfies(w -> {
            assertThat(w.kind()).isEqualTo(Warning.Kind.ALL_OFF);
            assertThat(w.from()).isEqualTo(b.from());
            assertThat(w.people()).containsExactly("a");
        });
        Leave day = new Leave("a", Leave.Why.HOLIDAY, a.from(), a.from().plus(Duration.ofDays(1)));
        assertThat(kinds(schedule(Set.of(), List.of("b"), List.of(), weekly("a", "b")), Map.of("a", known(List.of(), day), "b", FINE)))
                .containsExactly(Warning.Kind.HOLIDAY);
    }

    @Example
    void a_week_of_nights_is_fine_and_eight_in_a_row_are_too_many() {
        assertThat(look(schedule(Set.of(), List.of("b"), List.of(), weekly("a", "b")), Map.of("a", FINE, "b", FINE))).isEmpty();
        Layer long8 = new Layer("rota", UTC, new Cadence(8, Unit.DAY, LocalDateTime.parse("2026-11-23T09:00")), List.of(List.of("a"), List.of("b")));
        assertThat(look(schedule(Set.of(), List.of("b"), List.of(), long8), Map.of("a", FINE, "b", FINE)))
                .hasSizeBetween(6, 8)
                .allSatisfy(w -> {
                    assertThat(w.kind()).isEqualTo(Warning.Kind.NIGHTS);
                    assertThat(w.times()).isEqualTo(8);
                });
        assertThat(look(schedule(Set.of(), List.of("a"), List.of(), weekly("a")), Map.of("a", FINE))).singleElement()
                .satisfies(w -> assertThat(w.times()).isGreaterThanOrEqualTo(59));
    }

    record Case(Schedule schedule, Map<String, Warnings.Known> people) {}

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Warnings.Known> person = Combinators.combine(
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of("prod-write", "database").set(),
                        Arbitraries.integers().between(-10, 80).list().ofMaxSize(2))
                .as((active, may, ends) -> {
                    List<Grant> grants = new ArrayList<>();
                    may.forEach(one -> grants.add(new Grant(one, ends.isEmpty() ? null : FROM.plus(Duration.ofDays(ends.getFirst())))));
                    return new Warnings.Known(active, grants, List.of(), FINE.stays(), FINE.wakes(), FINE.sleeps());
                });
        Arbitrary<List<List<String>>> turns = Arbitraries.of(List.of("a"), List.of("b"), List.of("a", "b"), List.<String>of()).list().ofMaxSize(4);
        return Combinators.combine(turns, Arbitraries.integers().between(1, 9), person, person, Arbitraries.of("prod-write", "database").set())
                .as((turn, every, a, b, demands) -> {
                    Map<String, Warnings.Known> people = new HashMap<>(Map.of("a", a, "b", b));
                    Layer layer = new Layer("rota", UTC, new Cadence(every, Unit.DAY, LocalDateTime.parse("2026-11-20T09:00")), turn);
                    return new Case(schedule(demands, List.of("a"), List.of(), layer), people);
                });
    }

    /** Hour by hour: nobody, or nobody who may. */
    @Property(tries = 300)
    @SuppressWarnings("NullAway")
    void there_is_a_warning_exactly_if_some_hour_is_not_covered(@ForAll("cases") Case one) {
        boolean uncovered = false;
        boolean unable = false;
        for (Instant at = FROM; at.isBefore(UNTIL); at = at.plus(Duration.ofHours(1))) {
            Instant now = at;
            List<String> there = one.schedule.rota().at(at).stream()
                    .map(Seat::person)
                    .filter(p -> one.people.get(p).active())
                    .toList();
            uncovered |= there.isEmpty();
            unable |= !there.isEmpty()
                    && !one.schedule.demands().stream().allMatch(d -> there.stream().anyMatch(p -> one.people.get(p).grants().stream()
                            .anyMatch(g -> g.capability().equals(d) && g.holds(now))));
        }
        List<Warning.Kind> kinds = kinds(one.schedule, one.people);
        assertThat(kinds.stream().anyMatch(k ->
                        k == Warning.Kind.GAP || k == Warning.Kind.EMPTY || k == Warning.Kind.EMPTY_TURN))
                .isEqualTo(uncovered);
        assertThat(kinds.contains(Warning.Kind.UNABLE)).isEqualTo(unable);
    }

    @Property(tries = 200)
    void warnings_lie_in_the_time_looked_at_and_come_loudest_first(@ForAll("cases") Case one) {
        List<Warning> all = look(one.schedule, one.people);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).from()).isBetween(FROM, UNTIL);
            assertThat(all.get(i).from()).isBefore(all.get(i).until());
            assertThat(all.get(i).times()).isPositive();
            if (i > 0) {
                assertThat(all.get(i).kind().weight()).isLessThanOrEqualTo(all.get(i - 1).kind().weight());
            }
        }
    }

    /** Used by the room: an override's person is in the line-up, too. */
    @Example
    void the_line_up_is_everyone_who_may_come_to_be_on_call() {
        Change add = new Change.Add("1", new org.wakebell.oncall.rotation.When.Exact(FROM), new org.wakebell.oncall.rotation.When.Exact(UNTIL), UTC, "x");
        Schedule s = new Schedule("s", 1, "1", "n", UTC, Set.of(), List.of("f"), List.of(weekly("a", "b")), List.of(add),
                new Rota(List.of(weekly("a", "b")), List.of(add)));
        assertThat(Warnings.lineUp(s, FROM)).containsExactly("a", "b", "f", "x");
        assertThat(Warnings.lineUp(s, UNTIL)).containsExactly("a", "b", "f");
    }
}
