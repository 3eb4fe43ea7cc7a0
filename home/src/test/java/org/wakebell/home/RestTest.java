package org.wakebell.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.wakebell.drivers.Loudness;

/** The default profile: 3 s at 0:00, 5 s at 0:15, 10 s at 0:35, 15 s at 1:05 and every minute; from 15:05 on 3 s every ten minutes. */
@NullMarked
class RestTest {

    static final Loudness SIREN = Loudness.siren(80);

    static Rest at(int seconds) {
        return Rest.of(SIREN, Duration.ofSeconds(seconds));
    }

    @Test
    void the_burst_that_was_due_last_is_not_repeated_and_the_next_one_keeps_its_time_and_loudness() {
        assertThat(at(1).pause()).isEqualTo(Duration.ofSeconds(14));
        assertThat(at(1).loudness().bursts().getFirst().percent()).isEqualTo(40);
        assertThat(at(100).pause()).isEqualTo(Duration.ofSeconds(25));
        assertThat(at(100).loudness().bursts()).containsExactly(SIREN.bursts().getLast());
    }

    @Test
    void what_has_sounded_is_gone_from_the_nights_budget() {
        assertThat(at(0).loudness().budget()).isEqualTo(Duration.ofSeconds(237));
        assertThat(at(130).loudness().budget()).isEqualTo(Duration.ofSeconds(240 - 18 - 30));
    }

    @Test
    void once_no_burst_fits_the_budget_the_reminder_keeps_its_ten_minutes() {
        assertThat(at(900).pause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(at(910).pause()).isEqualTo(Duration.ofSeconds(595));
        assertThat(at(1_200).pause()).isEqualTo(Duration.ofSeconds(305));
        assertThat(at(1_200).loudness().budget()).isLessThan(SIREN.bursts().getLast().sound());
    }
}
