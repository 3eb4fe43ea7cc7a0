package org.wakebell.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.wakebell.triage.StillHappening.Group;
import org.wakebell.triage.StillHappening.Lines;
import org.wakebell.triage.Triage.Ongoing;

/** The rule of silence, by example and by chance (the seed is the number of the repetition). */
@NullMarked
class StillHappeningTest {

    static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");

    static Group group(Instant... events) {
        NavigableMap<Long, Long> minutes = new TreeMap<>();
        for (Instant event : events) {
            minutes.merge(StillHappening.minute(event), 1L, Long::sum);
        }
        return new Group(minutes, events.length, events[0], events[events.length - 1]);
    }

    static NavigableMap<Long, Long> pace(long perMinute, Instant from, Instant to) {
        NavigableMap<Long, Long> minutes = new TreeMap<>();
        for (long m = StillHappening.minute(from); m < StillHappening.minute(to); m++) {
            minutes.put(m, perMinute);
        }
        return minutes;
    }

    static Ongoing after(Duration silence, Group group, NavigableMap<Long, Long> pace) {
        return StillHappening.look(group, pace, AT.plus(silence)).ongoing();
    }

    @Test
    void one_event_is_over_after_five_minutes_if_ordinary_lines_go_on() {
        NavigableMap<Long, Long> alive = pace(200, AT.minusSeconds(3600), AT.plusSeconds(600));
        assertThat(after(Duration.ofMinutes(4), group(AT), alive)).isEqualTo(Ongoing.GOING_ON);
        assertThat(after(Duration.ofMinutes(5), group(AT), alive)).isEqualTo(Ongoing.STOPPED);
    }

    @Test
    void a_service_that_fell_silent_altogether_is_unknown() {
        NavigableMap<Long, Long> dead = pace(200, AT.minusSeconds(3600), AT);
        StillHappening.Pulse pulse = StillHappening.look(group(AT), dead, AT.plusSeconds(300));
        assertThat(pulse.ongoing()).isEqualTo(Ongoing.UNKNOWN);
        assertThat(pulse.lines()).isEqualTo(Lines.STOPPED_TOO);
    }

    @Test
    void a_service_of_which_nothing_ordinary_was_ever_seen_is_unknown() {
        assertThat(after(Duration.ofHours(3), group(AT), StillHappening.none())).isEqualTo(Ongoing.UNKNOWN);
    }

    @Test
    void ordinary_lines_that_died_a_little_later_prove_nothing_either() {
        NavigableMap<Long, Long> pace = pace(200, AT.minusSeconds(3600), AT.plusSeconds(120));
        assertThat(after(Duration.ofMinutes(6), group(AT), pace)).isEqualTo(Ongoing.UNKNOWN);
    }

    @Test
    void ordinary_lines_at_a_tenth_of_their_pace_are_not_their_usual_pace() {
        NavigableMap<Long, Long> pace = pace(200, AT.minusSeconds(3600), AT);
        pace.putAll(pace(20, AT, AT.plusSeconds(600)));
        assertThat(after(Duration.ofMinutes(6), group(AT), pace)).isEqualTo(Ongoing.UNKNOWN);
    }

    @Test
    void ordinary_lines_that_come_twice_an_hour_are_too_rare_to_tell() {
        NavigableMap<Long, Long> pace = new TreeMap<>();
        pace.put(StillHappening.minute(AT) - 60, 1L);
        pace.put(StillHappening.minute(AT) - 30, 1L);
        assertThat(StillHappening.look(group(AT), pace, AT.plusSeconds(600)).lines()).isEqualTo(Lines.TOO_RARE);
    }

    @Test
    void a_burst_that_died_down_to_a_trickle_is_judged_by_the_trickle() {
        Instant[] events = new Instant[1020];
        for (int i = 0; i < 1000; i++) {
            events[i] = AT.minusSeconds(3600).plusMillis(i * 60L);
        }
        for (int i = 0; i < 20; i++) {
            events[1000 + i] = AT.minus(Duration.ofMinutes(38 - 2L * i));
        }
        NavigableMap<Long, Long> alive = pace(200, AT.minusSeconds(7200), AT.plusSeconds(3600));
        assertThat(after(Duration.ofMinutes(4), group(events), alive)).isEqualTo(Ongoing.GOING_ON);
        assertThat(after(Duration.ofMinutes(12), group(events), alive)).isEqualTo(Ongoing.STOPPED);
    }

    @Test
    void less_than_two_minutes_of_silence_never_mean_anything() {
        Instant[] events = new Instant[10_000];
        for (int i = 0; i < events.length; i++) {
            events[i] = AT.minusMillis(10L * (events.length - 1 - i));
        }
        NavigableMap<Long, Long> alive = pace(200, AT.minusSeconds(3600), AT.plusSeconds(600));
        assertThat(after(Duration.ofSeconds(119), group(events), alive)).isEqualTo(Ongoing.GOING_ON);
        assertThat(after(Duration.ofSeconds(120), group(events), alive)).isEqualTo(Ongoing.STOPPED);
    }

    @RepeatedTest(200)
    void longer_silence_never_turns_back_into_going_on(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Group group = someGroup(random);
        long perMinute = 1 + random.nextInt(500);
        NavigableMap<Long, Long> alive = pace(perMinute, AT.minusSeconds(3600), AT.plusSeconds(7200));
        boolean over = false;
        for (int second = 0; second < 7000; second += 7) {
            Ongoing now = after(Duration.ofSeconds(second), group, alive);
            assertThat(over && now == Ongoing.GOING_ON).as("second " + second).isFalse();
            over |= now != Ongoing.GOING_ON;
        }
    }

    @RepeatedTest(200)
    void nothing_is_ever_stopped_without_ordinary_lines_in_the_silence(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Group group = someGroup(random);
        NavigableMap<Long, Long> dead = pace(1 + random.nextInt(500), AT.minusSeconds(3600), AT);
        for (int second = 0; second < 7000; second += 11) {
            assertThat(after(Duration.ofSeconds(second), group, dead)).isNotEqualTo(Ongoing.STOPPED);
        }
    }

    @RepeatedTest(200)
    void stopped_means_that_such_silence_had_less_than_one_chance_in_a_hundred(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Group group = someGroup(random);
        NavigableMap<Long, Long> alive = pace(200, AT.minusSeconds(3600), AT.plusSeconds(7200));
        for (int second = 0; second < 7000; second += 13) {
            StillHappening.Pulse pulse = StillHappening.look(group, alive, AT.plusSeconds(second));
            if (pulse.ongoing() == Ongoing.STOPPED) {
                assertThat(Math.exp(-pulse.perMinute() * second / 60.0)).isLessThan(0.01);
                assertThat(second).isGreaterThanOrEqualTo(120);
            }
        }
    }

    private static Group someGroup(Random random) {
        int many = 1 + random.nextInt(50);
        Instant[] events = random.longs(many, 0, 3000)
                .sorted()
                .mapToObj(s -> AT.minusSeconds(3000 - s))
                .toArray(Instant[]::new);
        events[many - 1] = AT;
        return group(events);
    }
}
