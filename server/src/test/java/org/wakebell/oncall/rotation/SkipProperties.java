package org.wakebell.oncall.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Going to the next in turn while somebody is off. */
class SkipProperties {

    static final Instant AROUND = Instant.parse("2026-11-01T00:00:00Z");
    static final Instant FROM = AROUND.minus(Duration.ofDays(4));
    static final Instant TO = AROUND.plus(Duration.ofDays(4));
    static final List<String> PEOPLE = List.of("a", "b", "c", "d");

    record Off(List<Layer> layers, List<Change> changes, List<Leave> leaves) {
        Rota plain() {
            return new Rota(layers, changes);
        }

        Rota skipping() {
            return new Rota(layers, changes, leaves);
        }

        boolean anybody(Instant at) {
            return leaves.stream().anyMatch(leave -> leave.covers(at));
        }
    }

    @Provide
    Arbitrary<Off> off() {
        Arbitrary<Layer> layer = Combinators.combine(
                        Arbitraries.of("America/Vancouver", "Asia/Seoul", "Europe/Berlin", "Australia/Lord_Howe"),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(Unit.HOUR, Unit.DAY),
                        Arbitraries.integers().between(1, 7),
                        Arbitraries.of(List.of("a"), List.of("b", "c"), List.<String>of(), List.of("d"), List.of("a", "d"))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(4),
                        Arbitraries.of(Leave.Why.class).set())
                .as((zone, priority, unit, every, turns, skip) -> new Layer(
                                "l" + zone, ZoneId.of(zone), priority,
                                new Cadence(every, unit, LocalDateTime.parse("2026-01-01T09:00")), turns, List.of(), null, null)
                        .skipping(skip));
        Arbitrary<Leave> leave = Combinators.combine(
                        Arbitraries.of(PEOPLE),
                        Arbitraries.of(Leave.Why.class),
                        Arbitraries.integers().between(-6000, 6000),
                        Arbitraries.integers().between(1, 4000))
                .as((person, why, from, length) -> new Leave(
                        person, why, AROUND.plusSeconds(from * 60L), AROUND.plusSeconds((from + length) * 60L)));
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.of(PEOPLE), Arbitraries.integers().between(-6000, 6000), Arbitraries.integers().between(1, 3000))
                .as((person, from, length) -> new Change.Replace(
                        "r" + from,
                        new When.Exact(AROUND.plusSeconds(from * 60L)),
                        new When.Exact(AROUND.plusSeconds((from + length) * 60L)),
                        ZoneId.of("UTC"),
                        "x",
                        person));
        return Combinators.combine(layer.list().ofMinSize(1).ofMaxSize(3), change.list().ofMaxSize(2), leave.list().ofMaxSize(8))
                .as(Off::new);
    }

    @Property(tries = 400)
    void skipping_never_makes_a_gap(@ForAll("off") Off off) {
        assertThat(off.skipping().gaps(FROM, TO)).isEqualTo(off.plain().gaps(FROM, TO));
    }

    @Property(tries = 400)
    void it_changes_only_what_lies_where_somebody_was_off(@ForAll("off") Off off) {
        Rota plain = off.plain();
        Rota skipping = off.skipping();
        for (Instant at = FROM; at.isBefore(TO); at = at.plus(Duration.ofMinutes(13))) {
            if (!off.anybody(at)) {
                assertThat(skipping.at(at)).as(at.toString()).isEqualTo(plain.at(at));
            }
        }
    }

    @Property(tries = 300)
    void who_now_and_who_over_a_time_agree(@ForAll("off") Off off) {
        Rota rota = off.skipping();
        for (Join join : Join.values()) {
            Instant end = FROM;
            for (Span span : rota.spans(FROM, TO, join)) {
                assertThat(span.from()).isEqualTo(end);
                end = span.until();
                for (Instant at : List.of(span.from(), span.from().plus(span.length().dividedBy(2)), span.until().minusNanos(1))) {
                    assertThat(new HashSet<>(span.people())).isEqualTo(people(rota, at));
                }
            }
            assertThat(end).isEqualTo(TO);
        }
        Instant expected = rota.spans(FROM, TO, Join.PEOPLE).getFirst().until();
        List<Instant> handoffs = rota.handoffs(FROM, 1);
        if (expected.isBefore(TO)) {
            assertThat(handoffs).containsExactly(expected);
        } else {
            assertThat(handoffs).allSatisfy(handoff -> assertThat(handoff).isAfterOrEqualTo(TO));
        }
    }

    @Property(tries = 300)
    void nobody_who_is_off_has_a_turn_while_someone_of_the_layer_is_there(@ForAll("off") Off off) {
        Assume.that(off.layers.stream().map(Layer::name).distinct().count() == off.layers.size());
        Rota rota = off.skipping();
        for (Instant at = FROM; at.isBefore(TO); at = at.plus(Duration.ofMinutes(29))) {
            Instant now = at;
            for (Seat seat : rota.at(at)) {
                if (!(seat.cause() instanceof Cause.Turned turned)) {
                    continue;
                }
                Layer layer = off.layers.stream()
                        .filter(one -> one.name().equals(turned.layer()))
                        .findFirst()
                        .orElseThrow();
                boolean gone = gone(off, layer, seat.person(), now);
                boolean anyoneThere = layer.turns().stream().flatMap(List::stream).anyMatch(p -> !gone(off, layer, p, now));
                assertThat(gone && anyoneThere).as("%s %s", at, seat).isFalse();
            }
        }
    }

    private static boolean gone(Off off, Layer layer, String person, Instant at) {
        return off.leaves.stream().anyMatch(
                leave -> leave.person().equals(person) && layer.skip().contains(leave.why()) && leave.covers(at));
    }

    private static Set<String> people(Rota rota, Instant at) {
        return rota.at(at).stream().map(Seat::person).collect(Collectors.toSet());
    }

    private static final Layer DAYS = new Layer(
            "days", ZoneId.of("UTC"), new Cadence(1, Unit.DAY, LocalDateTime.parse("2026-11-01T09:00")),
            List.of(List.of("a"), List.of("b"), List.of("c", "d"))).skipping(Set.of(Leave.Why.VACATION));

    private static Leave vacation(String person, String from, String until) {
        return new Leave(person, Leave.Why.VACATION, Instant.parse(from), Instant.parse(until));
    }

    private static List<String> who(String at, List<Change> changes, Leave... leaves) {
        return new Rota(List.of(DAYS), changes, List.of(leaves)).at(Instant.parse(at)).stream().map(Seat::person).toList();
    }

    @Example
    void the_next_who_is_there_stands_in_and_only_while_they_are_off() {
        Leave a = vacation("a", "2026-11-01T12:00:00Z", "2026-11-01T18:00:00Z");
        Leave b = vacation("b", "2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z");
        assertThat(who("2026-11-01T11:59:59Z", List.of(), a)).containsExactly("a");
        assertThat(who("2026-11-01T12:00:00Z", List.of(), a)).containsExactly("b");
        assertThat(who("2026-11-01T12:00:00Z", List.of(), a, b)).containsExactly("c", "d");
        assertThat(who("2026-11-01T18:00:00Z", List.of(), a, b)).containsExactly("a");
    }

    @Example
    void of_a_group_whoever_is_there_stays_and_if_everyone_is_off_nothing_changes() {
        String day = "2026-11-03T12:00:00Z";
        Leave[] all = Stream.of("a", "b", "c", "d")
                .map(person -> vacation(person, "2026-11-01T00:00:00Z", "2026-11-09T00:00:00Z"))
                .toArray(Leave[]::new);
        assertThat(who(day, List.of(), all[2])).containsExactly("d");
        assertThat(who(day, List.of(), all)).containsExactly("c", "d");
        Leave holiday = new Leave("d", Leave.Why.HOLIDAY, all[0].from(), all[0].until());
        assertThat(who(day, List.of(), holiday)).as("this layer does not skip for holidays").containsExactly("c", "d");
    }

    @Example
    void what_was_agreed_comes_before_what_is_skipped() {
        Change cover = new Change.Replace(
                "1", When.parse("2026-11-01T00:00"), When.parse("2026-11-09T00:00"), ZoneId.of("UTC"), "x", "a");
        Leave a = vacation("a", "2026-11-01T12:00:00Z", "2026-11-01T18:00:00Z");
        assertThat(who("2026-11-01T12:00:00Z", List.of(cover), a)).as("b need not stand in").containsExactly("x");
        Change covered = new Change.Replace(
                "1", When.parse("2026-11-01T00:00"), When.parse("2026-11-09T00:00"), ZoneId.of("UTC"), "x", "d");
        Leave d = vacation("d", "2026-11-01T12:00:00Z", "2026-11-04T18:00:00Z");
        assertThat(who("2026-11-03T12:00:00Z", List.of(covered), d)).containsExactlyInAnyOrder("c", "x");
    }
}
