package org.wakebell.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CastTest {

    /** Four days around a change of the clocks in San Francisco, in steps that meet every quarter of an hour. */
    private static final Instant BEGIN = Instant.parse("2026-10-31T00:00:00Z");

    @Test
    void whenever_the_demo_runs_the_sleeper_sleeps_and_the_triager_is_awake_for_two_more_hours() {
        for (int quarter = 0; quarter < 4 * 24 * 4; quarter++) {
            Instant now = BEGIN.plusSeconds(quarter * 900L);
            Cast joe = Cast.asleep("Joe", "Joe Bell", "San Francisco", "America/Los_Angeles", List.of(), List.of(), now);
            Cast ana = Cast.awake("Ana", "Ana Kang", "Seoul", "Asia/Seoul", List.of(), List.of(), now);
            for (int later = 0; later <= 120; later += 15) {
                Instant at = now.plusSeconds(later * 60L);
                assertThat(joe.awakeAt(at)).as("Joe %s, at %s of a demo begun at %s", joe, at, now).isFalse();
                assertThat(ana.awakeAt(at)).as("Ana %s, at %s of a demo begun at %s", ana, at, now).isTrue();
            }
        }
    }

    @Test
    void at_night_nobodys_hours_are_moved_and_by_day_the_narration_says_why_they_sleep() {
        Instant night = Instant.parse("2026-11-22T11:12:00Z");
        Cast joe = Cast.asleep("Joe", "Joe Bell", "San Francisco", "America/Los_Angeles", List.of(), List.of(), night);
        assertThat(joe.there(night)).isEqualTo("03:12 in San Francisco, asleep");
        Instant day = Instant.parse("2026-11-22T22:12:00Z");
        Cast tired = Cast.asleep("Joe", "Joe Bell", "San Francisco", "America/Los_Angeles", List.of(), List.of(), day);
        assertThat(tired.there(day)).isEqualTo("14:12 in San Francisco, asleep (was up all night: sleeps until 19:00)");
    }
}
