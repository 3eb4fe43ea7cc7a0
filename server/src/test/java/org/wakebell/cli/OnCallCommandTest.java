package org.wakebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of schedules, asked without a server. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class OnCallCommandTest {

    static final String NIGHTS = """
            schedules:
              - name: primary
                zone: America/Vancouver
                demands: [prod-write]
                layers:
                  - name: nights
                    zone: Asia/Seoul            # optional
                    priority: 0
                    rotation: { every: 1, unit: week, start: "2026-11-23T09:00" }
                    people: [a, [b, c]]
                    restrict: [ { days: [MO, TU, WE, TH, FR], from: "20:00", to: "08:00" } ]
                    from: "2026-11-23T00:00"
                overrides:
                  - { from: "2026-12-24T18:00", to: "2026-12-25T18:00", person: c, instead_of: a }
            """;

    @TempDir
    Path folder;

    Path file;
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aFile() {
        file = folder.resolve("rota.yml");
    }

    int run(String yaml, String... words) throws IOException {
        Files.writeString(file, yaml);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(1, List.of("--file", file.toString()));
        return new OnCallCommand(
                        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of(),
                        InstantSource.fixed(Instant.parse("2026-11-23T12:00:00.5Z")))
                .run(all);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    static String rota(String people, String more) {
        return """
                schedules:
                  - name: primary
                    zone: America/Vancouver
                    layers:
                      - name: all
                        rotation: { every: 1, unit: day, start: "2026-03-01T09:00" }
                        people: %s
                %s""".formatted(people, more.indent(4));
    }

    @Test
    void the_file_of_the_documentation_gives_half_open_shifts_by_the_layers_clock() throws IOException {
        assertThat(run(NIGHTS, "shifts", "--schedule", "primary", "--from", "2026-11-22T00:00Z", "--to", "2026-11-25T00:00Z", "--json"))
                .isZero();
        assertThat(out()).isEqualTo("""
                [{"start":"2026-11-23T11:00:00Z","end":"2026-11-23T23:00:00Z","people":["a"],"layer":"nights"},\
                {"start":"2026-11-24T11:00:00Z","end":"2026-11-24T23:00:00Z","people":["a"],"layer":"nights"}]""");
    }

    @Test
    void a_group_is_on_call_together() throws IOException {
        run(NIGHTS, "shifts", "--from", "2026-12-01T00:00Z", "--to", "2026-12-02T00:00Z", "--json");
        assertThat(out()).contains("\"people\":[\"b\",\"c\"]");
    }

    @Test
    void an_override_speaks_the_schedules_clock() throws IOException {
        run(rota("[a]", "overrides:\n  - { from: \"2026-03-02T00:00\", to: \"2026-03-02T12:00Z\", person: c, instead_of: a }"),
                "shifts", "--from", "2026-03-02T00:00Z", "--to", "2026-03-03T00:00Z", "--json");
        assertThat(out()).isEqualTo("""
                [{"start":"2026-03-02T00:00:00Z","end":"2026-03-02T08:00:00Z","people":["a"],"layer":"all"},\
                {"start":"2026-03-02T08:00:00Z","end":"2026-03-02T12:00:00Z","people":["c"],"layer":"override"},\
                {"start":"2026-03-02T12:00:00Z","end":"2026-03-03T00:00:00Z","people":["a"],"layer":"all"}]""");
    }

    @Test
    void overrides_that_follow_each_other_are_one_shift() throws IOException {
        run(rota("[a]", """
                        overrides:
                          - { from: "2026-03-02T01:00Z", to: "2026-03-02T02:00Z", person: c, instead_of: a }
                          - { from: "2026-03-02T02:00Z", to: "2026-03-02T03:00Z", person: c, instead_of: a }
                        """),
                "shifts", "--from", "2026-03-02T01:00Z", "--to", "2026-03-02T03:00Z", "--json", "--handoffs");
        assertThat(out()).isEqualTo(
                "[{\"start\":\"2026-03-02T01:00:00Z\",\"end\":\"2026-03-02T03:00:00Z\",\"people\":[\"c\"],\"layer\":\"override\"}]");
    }

    @Test
    void the_same_person_twice_is_one_shift_unless_handoffs_are_asked_for() throws IOException {
        run(rota("[a]", ""), "shifts", "--from", "2026-03-07T00:00Z", "--to", "2026-03-09T00:00Z", "--json");
        assertThat(out()).isEqualTo("[{\"start\":\"2026-03-07T00:00:00Z\",\"end\":\"2026-03-09T00:00:00Z\",\"people\":[\"a\"],\"layer\":\"all\"}]");
        out.reset();
        run(rota("[a]", ""), "shifts", "--from", "2026-03-07T00:00Z", "--to", "2026-03-09T00:00Z", "--json", "--handoffs");
        assertThat(out()).contains("\"end\":\"2026-03-07T17:00:00Z\"", "\"end\":\"2026-03-08T16:00:00Z\"");
    }

    @Test
    void a_handoff_beneath_an_override_is_still_a_handoff() throws IOException {
        run(rota("[a]", "overrides:\n  - { from: \"2026-03-07T00:00Z\", to: \"2026-03-08T00:00Z\", person: c, instead_of: a }"),
                "shifts", "--from", "2026-03-07T00:00Z", "--to", "2026-03-08T00:00Z", "--json", "--handoffs");
        assertThat(out()).contains("\"start\":\"2026-03-07T17:00:00Z\"");
    }

    @Test
    void nobody_is_no_shift_in_json_and_loud_in_a_table() throws IOException {
        run(rota("[a, []]", ""), "shifts", "--from", "2026-03-01T17:00Z", "--to", "2026-03-03T17:00Z", "--json");
        assertThat(out()).isEqualTo("[{\"start\":\"2026-03-01T17:00:00Z\",\"end\":\"2026-03-02T17:00:00Z\",\"people\":[\"a\"],\"layer\":\"all\"}]");
        out.reset();
        run(rota("[a, []]", ""), "shifts", "--from", "2026-03-01T17:00Z", "--to", "2026-03-03T17:00Z");
        assertThat(out()).contains("primary, America/Vancouver", "Sun 2026-03-01 09:00 -08:00", "NOBODY");
    }

    @Test
    void times_on_the_command_line_may_be_of_the_schedules_clock() throws IOException {
        run(rota("[a]", ""), "shifts", "--from", "2026-03-01T09:00", "--to", "2026-03-02T09:00", "--json");
        assertThat(out()).contains("\"start\":\"2026-03-01T17:00:00Z\"");
    }

    @Test
    void who_says_why() throws IOException {
        assertThat(run(NIGHTS, "who", "--at", "2026-12-01T12:00Z", "--why")).isZero();
        assertThat(out()).contains("primary at 2026-12-01T12:00:00Z", "b", "rota \"nights\", turn 2 of 2");
    }

    @Test
    void who_is_now_when_no_time_is_given() throws IOException {
        run(NIGHTS, "who", "--json");
        assertThat(out()).contains("\"at\":\"2026-11-23T12:00:00Z\"", "\"name\":\"a\"", "\"layer\":\"nights\"");
    }

    @Test
    void the_tests_in_a_file_are_checked_and_a_failing_one_says_why() throws IOException {
        String tests = """
                tests:
                  - { at: "2026-12-01T12:00Z", schedule: primary, people: [c, b] }
                  - { at: "2026-11-23T20:30", people: [] }
                """;
        assertThat(run(NIGHTS + tests, "check")).isZero();
        assertThat(out()).contains("2 of 2 tests hold");
        out.reset();
        assertThat(run(NIGHTS + "tests:\n  - at: 2026-12-01T12:00Z\n    people: [a]\n", "check")).isEqualTo(1);
        assertThat(out()).contains("FAIL", "line 16", "expected a, found b, c", "rota \"nights\", turn 2 of 2", "0 of 1 tests hold");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zone: America/Vancouver | zone: America/Vancuver | 3 | schedules[0].zone | Did you mean America/Vancouver
            demands: [prod-write] | demnds: [prod-write] | 4 | schedules[0].demnds | it has demands
            demands: [prod-write] | demands: prod-write | 4 | schedules[0].demands | is a list
            unit: week | unit: weeks | 9 | rotation.unit | hour, day, week or month
            every: 1 | every: 0 | 9 | rotation.every | between 1 and
            every: 1 | every: one | 9 | rotation.every | whole number
            "2026-11-23T09:00" | "23.11.2026" | 9 | rotation.start | write it like 2026-11-23T09:00
            , start: "2026-11-23T09:00" | '' | 9 | rotation.start | start: "2026-11-23T09:00"
            people: [a, [b, c]] | people: a | 10 | layers[0].people | is a list
            from: "20:00" | from: "25:00" | 11 | restrict[0].from | write it like 20:00
            days: [MO, | days: [XX, | 11 | restrict[0].days | MO, TU, WE
            to: "08:00" | till: "08:00" | 11 | restrict[0].till | it has days, from, to
            instead_of: a | instead: a | 14 | overrides[0].instead | instead_of
            person: c, | '' | 14 | overrides[0].person | person: c
            to: "2026-12-25T18:00" | to: "2026-12-24T18:00" | 14 | overrides[0].to | later
            from: "2026-12-24T18:00" | from: "2026-12-24T18:00:30" | 14 | overrides[0].from | to the minute
            priority: 0 | priority: high | 8 | layers[0].priority | whole number
            """)
    void what_is_not_understood_is_named_with_its_line_and_the_fix(String good, String bad, String line, String field, String fix)
            throws IOException {
        assertThat(NIGHTS).contains(good);
        assertThat(run(NIGHTS.replace(good, bad), "who")).isEqualTo(2);
        assertThat(err()).contains(file + " line " + line + ":", field, fix);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"shifts, say --from", "dance, knows shifts", "who, there is no schedule"})
    void wrong_words_are_refused(String word, String said) throws IOException {
        String[] words = word.equals("who") ? new String[] {"who", "--schedule", "other"} : new String[] {word};
        assertThat(run(NIGHTS, words)).isEqualTo(2);
        assertThat(err()).contains(said);
    }

    @Test
    void a_file_that_is_not_there_or_not_yaml_is_said_so() throws IOException {
        assertThat(run("schedules: [", "who")).isEqualTo(2);
        assertThat(err()).contains("this is not YAML");
        assertThat(run("", "who")).isEqualTo(2);
        assertThat(err()).contains("begin it with \"schedules:\"");
    }

    @Test
    void a_bomb_of_aliases_is_refused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 24; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(run(bomb.toString(), "who")).isEqualTo(2);
        assertThat(err()).contains("too much for one file");
    }
}
