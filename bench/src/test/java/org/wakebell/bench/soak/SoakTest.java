package org.wakebell.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The judgement of {@code ./wakebell bench soak}: minutes are needed to show a leak, so the run itself is no test. */
class SoakTest {

    private static Sample sample(int n, long heap, long handles, long duties) {
        return new Sample(n * 100, heap, 300 << 20, 40, handles, 1 << 20, Map.of("platform_duty", duties));
    }

    @Test
    void what_goes_up_and_down_has_not_grown() {
        List<Sample> samples = IntStream.range(0, 19).mapToObj(n -> sample(n, (40 << 20) + (n % 3 << 20), 60 + n % 4, 12)).toList();
        assertThat(Soak.grown(samples)).isEmpty();
    }

    @Test
    void a_heap_that_keeps_half_a_mebibyte_more_at_each_look_has() {
        List<Sample> samples = IntStream.range(0, 19).mapToObj(n -> sample(n, (40 << 20) + ((long) n << 19), 60, 12)).toList();
        assertThat(Soak.grown(samples)).singleElement().asString().startsWith("heap after a collection");
    }

    @Test
    void a_handle_that_is_forgotten_at_each_look_and_duties_that_pile_up_are_found() {
        List<Sample> samples = IntStream.range(0, 19).mapToObj(n -> sample(n, 40 << 20, 60 + n, 12 + 50L * n)).toList();
        assertThat(Soak.grown(samples)).containsExactly("file handles 63 -> 76", "platform_duty has 912 rows, 200 at most");
    }
}
