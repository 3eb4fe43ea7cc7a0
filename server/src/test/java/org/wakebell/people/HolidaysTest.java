package org.wakebell.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.wakebell.people.Holidays.Holiday;
import org.wakebell.platform.web.Refusal;

class HolidaysTest {

    @Test
    void the_three_cities_of_the_story_keep_their_own() {
        assertThat(Holidays.of("KR", 2027)).extracting(Holiday::day)
                .contains(LocalDate.of(2027, 2, 7), LocalDate.of(2027, 2, 9), LocalDate.of(2027, 9, 15))
                .doesNotContain(LocalDate.of(2027, 7, 1));
        assertThat(Holidays.of("CA-BC", 2026)).extracting(Holiday::day)
                .contains(LocalDate.of(2026, 7, 1), LocalDate.of(2026, 8, 3), LocalDate.of(2026, 9, 30));
        assertThat(Holidays.of("US-CA", 2026)).extracting(Holiday::day)
                .contains(LocalDate.of(2026, 11, 26), LocalDate.of(2026, 12, 25))
                .doesNotContain(LocalDate.of(2026, 10, 12 + 1));
    }

    @Test
    void a_region_has_more_than_its_country() {
        assertThat(Holidays.of("CA", 2026)).extracting(Holiday::day).doesNotContain(LocalDate.of(2026, 8, 3));
    }

    @Test
    void korea_is_known_until_2037() {
        for (int year = 2026; year <= 2037; year++) {
            assertThat(Holidays.of("KR", year)).as("%s", year).hasSizeBetween(17, 30);
        }
    }

    @Test
    void a_country_is_kept_in_capitals_and_an_unknown_one_is_refused() {
        assertThat(Holidays.checked(" ca-bc ")).isEqualTo("CA-BC");
        assertThat(Holidays.checked("")).isEmpty();
        assertThat(Holidays.checked("kr")).isEqualTo("KR");
        for (String unknown : new String[] {"XX", "CA-XX", "Canada", "../us", "KR-11", "nyse"}) {
            assertThatExceptionOfType(Refusal.class)
                    .as(unknown)
                    .isThrownBy(() -> Holidays.checked(unknown))
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("country"));
        }
    }
}
