package org.wakebell.oncall.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.Window;

class FairTest {

    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    static final ZoneId VANCOUVER = ZoneId.of("America/Vancouver");
    static final ZoneId UTC = ZoneId.of("UTC");
    static final LocalTime SEVEN = LocalTime.of(7, 0);
    static final LocalTime ELEVEN = LocalTime.of(23, 0);

    static Life life(String person, ZoneId zone) {
        return Life.at(person, zone, SEVEN, ELEVEN);
    }

    static Rota rota(int days, String... people) {
        return new Rota(
                List.of(new Layer("l", UTC, new Cadence(days, Unit.DAY, LocalDateTime.parse("2026-11-23T00:00")),
                        List.of(people).stream().map(List::of).toList())),
                List.of());
    }

    static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void a_week_round_the_clock_is_168_hours_56_of_them_asleep_in_seven_nights_and_48_of_a_weekend() {
        Map<String, Load> loads = Loads.of(
                List.of(rota(7, "a")), at("2026-11-23T00:00:00Z"), at("2026-11-30T00:00:00Z"), p -> life(p, UTC));
        // The hour of Sunday evening before midnight breaks no night.
        assertThat(loads).containsExactly(Map.entry("a", new Load(
                Duration.ofHours(168), Duration.ofHours(56), Duration.ofHours(48), Duration.ZERO, 7)));
        assertThat(loads.getOrDefault("a", Load.NONE).weighted()).isEqualTo(Duration.ofHours(168 + 112 + 24));
    }

    @Test
    void nights_are_those_of_the_place_where_someone_is_also_on_a_travel() {
        Instant from = at("2026-11-23T15:00:00Z");
        Life travelling = new Life(
                "a",
                List.of(new Life.Place(SEOUL, Instant.MIN, from), new Life.Place(VANCOUVER, from, Instant.MAX)),
                SEVEN, ELEVEN, List.of());
        // 15:00Z is midnight in Seoul and eight in the morning in Vancouver.
        Load home = Loads.of(List.of(rota(1, "a")), from, from.plus(Duration.ofHours(6)), p -> life(p, SEOUL)).getOrDefault("a", Load.NONE);
        Load away = Loads.of(List.of(rota(1, "a")), from, from.plus(Duration.ofHours(6)), p -> travelling).getOrDefault("a", Load.NONE);
        assertThat(home.asleep()).isEqualTo(Duration.ofHours(6));
        assertThat(home.nights()).isEqualTo(1);
        assertThat(away.asleep()).isEqualTo(Duration.ZERO);
    }

    @Test
    void an_hour_in_two_schedules_counts_once() {
        Map<String, Load> loads = Loads.of(
                List.of(rota(7, "a"), rota(1, "a", "b")),
                at("2026-11-23T00:00:00Z"), at("2026-11-25T00:00:00Z"), p -> life(p, UTC));
        assertThat(loads.getOrDefault("a", Load.NONE).hours()).isEqualTo(Duration.ofHours(48));
        assertThat(loads.getOrDefault("b", Load.NONE).hours()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_holiday_weighs_more() {
        Instant from = at("2026-12-25T08:00:00Z");
        Life off = new Life(
                "a", List.of(new Life.Place(UTC, Instant.MIN, Instant.MAX)), SEVEN, ELEVEN,
                List.of(new Life.Holiday(at("2026-12-25T00:00:00Z"), at("2026-12-26T00:00:00Z"))));
        Load load = Loads.of(List.of(rota(1, "a")), from, from.plus(Duration.ofHours(4)), p -> off).getOrDefault("a", Load.NONE);
        assertThat(load.holiday()).isEqualTo(Duration.ofHours(4));
        assertThat(load.weighted()).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void every_minute_is_counted_as_a_naive_watch_would_count_it() {
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            ZoneId zone = List.of(SEOUL, VANCOUVER, ZoneId.of("Europe/Berlin")).get(i % 3);
            Life life = Life.at("a", zone, LocalTime.of(random.nextInt(24), 30), LocalTime.of(random.nextInt(24), 0));
            // Around the clock changes of spring and autumn.
            Instant from = at(i % 2 == 0 ? "2026-03-27T00:00:00Z" : "2026-10-30T00:00:00Z").plusSeconds(60L * random.nextInt(2000));
            Instant to = from.plusSeconds(60L * random.nextInt(6000));
            Load load = Loads.of(List.of(rota(1, "a")), from, to, p -> life).getOrDefault("a", Load.NONE);
            long asleep = 0;
            long weekend = 0;
            for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
                var local = minute.atZone(zone);
                LocalTime time = local.toLocalTime();
                boolean night = life.sleeps().isBefore(life.wakes())
                        ? !time.isBefore(life.sleeps()) && time.isBefore(life.wakes())
                        : life.wakes().isBefore(life.sleeps())
                                && (!time.isBefore(life.sleeps()) || time.isBefore(life.wakes()));
                asleep += night ? 1 : 0;
                weekend += local.getDayOfWeek().getValue() > 5 ? 1 : 0;
            }
            assertThat(load.hours()).isEqualTo(Duration.between(from, to));
            assertThat(load.weekend()).isEqualTo(Duration.ofMinutes(weekend));
            // An ambiguous edge may keep a night open for the repeated hour: the window rule, not the naive one.
            assertThat(load.asleep().toMinutes()).isBetween(asleep, asleep + 60);
        }
    }

    @Test
    void evenness_is_what_would_not_have_to_change_hands() {
        Load day = new Load(Duration.ofHours(10), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        Load half = new Load(Duration.ofHours(5), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        Duration whole = Duration.ofHours(24);
        assertThat(Quality.of(whole, List.of(), List.of(), Map.of("a", day, "b", day)).even()).isEqualTo(1);
        assertThat(Quality.of(whole, List.of(), List.of(), Map.of("a", day, "b", Load.NONE)).even()).isEqualTo(0);
        assertThat(Quality.of(whole, List.of(), List.of(), Map.of("a", day, "b", half)).even())
                .isBetween(0.66, 0.67);
    }

    @Test
    void no_fairness_makes_up_for_a_gap_nor_does_an_overlap() {
        Load day = new Load(Duration.ofHours(24), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        Duration whole = Duration.ofHours(48);
        Quality good = Quality.of(whole, List.of(), List.of(), Map.of("a", day, "b", day));
        assertThat(good.score()).isEqualTo(100);
        Quality gap = Quality.of(whole, List.of(Duration.ofMinutes(10)), List.of(), Map.of("a", day, "b", day));
        assertThat(gap.score()).isEqualTo(60);
        Quality unable = Quality.of(whole, List.of(), List.of(Duration.ofHours(24)), Map.of("a", day, "b", day));
        assertThat(unable.able()).isEqualTo(0.5);
        assertThat(unable.score()).isEqualTo(60);
        assertThat(Quality.of(whole, List.of(whole), List.of(), Map.of()).score()).isZero();
    }

    @Test
    void a_gap_is_offered_to_whoever_is_able_loses_least_sleep_and_carries_least() {
        Instant from = at("2026-11-23T15:00:00Z");
        Instant to = from.plus(Duration.ofHours(5));
        Load much = new Load(Duration.ofHours(50), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        List<Candidate> ranked = Candidate.ranked(List.of(
                Candidate.of(life("seoul", SEOUL), true, from, to, Load.NONE),
                Candidate.of(life("busy", VANCOUVER), true, from, to, much),
                Candidate.of(life("free", VANCOUVER), true, from, to, Load.NONE),
                Candidate.of(life("unable", VANCOUVER), false, from, to, Load.NONE)));
        assertThat(ranked).extracting(Candidate::person).containsExactly("free", "busy", "seoul", "unable");
        assertThat(ranked.get(2).asleep()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void the_sun_is_followed_where_people_live_apart_and_breaks_far_fewer_nights() {
        List<Life> people = List.of(
                life("mina", SEOUL), life("jun", SEOUL), life("joe", VANCOUVER), life("paul", VANCOUVER));
        List<Proposal> all = new Proposals(VANCOUVER, people, LocalDate.of(2026, 11, 24)).all();
        assertThat(all).extracting(Proposal::kind)
                .containsExactlyInAnyOrder(Proposal.Kind.SUN, Proposal.Kind.DAY_NIGHT, Proposal.Kind.WEEKLY);
        Proposal sun = all.getFirst();
        assertThat(sun.kind()).isEqualTo(Proposal.Kind.SUN);
        Map<Proposal.Kind, Proposal> by = new HashMap<>();
        all.forEach(one -> by.put(one.kind(), one));
        assertThat(sun.quality().awake()).isGreaterThan(0.95);
        assertThat(sun.nights()).isLessThan(Objects.requireNonNull(by.get(Proposal.Kind.WEEKLY)).nights() / 4);
        for (Proposal one : all) {
            assertThat(one.quality().covered()).as("%s", one.kind()).isEqualTo(1);
            assertThat(one.loads()).containsOnlyKeys("mina", "jun", "joe", "paul");
        }
    }

    @Test
    void one_person_or_one_place_is_planned_for_too() {
        assertThat(new Proposals(SEOUL, List.of(life("a", SEOUL)), LocalDate.of(2026, 11, 24)).all())
                .extracting(Proposal::kind)
                .containsExactly(Proposal.Kind.WEEKLY);
        List<Proposal> two = new Proposals(
                        SEOUL, List.of(life("a", SEOUL), life("b", SEOUL)), LocalDate.of(2026, 11, 24))
                .all();
        assertThat(two).extracting(Proposal::kind)
                .containsExactlyInAnyOrder(Proposal.Kind.WEEKLY, Proposal.Kind.DAY_NIGHT);
    }

    @Test
    void the_split_of_the_day_is_the_best_there_is_whatever_the_hours() {
        Random random = new Random(11);
        for (int i = 0; i < 20; i++) {
            List<List<Life>> groups = new ArrayList<>();
            int places = 2 + random.nextInt(2);
            for (int g = 0; g < places; g++) {
                LocalTime wakes = LocalTime.of(random.nextInt(24), 0);
                groups.add(List.of(Life.at("p" + g, UTC, wakes, wakes.plusHours(14))));
            }
            List<Sun.Watch> watches = new Sun(groups, UTC, LocalDate.of(2026, 11, 23)).watches();
            assertThat(watches).hasSize(places);
            int[] times = new int[24];
            int lost = 0;
            int unavoidable = 0;
            for (int hour = 0; hour < 24; hour++) {
                Instant middle = at("2026-11-23T00:30:00Z").plus(Duration.ofHours(hour));
                LocalTime time = LocalTime.of(hour, 0);
                for (Sun.Watch watch : watches) {
                    Window window = Window.everyDay(LocalTime.of(watch.from(), 0), LocalTime.of(watch.to(), 0));
                    if (window.open(middle, UTC)) {
                        times[hour]++;
                        lost += groups.get(watch.group()).getFirst().asleep(middle) ? 1 : 0;
                    }
                }
                unavoidable += groups.stream().allMatch(g -> g.getFirst().asleep(middle)) ? 1 : 0;
                assertThat(times[hour]).as(time.toString()).isEqualTo(1);
            }
            assertThat(lost).isGreaterThanOrEqualTo(unavoidable);
            assertThat(lost - unavoidable).as("with one watch a place").isLessThanOrEqualTo(10);
        }
    }
}
