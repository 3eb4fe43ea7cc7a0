package org.wakebell.oncall.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What holds for every schedule, in every zone, over every clock change. */
class RotaProperties {

    /** Changes at midnight, by half an hour, of a whole day, in Ramadan: where calendars break. */
    private static final List<ZoneId> HARD = Stream.of(
                    "America/Vancouver", "Asia/Seoul", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe",
                    "America/Sao_Paulo", "Asia/Beirut", "America/Havana", "Africa/Cairo", "America/Asuncion",
                    "America/Santiago", "Pacific/Apia", "Africa/Casablanca", "Antarctica/Troll", "Asia/Gaza",
                    "Pacific/Chatham", "Asia/Kathmandu", "UTC")
            .map(ZoneId::of)
            .toList();

    @Provide
    Arbitrary<ZoneId> anyZone() {
        List<ZoneId> all =
                ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
        return Arbitraries.oneOf(Arbitraries.of(all), Arbitraries.of(HARD));
    }

    @Provide
    Arbitrary<LocalDateTime> anchors() {
        return Combinators.combine(Arbitraries.integers().between(0, 68 * 366), Arbitraries.integers().between(0, 95))
                .as((day, quarter) -> LocalDateTime.parse("1970-01-01T00:00")
                        .plusDays(day)
                        .plusMinutes(quarter * 15L));
    }

    @Provide
    Arbitrary<Instant> instants() {
        long to = Instant.parse("2037-12-31T00:00:00Z").getEpochSecond() / 60;
        return Arbitraries.longs().between(0, to).map(minute -> Instant.ofEpochSecond(minute * 60));
    }

    @Property(tries = 2000)
    void a_layer_round_the_clock_covers_every_window_exactly_once(
            @ForAll("anyZone") ZoneId zone,
            @ForAll Unit unit,
            @ForAll @IntRange(min = 1, max = 40) int every,
            @ForAll("anchors") LocalDateTime anchor,
            @ForAll("instants") Instant from,
            @ForAll @IntRange(min = 1, max = 20 * 24) int hours) {
        Cadence cadence = new Cadence(every, unit, anchor);
        Rota rota = new Rota(
                List.of(new Layer("l", zone, cadence, List.of(List.of("a"), List.of("b"), List.of("c")))), List.of());
        Instant to = from.plus(Duration.ofHours(hours));
        List<Span> spans = rota.spans(from, to, Join.HANDOFFS);
        assertThat(spans.getFirst().from()).isEqualTo(from);
        assertThat(spans.getLast().until()).isEqualTo(to);
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            assertThat(span.seats()).hasSize(1);
            assertThat(span.from()).isBefore(span.until());
            if (i > 0) {
                assertThat(span.from()).isEqualTo(spans.get(i - 1).until());
                Cause.Turned turned = (Cause.Turned) span.seats().getFirst().cause();
                assertThat(cadence.begin(turned.turn(), zone)).isEqualTo(span.from());
            }
        }
    }

    /** A rota small enough to be asked minute by minute. */
    record Small(Rota rota, List<Layer> layers, List<Change> changes, Instant around) {}

    @Provide
    Arbitrary<Small> small() {
        Arbitrary<Layer> layer = Combinators.combine(
                        Arbitraries.of(HARD),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(Unit.HOUR, Unit.DAY, Unit.WEEK),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.of(List.of("a"), List.of("b", "c"), List.<String>of(), List.of("d")).list().ofMinSize(1).ofMaxSize(4),
                        windows().list().ofMaxSize(2),
                        Arbitraries.integers().between(0, 47))
                .as((zone, priority, unit, every, turns, windows, half) -> new Layer(
                        "l" + priority + zone,
                        zone,
                        priority,
                        new Cadence(every, unit, LocalDateTime.parse("2010-05-03T00:00").plusMinutes(half * 30L)),
                        turns,
                        windows,
                        null,
                        null));
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("a", "b", "x"),
                        Arbitraries.integers().between(-1000, 1000),
                        Arbitraries.integers().between(1, 900))
                .as(RotaProperties::change);
        return Combinators.combine(layer.list().ofMinSize(1).ofMaxSize(3), change.list().ofMaxSize(3), transitions())
                .as((layers, changes, around) -> {
                    List<Change> placed = changes.stream().map(c -> shifted(c, around)).toList();
                    return new Small(new Rota(layers, placed), layers, placed, around);
                });
    }

    private static Arbitrary<Window> windows() {
        return Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                        Arbitraries.integers().between(0, 47),
                        Arbitraries.integers().between(0, 47))
                .as((days, from, to) -> new Window(
                        days,
                        LocalTime.MIDNIGHT.plusMinutes(from * 30L),
                        LocalTime.MIDNIGHT.plusMinutes(to * 30L)));
    }

    private static Change change(int kind, String person, int from, int length) {
        When start = new When.Exact(Instant.ofEpochSecond(from * 60L));
        When end = new When.Exact(Instant.ofEpochSecond((from + length) * 60L));
        ZoneId utc = ZoneOffset.UTC;
        return switch (kind) {
            case 0 -> new Change.Add("1", start, end, utc, person);
            case 1 -> new Change.Replace("2", start, end, utc, person, "d");
            case 2 -> new Change.Remove("3", start, end, utc, person);
            default -> new Change.Temporary("4", start, end, utc, "Christmas", own(person, length));
        };
    }

    /** Nobody, one person, or two in turn by some hard zone's clock. */
    private static List<Layer> own(String person, int length) {
        ZoneId zone = HARD.get(length % HARD.size());
        Cadence cadence = new Cadence(1 + length % 3, Unit.HOUR, LocalDateTime.parse("2010-05-03T00:30"));
        return switch (length % 3) {
            case 0 -> List.of();
            case 1 -> List.of(new Layer("own", zone, cadence, List.of(List.of(person))));
            default -> List.of(new Layer("own", zone, cadence, List.of(List.of(person), List.of("d", "e"))));
        };
    }

    private static Change shifted(Change c, Instant by) {
        When from = new When.Exact(c.from().start(c.zone()).plusSeconds(by.getEpochSecond()));
        When until = new When.Exact(c.until().end(c.zone()).plusSeconds(by.getEpochSecond()));
        return switch (c) {
            case Change.Add a -> new Change.Add(a.id(), from, until, a.zone(), a.person());
            case Change.Replace r -> new Change.Replace(r.id(), from, until, r.zone(), r.person(), r.insteadOf());
            case Change.Remove r -> new Change.Remove(r.id(), from, until, r.zone(), r.person());
            case Change.Temporary t -> new Change.Temporary(t.id(), from, until, t.zone(), t.name(), t.layers());
        };
    }

    /** Most of the time, an instant at which some hard zone changes its clock. */
    private static Arbitrary<Instant> transitions() {
        List<Instant> all = new ArrayList<>();
        for (ZoneId zone : HARD) {
            Instant at = Instant.parse("2009-01-01T00:00:00Z");
            for (int i = 0; i < 24; i++) {
                var next = zone.getRules().nextTransition(at);
                if (next == null) {
                    break;
                }
                at = next.getInstant();
                all.add(at);
            }
        }
        return Arbitraries.of(all);
    }

    @Property(tries = 300)
    void the_spans_are_what_a_minute_by_minute_watch_would_write_down(@ForAll("small") Small small) {
        Instant from = small.around.minus(Duration.ofHours(20));
        Instant to = small.around.plus(Duration.ofHours(20));
        List<Span> spans = small.rota.spans(from, to, Join.CAUSES);
        int i = 0;
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
            while (!spans.get(i).until().isAfter(at)) {
                i++;
            }
            Set<String> watched = Naive.onCall(small.layers, small.changes, at);
            assertThat(new HashSet<>(spans.get(i).people())).as(at.toString()).isEqualTo(watched);
            assertThat(small.rota.at(at).stream().map(Seat::person).toList())
                    .isEqualTo(spans.get(i).people());
        }
    }

    @Property(tries = 300)
    void windows_that_are_split_say_the_same_as_the_whole(
            @ForAll("small") Small small, @ForAll @IntRange(min = 1, max = 2879) int minute) {
        Instant from = small.around.minus(Duration.ofDays(1));
        Instant cut = from.plusSeconds(minute * 60L);
        Instant to = from.plus(Duration.ofDays(2));
        List<Span> joined = new ArrayList<>(small.rota.spans(from, cut, Join.CAUSES));
        for (Span span : small.rota.spans(cut, to, Join.CAUSES)) {
            Span last = joined.getLast();
            if (Join.CAUSES.same(last, span)) {
                joined.removeLast();
                span = new Span(last.from(), span.until(), last.seats());
            }
            joined.add(span);
        }
        assertThat(joined.stream().map(RotaProperties::plain).toList())
                .isEqualTo(small.rota.spans(from, to, Join.CAUSES).stream().map(RotaProperties::plain).toList());
    }

    private static List<Object> plain(Span span) {
        return List.of(span.from(), span.until(), span.people());
    }

    @Property(tries = 200)
    void a_handoff_is_where_the_people_change_and_nowhere_else(@ForAll("small") Small small) {
        Instant after = small.around.minus(Duration.ofHours(12));
        List<Instant> handoffs = small.rota.handoffs(after, 3);
        @Nullable Instant last = handoffs.isEmpty() ? null : handoffs.getLast();
        List<Instant> expected = new ArrayList<>();
        if (last != null) {
            List<Span> spans = small.rota.spans(after, last.plusSeconds(1), Join.PEOPLE);
            spans.stream().skip(1).map(Span::from).forEach(expected::add);
        }
        assertThat(handoffs).isEqualTo(expected);
        for (Instant handoff : handoffs) {
            Set<String> before = people(small.rota, handoff.minusNanos(1));
            Set<String> then = people(small.rota, handoff);
            then.stream()
                    .filter(person -> !before.contains(person))
                    .forEach(person -> assertThat(small.rota.since(person, handoff)).isEqualTo(handoff));
            before.stream()
                    .filter(person -> !then.contains(person))
                    .forEach(person -> assertThat(small.rota.until(person, handoff.minusNanos(1)))
                            .isEqualTo(handoff));
        }
    }

    @Property(tries = 200)
    void one_walk_each_way_says_the_same_as_asking_one_by_one(
            @ForAll("small") Small small, @ForAll @IntRange(min = -1440, max = 1440) int minute) {
        Instant at = small.around.plusSeconds(minute * 60L);
        Around around = small.rota.around(at);
        assertThat(around.seats()).isEqualTo(small.rota.at(at));
        assertThat(around.handoff()).isEqualTo(small.rota.handoffs(at, 1).stream().findFirst().orElse(Instant.MAX));
        for (Seat seat : around.seats()) {
            String person = seat.person();
            assertThat(around.until()).containsEntry(person, small.rota.until(person, at));
            assertThat(around.since()).containsEntry(person, small.rota.since(person, at));
            Instant since = small.rota.since(person, at);
            if (since.isAfter(at.minus(Duration.ofDays(2)))) {
                assertThat(people(small.rota, since.minusNanos(1))).doesNotContain(person);
                for (Instant then = since; then.isBefore(at); then = then.plusSeconds(60)) {
                    assertThat(people(small.rota, then)).contains(person);
                }
            }
        }
    }

    private static Set<String> people(Rota rota, Instant at) {
        return rota.at(at).stream().map(Seat::person).collect(Collectors.toSet());
    }

    @Property(tries = 200)
    void an_override_changes_nothing_outside_its_span(
            @ForAll("small") Small small, @ForAll @IntRange(min = 0, max = 3) int kind) {
        Change more = shifted(change(kind, "b", -100, 300), small.around);
        List<Change> changes = new ArrayList<>(small.changes);
        changes.add(more);
        Rota after = new Rota(small.layers, changes);
        Instant start = more.from().start(more.zone());
        Instant end = more.until().end(more.zone());
        Duration day = Duration.ofDays(1);
        assertThat(after.spans(start.minus(day), start, Join.HANDOFFS))
                .isEqualTo(small.rota.spans(start.minus(day), start, Join.HANDOFFS));
        assertThat(after.spans(end, end.plus(day), Join.HANDOFFS))
                .isEqualTo(small.rota.spans(end, end.plus(day), Join.HANDOFFS));
    }
}
