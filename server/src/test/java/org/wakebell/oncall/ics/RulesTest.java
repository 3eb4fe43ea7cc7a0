package org.wakebell.oncall.ics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrence rules with the occurrences that ical.net's own tests expect of them. */
class RulesTest {

    static final ZoneId UTC = ZoneId.of("UTC");

    /** Of all the rules; docs/calendars.md names them. */
    static final Set<String> DIFFERENT = Set.of(
            "FREQ=HOURLY;BYHOUR=0;BYYEARDAY=360,-2;UNTIL=20260101T000000",
            "FREQ=MINUTELY;BYMINUTE=4,23;COUNT=6",
            "FREQ=MINUTELY;BYMINUTE=5,25;INTERVAL=61;COUNT=6",
            "FREQ=SECONDLY;BYHOUR=1,2;BYMINUTE=3,4,59;BYSECOND=5,6;UNTIL=20250216T020500",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1,30;BYWEEKNO=1;UNTIL=20320101",
            "FREQ=YEARLY;BYMONTH=12;BYWEEKNO=1;BYDAY=TU;COUNT=2",
            "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2,31;BYWEEKNO=52;UNTIL=20390102",
            "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2,31;BYWEEKNO=53;UNTIL=20380102",
            "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU;INTERVAL=3;UNTIL=20320101",
            "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=5;UNTIL=20170101T000000Z",
            "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;UNTIL=20170101T000000Z",
            "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=7;UNTIL=20170101T000000Z",
            "FREQ=YEARLY;BYYEARDAY=2;BYWEEKNO=53;UNTIL=20380102");

    record Case(String rule, String start, List<String> instances) {
        boolean plain() {
            return rule.matches("FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY).*") && !rule.contains("BYWEEKNO") && !rule.contains("BYSETPOS");
        }

        /** What ours says, as far as the expectation goes; a refusal is nothing. */
        List<String> ours() {
            Moment first = Moment.of(start, UTC);
            LocalDateTime to = Moment.of(instances.getLast(), UTC).local().plusSeconds(1);
            try {
                List<LocalDateTime> found = Repeats.of(rule, first, first.local(), ended() ? to.plusYears(40) : to);
                return found.stream().map(at -> at.toString().replaceAll("[-:]", "")).map(at -> at.length() == 13 ? at + "00" : at).toList();
            } catch (IcsRefused refused) {
                return List.of();
            }
        }

        boolean ended() {
            return rule.contains("COUNT") || rule.contains("UNTIL");
        }

        List<String> expected() {
            return instances.stream().map(one -> one.length() == 8 ? one + "T000000" : one).toList();
        }
    }

    static List<Case> all() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(RulesTest.class.getResourceAsStream("/oncall/rrule-icalnet.txt"))) {
            for (String block : new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "").split("\n\\s*\n")) {
                String rule = value(block, "RRULE");
                String start = value(block, "DTSTART");
                String instances = value(block, "INSTANCES");
                if (!rule.isEmpty() && !start.isEmpty() && !instances.isEmpty() && !block.contains("START-AT")) {
                    cases.add(new Case(rule, start, Arrays.asList(instances.split(","))));
                }
            }
        }
        return cases;
    }

    private static String value(String block, String name) {
        return block.lines().filter(line -> line.startsWith(name + ":")).map(line -> line.substring(name.length() + 1).strip()).findFirst().orElse("");
    }

    static Stream<Case> plain() throws IOException {
        return all().stream().filter(Case::plain);
    }

    @ParameterizedTest
    @MethodSource("plain")
    void a_rule_of_days_weeks_months_or_years_has_the_occurrences_that_others_expect(Case c) {
        assertThat(c.ours()).isEqualTo(c.expected());
    }

    @Test
    void which_of_the_rest_differ_is_said_in_the_documentation() throws IOException {
        Set<String> different = new TreeSet<>();
        for (Case c : all()) {
            if (!c.plain() && !c.ours().equals(c.expected())) {
                different.add(c.rule);
            }
        }
        assertThat(different).isEqualTo(new TreeSet<>(DIFFERENT));
        String doc = Files.readString(Path.of("../docs/calendars.md"));
        assertThat(DIFFERENT).allSatisfy(rule -> assertThat(doc).contains(rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=3", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=2000000000;COUNT=2", "FREQ=WEEKLY;BYDAY=MO=;COUNT=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;COUNT=1000000", "nonsense", ""
    })
    void what_nobody_plans_with_is_refused_and_does_not_run_for_ever(String rule) {
        Moment start = Moment.of("20260101T090000", UTC);
        LocalDateTime to = start.local().plusYears(400);
        assertThatThrownBy(() -> Repeats.of(rule, start, start.local(), to)).isInstanceOf(IcsRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260603T160000Z", "20260603", "20260603T090000", "20260603T235959Z"})
    void until_in_all_its_spellings_includes_the_day(String until) {
        Moment start = Moment.of("20260601T090000", ZoneId.of("America/Vancouver"));
        assertThat(Repeats.of("FREQ=DAILY;UNTIL=" + until, start, start.local(), start.local().plusYears(1))).hasSize(3);
        Moment day = Moment.of("20260601", ZoneId.of("America/Vancouver"));
        assertThat(Repeats.of("FREQ=DAILY;UNTIL=" + until, day, day.local(), day.local().plusYears(1))).hasSize(3);
    }
}
