package org.wakebell.bench.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short forms of {@code ./wakebell bench storm}; the promises are the same, the machine may be a busy one. */
@Tag("kill")
class StormTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void others_ring_within_a_second_beside_a_storm_and_every_line_of_it_is_counted() throws Exception {
        Storm.Plan plan = new Storm.Plan("sqlite", 2_000, Duration.ofSeconds(6), Duration.ofSeconds(2), Duration.ofSeconds(2));
        Storm.Sum sum = new Storm(folder, System.out::println).run(plan);
        assertThat(sum.exact()).as(sum.lines()).isTrue();
        assertThat(sum.kept()).as("the storm got through: %s", sum.lines()).isGreaterThan(5_000);
        assertThat(sum.rings().p99()).as(sum.lines()).isLessThanOrEqualTo(1_000);
        assertThat(sum.met()).as(sum.lines()).isTrue();
    }

    @Test
    void a_crowd_is_called_by_a_provider_that_takes_few_at_once_and_nobody_is_forgotten() throws Exception {
        Crowd.Sum sum = new Crowd(folder, System.out::println).run(new Crowd.Plan("sqlite", 200, Duration.ofMillis(75), 20, 100));
        assertThat(sum.count().effects()).as(sum.lines()).isEqualTo(200);
        assertThat(sum.last()).as(sum.lines()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(sum.count().refused()).as("most wait for room and do not ask in vain: %s", sum.lines()).isLessThan(200);
    }
}
