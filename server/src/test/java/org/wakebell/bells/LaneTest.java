package org.wakebell.bells;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.wakebell.drivers.Outcome;
import org.wakebell.platform.clock.Clock;

/** How many calls to get up are on their way to one provider. */
@NullMarked
class LaneTest {

    private static final Outcome TAKEN = new Outcome.Taken("taken");
    private static final Outcome LATER = new Outcome.RetryLater(Duration.ofSeconds(1), "429");

    private final Lane lane = new Lane(Clock.system());

    @Test
    void what_a_provider_takes_widens_the_way_for_the_others() throws InterruptedException {
        int before = lane.width();
        for (int i = 0; i < 50; i++) {
            lane.enter();
            lane.leave(TAKEN);
        }
        assertThat(lane.width()).isEqualTo(before + 50);
    }

    @Test
    void later_halves_it_once_however_many_hear_it_at_the_same_moment() throws InterruptedException {
        for (int i = 0; i < 68; i++) {
            lane.enter();
            lane.leave(TAKEN);
        }
        for (int i = 0; i < 80; i++) {
            lane.enter();
        }
        for (int i = 0; i < 10; i++) {
            lane.leave(LATER);
        }
        assertThat(lane.width()).isEqualTo(40);
    }

    @Test
    void a_few_never_wait_though_the_provider_refuses_all_of_them() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            lane.enter();
            lane.leave(LATER);
        }
        assertThat(lane.width()).isEqualTo(Lane.FEWEST);
        long began = System.nanoTime();
        for (int i = 0; i < Lane.FEWEST; i++) {
            lane.enter();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void nobody_waits_longer_than_a_second_for_a_provider_that_is_only_slow() throws InterruptedException {
        int width = lane.width();
        CountDownLatch through = new CountDownLatch(width + 20);
        List<Thread> calls = new ArrayList<>();
        for (int i = 0; i < width + 20; i++) {
            calls.add(Thread.ofVirtual().start(() -> enter(through)));
        }
        assertThat(through.await(300, TimeUnit.MILLISECONDS)).as("there is a line").isFalse();
        assertThat(through.await(3, TimeUnit.SECONDS)).as("and it ends").isTrue();
        for (Thread call : calls) {
            call.join();
        }
    }

    private void enter(CountDownLatch through) {
        try {
            lane.enter();
            through.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
