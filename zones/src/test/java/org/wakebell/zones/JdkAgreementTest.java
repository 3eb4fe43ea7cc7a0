package org.wakebell.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two readers of one database: the JDK's compiler reads its sources, ours reads what zic made of them. */
@Tag("process")
class JdkAgreementTest {

    private static final Instant BEGIN = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-12-31T00:00:00Z");

    /**
     * What changed from a JDK's release to the one shipped here, by the tz database's own notes. With any other difference
     * one of the two readers is wrong. Debian keeps EET and WET as they were before 2024b (zones, not names of Athens and
     * Lisbon).
     */
    private static final Map<String, Set<String>> CHANGED = Map.of(
            "2026a",
            Set.of(
                    // 2026b to 2026f: clocks that are no longer changed
                    "America/Vancouver", "Canada/Pacific", "America/Edmonton", "America/Yellowknife", "Canada/Mountain",
                    "America/Inuvik", "America/Winnipeg", "America/Rainy_River", "Canada/Central", "America/Havana", "Cuba",
                    "Africa/Casablanca", "Africa/El_Aaiun",
                    // 2026d: 1979 and 1992
                    "Asia/Tehran", "Iran", "America/Bogota",
                    "EET", "WET"));

    /** Before this, releases differ only where somebody looks into history again. */
    private static final Instant SETTLED = Instant.parse("2025-12-31T00:00:00Z");

    /** Where winter is the exception: there the JDK calls winter's time standard, and the law does not. */
    private static final Set<String> UPSIDE_DOWN = Set.of("Europe/Dublin", "Eire", "Africa/Windhoek");

    private static String jdk = "";

    private static Map<String, ZoneRules> theirs = Map.of();
    private static Bundle ours = Bundle.of(new Release(2026, "a"), new TreeMap<>(), Map.of());

    @BeforeAll
    static void ask(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("rules");
        Path classes = Path.of(JdkRules.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes.toString(),
                        JdkRules.class.getName(), file.toString())
                .start();
        assertThat(child.waitFor()).isZero();
        read(file);
        ours = Bundle.shipped();
    }

    @SuppressWarnings("unchecked")
    private static void read(Path file) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            jdk = Objects.toString(in.readObject());
            theirs = (SortedMap<String, ZoneRules>) in.readObject();
        }
    }

    /** SystemV/ are names of the JDK's own, long gone from the tz database. */
    private static Set<String> shared() {
        Set<String> ids = new TreeSet<>(theirs.keySet());
        ids.removeIf(id -> id.startsWith("SystemV/"));
        return ids;
    }

    /** Nothing is known of a JDK newer than this test: then only the years count that no release touches any more. */
    private static boolean known() {
        return jdk.equals(ours.release().toString()) || CHANGED.containsKey(jdk);
    }

    /** What may differ. Of an unknown JDK, whatever a release from 2026b on says of years gone by, too. */
    private static Set<String> changed() {
        if (jdk.equals(ours.release().toString())) {
            return Set.of();
        }
        return Objects.requireNonNull(CHANGED.getOrDefault(jdk, CHANGED.get("2026a")));
    }

    private static Instant end() {
        return known() ? END : SETTLED;
    }

    @Test
    void every_zone_that_the_jdk_knows_is_known() {
        assertThat(ours.ids()).containsAll(shared());
    }

    @Test
    void from_1970_to_2100_every_change_of_every_zone_is_the_same_but_where_the_releases_differ() throws BadZoneData {
        Set<String> different = new TreeSet<>();
        for (String id : shared()) {
            ZoneRules theirRules = Objects.requireNonNull(theirs.get(id));
            ZoneRules rules = ours.rules(id);
            if (!rules.getOffset(BEGIN).equals(theirRules.getOffset(BEGIN)) || !changes(rules, end()).equals(changes(theirRules, end()))) {
                different.add(id);
            }
        }
        if (known()) {
            assertThat(different).isEqualTo(new TreeSet<>(changed()));
        } else {
            assertThat(different).as("until %s, with the unknown JDK of %s", SETTLED, jdk).isSubsetOf(changed());
        }
    }

    @Test
    void what_is_added_to_standard_time_is_the_same_from_now_on() throws BadZoneData {
        assumeTrue(known(), "what a newer release says of the years to come is not known here");
        Set<String> different = new TreeSet<>();
        for (String id : shared()) {
            for (Instant at = Instant.parse("2027-01-15T00:00:00Z"); at.isBefore(END); at = at.plus(Duration.ofDays(91))) {
                if (!ours.rules(id).getStandardOffset(at).equals(Objects.requireNonNull(theirs.get(id)).getStandardOffset(at))) {
                    different.add(id);
                }
            }
        }
        different.removeAll(changed());
        assertThat(different).isSubsetOf(UPSIDE_DOWN);
    }

    /** Forwards and backwards, as the calendar asks. */
    @Test
    void backwards_the_changes_are_those_of_forwards() throws BadZoneData {
        for (String id : ours.ids()) {
            ZoneRules rules = ours.rules(id);
            List<ZoneOffsetTransition> back = new ArrayList<>();
            for (var last = rules.previousTransition(END); last != null && !last.getInstant().isBefore(BEGIN); last = rules.previousTransition(last.getInstant())) {
                back.addFirst(last);
            }
            assertThat(back).as(id).isEqualTo(changes(rules, END));
        }
    }

    private static List<ZoneOffsetTransition> changes(ZoneRules rules, Instant end) {
        List<ZoneOffsetTransition> all = new ArrayList<>();
        for (var next = rules.nextTransition(BEGIN.minusSeconds(1)); next != null && next.getInstant().isBefore(end); next = rules.nextTransition(next.getInstant())) {
            all.add(next);
        }
        return all;
    }
}
