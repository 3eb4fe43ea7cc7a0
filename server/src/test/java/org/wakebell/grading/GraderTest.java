package org.wakebell.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class GraderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:12:00Z");

    private final Grader logs = new Grader("src", Rules.compile(Rules.forLogs()));

    static Event event(int severity, String body, Map<String, String> attributes) {
        return event(severity, body, null, null, attributes);
    }

    static Event event(int severity, String body, @Nullable String type, @Nullable String stack, Map<String, String> attributes) {
        return new Event(NOW, NOW, severity, Severity.name(severity), "com.shop.Pay", body, null, type, stack, null, "web-1",
                "", attributes);
    }

    @Test
    void the_first_rule_that_matches_decides_and_says_why() {
        Graded fatal = logs.grade(event(21, "database is gone", Map.of()));
        assertThat(fatal.grade()).isEqualTo(Grade.G911);
        assertThat(fatal.rule()).isEqualTo("4");
        assertThat(fatal.reason()).isEqualTo("rule 4: severity FATAL (21) or worse");
        assertThat(logs.grade(event(22, "worse", Map.of("incident.grade", "912"))).grade()).isEqualTo(Grade.G912);
    }

    @Test
    void a_missing_level_never_pages() {
        Grader all = new Grader("src", Rules.compile(List.of(
                new Rule("severity <= FATAL", Grade.G911),
                new Rule("severity >= TRACE", Grade.G911),
                new Rule("level ~ *", Grade.G911))));
        Event silent = new Event(NOW, NOW, 0, "", "", "FATAL: all is lost", null, null, null, null, "", "", Map.of());
        assertThat(all.grade(silent).grade()).isEqualTo(Grade.IGNORE);
        assertThat(all.grade(silent).rule()).isEqualTo("default");
        assertThat(logs.grade(silent).grade()).isEqualTo(Grade.IGNORE);
    }

    @Test
    void a_marker_pages_where_the_logger_has_no_fatal() {
        assertThat(logs.grade(event(17, "charge failed", Map.of("marker", "PAGE"))).grade()).isEqualTo(Grade.G911);
        assertThat(logs.grade(event(17, "charge failed", Map.of("marker", "AUDIT, page"))).grade()).isEqualTo(Grade.G911);
        assertThat(logs.grade(event(17, "charge failed", Map.of("marker", "PAGER"))).grade()).isEqualTo(Grade.NOTICE);
        assertThat(logs.grade(event(9, "fine", Map.of())).grade()).isEqualTo(Grade.IGNORE);
    }

    @Test
    void syslog_alert_and_crit_stay_below_fatal_as_opentelemetry_has_them() {
        assertThat(Severity.number("alert")).isEqualTo(19);
        assertThat(Severity.number("crit")).isEqualTo(18);
        assertThat(Severity.number("CRITICAL")).isEqualTo(21);
        assertThat(Severity.number("error3")).isEqualTo(19);
        assertThat(Severity.number("whatever")).isZero();
        assertThat(Severity.name(19)).isEqualTo("ERROR3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', value = {
        "message ~ declined@true",
        "message ~ PAYMENT*declined@true",
        "message ~ declined*payment@false",
        "message = *declined by bank@true",
        "message = payment@false",
        "message ~ /declined by (bank|issuer)$/@true",
        "message ~ /^declined/@false",
        "logger = com.shop.*@true",
        "logger = com.bank.*@false",
        "attribute shop.tier = gold and severity = ERROR@true",
        "attribute shop.tier = gold and severity = FATAL@false",
        "attribute shop.tier exists and message ~ \"by bank\"@true",
        "attribute shop.size exists@false",
        "severity = 18@true",
        "severity = 17@false",
        "host = web-1@true",
        "always@true",
    })
    void a_rule_asks_for_what_it_says(String when, boolean matches) {
        Grader grader = new Grader("src", Rules.compile(List.of(new Rule(when, Grade.G912))));
        Event event = event(18, "payment 4711 declined by bank", Map.of("shop.tier", "Gold"));
        assertThat(grader.decide(event).grade() == Grade.G912).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sevrity >= FATAL|is nothing that a rule can ask for",
        "severity > FATAL|severity >= FATAL",
        "severity >= LOUD|severity \"LOUD\" is none",
        "message|message needs =, ~ or exists",
        "message ~ /(a/|RE2 syntax",
        "message ~ /(a{900}){900}/|multiply to more than",
        "message ~ \"open|not closed",
        "always or never|after a condition comes",
    })
    void a_rule_that_cannot_be_read_names_its_number_and_the_fix(String when, String fix) {
        assertThatThrownBy(() -> Rules.compile(List.of(new Rule("always", Grade.NOTICE), new Rule(when, Grade.G911))))
                .isInstanceOfSatisfying(BadRule.class, e -> assertThat(e.number()).isEqualTo(2))
                .hasMessageStartingWith("rule 2: ")
                .hasMessageContaining(fix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(a+)+$/", "/(a|aa)*c/", "a*a*a*a*a*a*a*a*a*a*b", "/(.*)(.*)(.*)(.*)x/"})
    void a_pattern_that_would_stall_a_backtracking_engine_is_answered_in_time(String pattern) {
        Pattern evil = Pattern.of(pattern);
        String line = "a".repeat(16_000) + "!";
        long start = System.nanoTime();
        evil.found(line);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_title_is_one_clean_line() {
        Graded graded = logs.grade(event(21, "\n  pay\u0000ment \u202egnp.exe\tfailed\nsecond line", Map.of()));
        assertThat(graded.title()).isEqualTo("pay\ufffdment gnp.exe failed");
        assertThat(logs.grade(event(21, "x".repeat(5_000), Map.of())).title()).hasSize(200).endsWith("…");
        assertThat(logs.grade(event(21, "boom", "java.lang.IllegalStateException", null, Map.of())).title())
                .isEqualTo("IllegalStateException: boom");
    }

    @Test
    void a_cut_line_says_how_long_it_was_and_splits_no_character() {
        String cut = Clean.text("\ud83d\udd14".repeat(600_000), 16_385);
        assertThat(cut).endsWith("… cut: 1,200,000 characters arrived, the first 16,385 are kept");
        assertThat(cut).doesNotContain("\ufffd");
        assertThat(Clean.text("lone \ud83d surrogate", 100)).isEqualTo("lone \ufffd surrogate");
    }
}
