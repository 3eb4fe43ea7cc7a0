package org.wakebell.oncall.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Worked cases restated from other projects' tests. */
class CasesTest {

    /** Not asked of Wakebell; docs/oncall.md says why. */
    static final Set<String> NOT_OURS = Set.of("G45", "O17", "A01", "A05", "H01");

    record Case(String id, ZoneId zone, JsonNode config, String kind, JsonNode expected) {
        @Override
        public String toString() {
            return id + " " + kind + " " + zone;
        }
    }

    static List<Case> all() throws Exception {
        try (InputStream in = Objects.requireNonNull(CasesTest.class.getResourceAsStream("/oncall/cases.json"))) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : JsonMapper.shared().readTree(in).get("cases")) {
                cases.add(new Case(
                        node.get("id").asString(),
                        ZoneId.of(node.get("zone").asString()),
                        node.get("config"),
                        node.get("kind").asString(),
                        node.get("expected")));
            }
            return cases;
        }
    }

    static Stream<Case> ours() throws Exception {
        return all().stream().filter(c -> !NOT_OURS.contains(c.id));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void a_case_from_another_project_has_the_same_answer_here(Case c) {
        switch (c.kind) {
            case "handoffs" -> handoffs(c);
            case "shift" -> shift(c);
            case "shiftAt", "shiftContaining" -> shiftsContaining(c);
            case "firstOfDay" -> clockOfDay(c);
            case "addClock" -> addClock(c);
            case "active", "contains" -> open(c);
            case "shifts" -> shifts(c);
            case "set" -> set(c);
            case "perDay" -> perDay(c);
            default -> throw new IllegalArgumentException(c.kind);
        }
    }

    @Test
    void every_case_that_is_not_ours_is_explained_in_the_documentation() throws Exception {
        String doc = Files.readString(Path.of("../docs/oncall.md"));
        assertThat(NOT_OURS).allSatisfy(id -> assertThat(doc).contains(id));
        assertThat(all().stream().map(Case::id).toList()).containsAll(NOT_OURS);
    }

    static void handoffs(Case c) {
        List<Instant> expected = stream(c.expected).map(n -> Instant.parse(n.asString())).toList();
        List<Instant> found = rotation(c)
                .spans(expected.getFirst(), expected.getLast().plusSeconds(1), Join.HANDOFFS)
                .stream()
                .map(Span::from)
                .toList();
        assertThat(found).isEqualTo(expected);
    }

    static void shift(Case c) {
        Instant start = Instant.parse(c.expected.get("start").asString());
        Instant end = Instant.parse(c.expected.get("end").asString());
        if (c.config.has("window")) {
            Window window = Window.everyDay(LocalTime.of(2, 30), LocalTime.of(3, 0));
            LocalDate day = LocalDate.parse(c.expected.get("day").asString());
            assertThat(window.opens(day, c.zone)).isEqualTo(start);
            assertThat(window.closes(day, c.zone)).isEqualTo(end);
            return;
        }
        Span span = containing(rotation(c), start);
        assertThat(span.from()).isEqualTo(start);
        assertThat(span.until()).isEqualTo(end);
        assertThat(span.length()).isEqualTo(Duration.ofHours(c.expected.get("hours").asLong()));
    }

    static void shiftsContaining(Case c) {
        for (JsonNode asked : c.expected) {
            Span span = containing(rotation(c), Instant.parse(asked.get("at").asString()));
            assertThat(span.from()).isEqualTo(Instant.parse(asked.get("start").asString()));
            if (asked.has("end")) {
                assertThat(span.until()).isEqualTo(Instant.parse(asked.get("end").asString()));
            }
            if (asked.has("hours")) {
                assertThat(span.length()).isEqualTo(Duration.ofHours(asked.get("hours").asLong()));
            }
        }
    }

    static void clockOfDay(Case c) {
        LocalDate day = LocalDate.parse(c.config.get("day").asString());
        for (JsonNode asked : c.expected) {
            LocalDateTime local = day.atTime(LocalTime.parse(asked.get("clock").asString()));
            Instant instant = Instant.parse(asked.get("instant").asString());
            assertThat(Wall.first(local, c.zone)).isEqualTo(instant);
            if (c.id.equals("G31")) {
                assertThat(Wall.last(local, c.zone)).isEqualTo(instant);
            }
        }
    }

    static void addClock(Case c) {
        for (JsonNode asked : c.expected) {
            LocalDateTime local = Wall.local(Instant.parse(asked.get("at").asString()), c.zone)
                    .plusHours(asked.path("plusWallHours").asLong(0))
                    .plusMinutes(asked.path("plusWallMinutes").asLong(0));
            assertThat(Wall.first(local, c.zone))
                    .isEqualTo(Instant.parse(asked.get("result").asString()));
        }
    }

    static void open(Case c) {
        String[] times = c.config.path("times").asString("-").split("-");
        LocalTime from = LocalTime.parse(c.config.path("from_").asString(times.length > 0 ? times[0] : ""));
        LocalTime to = LocalTime.parse(c.config.path("to").asString(times.length > 0 ? times[1] : ""));
        Set<DayOfWeek> days = c.config.get("days").asString().equals("MO")
                ? EnumSet.of(DayOfWeek.MONDAY)
                : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        Rota rota = new Rota(List.of(daily(c.zone, "x").restricted(new Window(days, from, to))), List.of());
        for (JsonNode asked : c.expected) {
            Instant at = Instant.parse(asked.get("at").asString());
            assertThat(!rota.at(at).isEmpty())
                    .as(at.toString())
                    .isEqualTo(asked.get("active").asBoolean());
        }
    }

    /** Each of these is written in words in the file, so each is spelled out here. */
    static void shifts(Case c) {
        LocalDate day = LocalDate.parse("2018-01-01");
        Layer foobar = daily(c.zone, "foobar").restricted(Window.everyDay(LocalTime.of(8, 0), LocalTime.of(10, 0)));
        Rota rota = switch (c.id) {
            case "G39" -> new Rota(
                    List.of(foobar),
                    List.of(
                            new Change.Temporary("t", at("08:15"), at("08:45"), c.zone, "t", List.of(
                                    daily(c.zone, "baz").valid(at("08:25"), at("08:35"))))));
            case "G40" -> new Rota(
                    List.of(foobar),
                    List.of(new Change.Replace("r", at("08:30"), at("08:45"), c.zone, "binbaz", "foobar")));
            case "G42" -> new Rota(
                    List.of(foobar), List.of(new Change.Remove("r", at("08:30"), at("08:45"), c.zone, "foobar")));
            case "O03" -> new Rota(
                    List.of(
                            hours(c.zone, "A", 10, 20).at(1),
                            hours(c.zone, "B", 12, 16).at(1),
                            hours(c.zone, "C", 15, 18).at(2)),
                    List.of());
            case "O05" -> new Rota(
                    List.of(hours(c.zone, "A", 10, 15)),
                    List.of(new Change.Replace("o", at("10:00"), at("15:00"), c.zone, "B", "A")));
            case "O06" -> new Rota(
                    List.of(hours(c.zone, "U", 12, 15)),
                    List.of(new Change.Replace("s", at("13:00"), at("18:00"), c.zone, "T", "U")));
            default -> throw new IllegalArgumentException(c.id);
        };
        boolean hour = c.id.startsWith("G");
        Instant from = (hour ? day.atTime(8, 0) : day.atStartOfDay()).atZone(c.zone).toInstant();
        Instant to = (hour ? day.atTime(9, 0) : day.plusDays(1).atStartOfDay()).atZone(c.zone).toInstant();
        assertThat(perPerson(rota, from, to)).containsExactlyInAnyOrderElementsOf(stream(c.expected)
                .map(row -> {
                    String who = row.get(0).asString();
                    return (who.startsWith("swap") ? "T" : who) + " " + instant(day, row.get(1)) + " "
                            + instant(day, row.get(2));
                })
                .toList());
    }

    static void set(Case c) {
        Rota rota = new Rota(
                List.of(daily(c.zone, "rab"), daily(c.zone, "baz"), daily(c.zone, "bin")),
                List.of(
                        new Change.Add("1", at("08:00"), at("09:00"), c.zone, "foo"),
                        new Change.Replace("2", at("08:00"), at("09:00"), c.zone, "bar", "rab"),
                        new Change.Remove("3", at("08:00"), at("09:00"), c.zone, "baz")));
        assertThat(rota.at(Instant.parse("2018-01-01T08:30:00Z")).stream().map(Seat::person))
                .containsExactlyInAnyOrderElementsOf(
                        stream(c.expected).map(JsonNode::asString).toList());
    }

    /** Where the other project counts only the days it covers, ours says the same with another rotation. */
    static void perDay(Case c) {
        LocalDateTime start = LocalDate.parse(c.config.get("start").asString()).atStartOfDay();
        List<List<String>> people = IntStream.range(0, c.config.get("groups").size())
                .mapToObj(i -> List.of(String.valueOf((char) ('A' + i))))
                .toList();
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        stream(c.config.get("byDay")).forEach(d -> days.add(day(d.asString())));
        Window window = new Window(days, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        Layer layer = switch (c.id) {
            case "O08" -> layer(c, 1, Unit.WEEK, start, people);
            case "O09" -> layer(c, 1, Unit.DAY, start, weekdays(people));
            case "O11" -> layer(c, 1, Unit.WEEK, start.with(DayOfWeek.MONDAY), people)
                    .valid(new When.Local(start), null);
            case "O13" -> layer(c, 1, Unit.WEEK, start.with(DayOfWeek.MONDAY), everyOther(people));
            case "O16" -> layer(c, 7, Unit.DAY, start, people);
            default -> throw new IllegalArgumentException(c.id);
        };
        Rota rota = new Rota(List.of(layer.restricted(window)), List.of());
        c.expected.properties().forEach(entry -> {
            Instant noon = LocalDate.parse(entry.getKey()).atTime(12, 0).atZone(c.zone).toInstant();
            assertThat(rota.at(noon).stream().map(Seat::person).toList())
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue().isNull() ? List.of() : List.of(entry.getValue().asString()));
        });
    }

    // How a case becomes a rota.

    static Rota rotation(Case c) {
        JsonNode config = c.config;
        if (config.has("weekly")) {
            LocalTime time = LocalTime.parse(config.get("weekly").asString().substring(3));
            Cadence monday = new Cadence(1, Unit.WEEK, LocalDate.parse("2016-01-04").atTime(time));
            return new Rota(List.of(new Layer("l", c.zone, monday, List.of(List.of("a"), List.of("b")))), List.of());
        }
        Unit unit = switch (config.path("type").asString(config.path("freq").asString(""))) {
            case "hourly" -> Unit.HOUR;
            case "daily" -> Unit.DAY;
            case "weekly" -> Unit.WEEK;
            case "monthly" -> Unit.MONTH;
            default -> throw new IllegalArgumentException(c.id);
        };
        LocalDateTime start = LocalDateTime.parse(
                config.get("start").asString().replace(" local", "").replace(' ', 'T'));
        Cadence cadence = new Cadence(config.path("len").asInt(1), unit, start);
        return new Rota(List.of(new Layer("l", c.zone, cadence, List.of(List.of("a"), List.of("b")))), List.of());
    }

    static Span containing(Rota rota, Instant at) {
        return rota.spans(at.minus(Duration.ofDays(100)), at.plus(Duration.ofDays(100)), Join.HANDOFFS).stream()
                .filter(span -> !at.isBefore(span.from()) && at.isBefore(span.until()))
                .findFirst()
                .orElseThrow();
    }

    static List<String> perPerson(Rota rota, Instant from, Instant to) {
        List<String> rows = new ArrayList<>();
        for (Span span : rota.shifts(from, to)) {
            for (String person : span.people()) {
                String touching = rows.stream()
                        .filter(row -> row.startsWith(person + " ") && row.endsWith(" " + span.from()))
                        .findFirst()
                        .orElse(person + " " + span.from() + " ");
                rows.remove(touching);
                rows.add(person + " " + touching.split(" ")[1] + " " + span.until());
            }
        }
        return rows;
    }

    static Layer layer(Case c, int every, Unit unit, LocalDateTime start, List<List<String>> turns) {
        return new Layer("l", c.zone, new Cadence(every, unit, start), turns);
    }

    static Layer daily(ZoneId zone, String person) {
        Cadence cadence = new Cadence(1, Unit.DAY, LocalDateTime.parse("2016-01-04T00:00"));
        return new Layer("l-" + person, zone, cadence, List.of(List.of(person)));
    }

    static Layer hours(ZoneId zone, String person, int from, int to) {
        return daily(zone, person).restricted(Window.everyDay(LocalTime.of(from, 0), LocalTime.of(to, 0)));
    }

    static List<List<String>> weekdays(List<List<String>> people) {
        List<List<String>> turns = new ArrayList<>(people);
        turns.add(List.of());
        turns.add(List.of());
        return turns;
    }

    static List<List<String>> everyOther(List<List<String>> people) {
        return people.stream().flatMap(group -> Stream.of(group, List.<String>of())).toList();
    }

    static DayOfWeek day(String two) {
        return Map.of(
                        "MO", DayOfWeek.MONDAY, "TU", DayOfWeek.TUESDAY, "WE", DayOfWeek.WEDNESDAY,
                        "TH", DayOfWeek.THURSDAY, "FR", DayOfWeek.FRIDAY, "SA", DayOfWeek.SATURDAY,
                        "SU", DayOfWeek.SUNDAY)
                .getOrDefault(two, DayOfWeek.MONDAY);
    }

    static When at(String clock) {
        return new When.Local(LocalDate.parse("2018-01-01").atTime(LocalTime.parse(clock)));
    }

    static Instant instant(LocalDate day, JsonNode said) {
        return said.isNumber()
                ? day.atTime(said.asInt(), 0).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(said.asString()).toInstant();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }
}
