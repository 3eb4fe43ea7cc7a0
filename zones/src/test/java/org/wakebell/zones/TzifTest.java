package org.wakebell.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files under src/test/resources/zoneinfo are what zic makes of release 2026f, with -b fat and with -b slim. */
class TzifTest {

    static byte[] file(String id) throws Exception {
        return Files.readAllBytes(Path.of("src/test/resources/zoneinfo").resolve(id));
    }

    static ZoneRules rules(String id) throws Exception {
        return Tzif.read(file(id)).rules();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "America/Vancouver", "America/Ojinaga", "America/Nuuk", "America/Santiago", "Europe/Dublin", "Europe/Lisbon",
        "Asia/Jerusalem", "Asia/Seoul", "Africa/Cairo", "Africa/Casablanca", "Australia/Lord_Howe", "Etc/UTC"
    })
    void slim_and_fat_files_give_the_same_rules(String id) throws Exception {
        assertThat(rules("slim/" + id)).isEqualTo(rules("fat/" + id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Vancouver", "America/Nuuk", "Asia/Jerusalem", "Australia/Lord_Howe"})
    void what_is_written_is_what_was_read(String id) throws Exception {
        Tzif slim = Tzif.read(file("fat/" + id)).slim();
        assertThat(Tzif.read(slim.bytes()).rules()).isEqualTo(slim.rules());
        assertThat(Tzif.read(slim.bytes()).slim().bytes()).isEqualTo(slim.bytes());
    }

    @Test
    void british_columbia_stays_in_summer_time() throws Exception {
        LocalDateTime nine = LocalDateTime.parse("2026-11-22T09:00");
        assertThat(nine.toInstant(rules("fat/America/Vancouver").getOffset(nine))).isEqualTo("2026-11-22T16:00:00Z");
        assertThat(nine.toInstant(rules("slim/America/Vancouver").getOffset(nine.plusYears(20)))).isEqualTo("2026-11-22T16:00:00Z");
    }

    @Test
    void a_rule_that_begins_between_two_changes_begins_with_the_next_that_fits() throws Exception {
        ZoneRules ojinaga = rules("slim/America/Ojinaga");
        assertThat(ojinaga.getOffset(Instant.parse("2022-11-02T00:00:00Z"))).isEqualTo(ZoneOffset.ofHours(-6));
        assertThat(ojinaga.getOffset(Instant.parse("2023-06-02T00:00:00Z"))).isEqualTo(ZoneOffset.ofHours(-5));
    }

    @Test
    void irish_standard_time_is_that_of_summer() throws Exception {
        Instant winter = Instant.parse("2040-01-10T00:00:00Z");
        assertThat(rules("slim/Europe/Dublin").getOffset(winter)).isEqualTo(ZoneOffset.UTC);
        assertThat(rules("slim/Europe/Dublin").getStandardOffset(winter)).isEqualTo(ZoneOffset.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fat/America/Vancouver", "slim/America/Vancouver", "slim/Etc/UTC"})
    void a_file_cut_off_anywhere_is_refused_in_words(String id) throws Exception {
        byte[] whole = file(id);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Tzif.read(cut).rules())
                    .as("%s, %d bytes", id, length)
                    .isInstanceOf(BadZoneData.class)
                    .hasMessageContaining("cut off after " + length + " bytes");
        }
    }

    @Test
    void garbage_is_refused_and_never_ends_in_anything_else() throws Exception {
        byte[] whole = file("slim/America/Nuuk");
        Random dice = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = whole.clone();
            for (int hits = dice.nextInt(1, 4); hits > 0; hits--) {
                broken[dice.nextInt(broken.length)] = (byte) dice.nextInt();
            }
            Throwable thrown = catchThrowable(() -> Tzif.read(broken).rules());
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(BadZoneData.class);
            }
        }
    }

    @Test
    void what_is_no_zone_says_so() {
        assertThatThrownBy(() -> Tzif.read("# tzdb timezone descriptions, a table".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessage("it is not a TZif file");
    }

    @Test
    void old_files_and_files_with_leap_seconds_are_refused() throws Exception {
        byte[] old = file("fat/Asia/Seoul");
        old[4] = 0;
        assertThatThrownBy(() -> Tzif.read(old)).hasMessageContaining("version 1");
        byte[] leaping = file("slim/Etc/UTC");
        int second = new String(leaping, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("TZif");
        leaping[second + 31] = 1;
        assertThatThrownBy(() -> Tzif.read(leaping)).hasMessageContaining("leap seconds");
    }

    @Test
    void a_rule_that_contradicts_the_last_transition_is_refused() throws Exception {
        String text = new String(file("slim/Asia/Seoul"), java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] twisted = text.replace("\nKST-9\n", "\nKST-8\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Tzif.read(twisted).rules())
                .isInstanceOf(BadZoneData.class)
                .hasMessageContaining("its last transition says UTC+09:00, its rule \"KST-8\" says UTC+08:00");
    }
}
