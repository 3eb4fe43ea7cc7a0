package org.wakebell.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FooterTest {

    /** Every shape that a release of the database has had, and some that POSIX and RFC 9636 allow besides. */
    @ParameterizedTest
    @ValueSource(strings = {
        "PST8PDT,M3.2.0,M11.1.0",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "IST-1GMT0,M10.5.0,M3.5.0/1",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        "IST-2IDT,M3.4.4/26,M10.5.0",
        "EET-2EEST,M3.4.4/50,M10.4.4/50",
        "EET-2EEST,M4.5.5/0,M10.5.4/24",
        "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
        "AAA3BBB,J60/0,J300",
        "AAA3BBB,10,J300/25",
        "AAA3BBB,M2.1.1,M8.1.1"
    })
    void java_times_rules_say_what_the_footer_says_in_every_year(String text) throws BadZoneData {
        Footer footer = Footer.parse(text);
        for (int year = 1990; year < 2110; year++) {
            int y = year;
            List<ZoneOffsetTransition> said =
                    footer.rules().orElseThrow().stream().map(rule -> rule.createTransition(y)).toList();
            assertThat(said).as("%s in %d", text, year).isEqualTo(footer.changes(year));
        }
    }

    @Test
    void what_java_time_cannot_say_is_written_out_year_by_year() throws BadZoneData {
        Footer footer = Footer.parse("AAA3BBB,59,J300");
        assertThat(footer.rules()).isEmpty();
        assertThat(footer.changes(2027).getFirst().getDateTimeBefore()).isEqualTo("2027-03-01T02:00");
        assertThat(footer.changes(2028).getFirst().getDateTimeBefore()).isEqualTo("2028-02-29T02:00");
        Tzif zone = new Tzif(List.of(new Tzif.Type(ZoneOffset.ofHours(-3), false)), List.of(), "AAA3BBB,59,J300");
        assertThat(zone.rules().getTransitionRules()).isEmpty();
        assertThat(zone.rules().getTransitions()).contains(footer.changes(2100).getFirst());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"KST-9 | +09:00", "<-0330>3:30 | -03:30", "EST5EDT,0/0,J365/25 | -04:00", "XXX3YYY3,M3.2.0,M11.1.0 | -03:00"})
    void clocks_that_are_never_changed_show_one_offset(String text, String offset) throws BadZoneData {
        assertThat(Footer.parse(text)).isEqualTo(Footer.fixed(ZoneOffset.of(offset)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "K", "KST", "KST-9x", "<KST-9", "PST8PDT", "PST8PDT,M3.2.0", "PST8PDT,M13.2.0,M11.1.0", "PST8PDT,M3.6.0,M11.1.0",
        "PST8PDT,M3.2.7,M11.1.0", "PST8PDT,J0,J300", "PST8PDT,M3.2.0/168,M11.1.0", "PST99", "PST8PDT,M3.2.0,M11.1.0,"
    })
    void what_is_no_rule_is_refused_with_the_rule_in_the_sentence(String text) {
        assertThatThrownBy(() -> Footer.parse(text)).isInstanceOf(BadZoneData.class).hasMessageStartingWith("the rule \"" + text + "\" ");
    }
}
