package org.wakebell.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void both_are_durations_that_really_happened() {
        List<Duration> ten = IntStream.rangeClosed(1, 10).mapToObj(Duration::ofSeconds).toList();
        assertThat(Spread.of(ten)).isEqualTo(new Spread(10, Duration.ofSeconds(5), Duration.ofSeconds(9)));
        assertThat(Spread.of(ten.reversed())).isEqualTo(Spread.of(ten));
    }

    @Test
    void one_is_both_and_none_is_neither() {
        Duration one = Duration.ofSeconds(41);
        assertThat(Spread.of(List.of(one))).isEqualTo(new Spread(1, one, one));
        assertThat(Spread.of(List.of())).isEqualTo(new Spread(0, null, null));
    }

    @Test
    void what_ended_before_it_began_took_no_time() {
        assertThat(Spread.of(LongStream.of(-3, 1, 2).mapToObj(Duration::ofSeconds).toList()))
                .isEqualTo(new Spread(3, Duration.ofSeconds(1), Duration.ofSeconds(2)));
        assertThat(Spread.of(List.of(Duration.ofSeconds(-3))).median()).isEqualTo(Duration.ZERO);
    }
}
