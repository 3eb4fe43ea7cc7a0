package org.wakebell.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class ZoneDataTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    final List<String> refused = new ArrayList<>();

    Newest.Found choose(Path update) {
        return Newest.choose(update.toString(), folder.resolve("no such system").toString(), refused);
    }

    /** A folder as systems have it: every zone of the shipped release but old names, each with the wrong clock. */
    Path system(String release) throws Exception {
        Path system = Files.createDirectories(folder.resolve(release));
        Bundle shipped = Bundle.shipped();
        byte[] vancouver = TzifTest.file("slim/America/Vancouver");
        for (String id : shipped.ids()) {
            if (!id.startsWith("US/")) {
                Path file = system.resolve(id);
                Files.createDirectories(file.getParent());
                Files.write(file, id.equals("Asia/Seoul") ? vancouver : TzifTest.file("slim/Etc/UTC"));
            }
        }
        Files.writeString(system.resolve("tzdata.zi"), "# version " + release + "\nL America/Los_Angeles US/Pacific\n");
        Files.writeString(system.resolve("leapseconds"), "# a table");
        return system;
    }

    @ParameterizedTest
    @CsvSource({"America/Vancouver,2026-11-22T16:00:00Z", "America/Los_Angeles,2026-11-22T17:00:00Z", "Asia/Seoul,2026-11-22T00:00:00Z"})
    void nine_in_the_morning_is_when_people_there_say_it_is(String zone, String instant) {
        assertThat(LocalDateTime.parse("2026-11-22T09:00").atZone(ZoneId.of(zone)).toInstant()).isEqualTo(instant);
    }

    @Test
    void this_program_uses_these_data_and_says_which() {
        InUse loaded = InUse.now().orElseThrow();
        assertThat(loaded.release()).isGreaterThanOrEqualTo(new Release(2026, "b"));
        assertThat(loaded.refused()).isEmpty();
        assertThat(ZoneRulesProvider.getVersions("Asia/Seoul").lastEntry().getKey()).isEqualTo(loaded.release().toString());
    }

    @Test
    void every_shipped_zone_can_be_read() throws BadZoneData {
        assertThat(Bundle.shipped().checked().ids()).hasSizeGreaterThan(590).contains("UTC", "US/Pacific", "Canada/Pacific", "Asia/Seoul");
    }

    @Test
    void a_newer_release_of_the_system_is_taken_and_an_older_one_is_not() throws Exception {
        Newest.Found newer = Newest.choose("", system("2099a").toString(), refused);
        assertThat(newer.bundle().release()).isEqualTo(new Release(2099, "a"));
        assertThat(newer.from()).isEqualTo(folder.resolve("2099a").toString());
        assertThat(Newest.choose("", system("2025b").toString(), refused).from()).isEqualTo("shipped with Wakebell");
        assertThat(refused).isEmpty();
    }

    @Test
    void the_newest_of_three_wins() throws Exception {
        Newest.Found found = Newest.choose(system("2099b").toString(), system("2099a").toString(), refused);
        assertThat(found.bundle().release()).isEqualTo(new Release(2099, "b"));
    }

    @Test
    void old_names_that_a_system_leaves_out_follow_what_they_are_names_of() throws Exception {
        Bundle bundle = Newest.choose("", system("2099a").toString(), refused).bundle();
        assertThat(bundle.rules("US/Pacific")).isEqualTo(bundle.rules("America/Los_Angeles"));
        assertThat(bundle.rules("US/Pacific").isFixedOffset()).isTrue();
    }

    @Test
    void what_the_maker_made_is_an_update_too_and_the_same_folder_gives_the_same_bytes() throws Exception {
        Path file = folder.resolve("2099a.zones");
        byte[] bytes = new Zoneinfo(system("2099a")).read().bytes();
        Files.write(file, bytes);
        assertThat(choose(file).bundle().release()).isEqualTo(new Release(2099, "a"));
        assertThat(new Zoneinfo(folder.resolve("2099a")).read().bytes()).isEqualTo(bytes);
        assertThat(refused).isEmpty();
    }

    @Test
    void a_broken_update_is_passed_over_and_said() throws Exception {
        Path broken = system("2099a");
        Files.write(broken.resolve("Asia/Tokyo"), "TZif".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(choose(broken).from()).isEqualTo("shipped with Wakebell");
        assertThat(refused).containsExactly(broken + ": Asia/Tokyo: it is cut off after 4 bytes");
    }

    @Test
    void whatever_an_update_is_the_program_starts() throws IOException {
        Path garbage = Files.writeString(folder.resolve("garbage"), "2099a, but not really");
        Path part = Files.createDirectories(folder.resolve("part"));
        Files.writeString(part.resolve("+VERSION"), "2099a\n");
        Path silent = Files.createDirectories(folder.resolve("silent"));
        for (Path update : List.of(garbage, part, silent, folder.resolve("missing"))) {
            assertThat(choose(update).from()).isEqualTo("shipped with Wakebell");
        }
        assertThat(refused).hasSize(4);
        assertThat(refused.get(0)).contains("not zone data");
        assertThat(refused.get(1)).contains("has 0 zones");
        assertThat(refused.get(2)).contains("neither tzdata.zi nor +VERSION");
        assertThat(refused.get(3)).contains("NoSuchFileException");
        assertThat(Newest.choose("\0", folder.toString(), refused).from()).isEqualTo("shipped with Wakebell");
    }

    @Test
    void a_file_of_zones_cut_off_anywhere_is_refused() throws Exception {
        byte[] whole = Bundle.of(new Release(2099, "a"), new TreeMap<>(Map.of("Asia/Seoul", TzifTest.file("slim/Asia/Seoul"))), Map.of()).bytes();
        for (int length = 0; length < whole.length; length++) {
            Path file = folder.resolve("cut");
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(choose(file).from()).isEqualTo("shipped with Wakebell");
            assertThat(refused).hasSize(length + 1);
        }
    }

    @Test
    void releases_are_in_the_order_in_which_they_came() {
        List<Release> inOrder = List.of("1996b", "2025c", "2026a", "2026f", "2026z", "2026za", "2027a").stream()
                .map(text -> Release.of(text).orElseThrow())
                .toList();
        assertThat(inOrder).isSorted();
        assertThat(List.of("unknown", "2026", "26a", "2026f-dirty", "", "2026F")).allSatisfy(text -> assertThat(Release.of(text)).isEmpty());
        assertThat(Objects.toString(inOrder.getLast())).isEqualTo("2027a");
    }
}
