package org.wakebell.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A clock that moves by what was waited for; nobody sleeps. */
@NullMarked
class ReconnectTest {

    static final URI A = URI.create("https://a.example.org");
    static final URI B = URI.create("https://b.example.org");
    static final URI C = URI.create("https://c.example.org");

    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());

    Reconnect reconnect(long seed, URI... servers) {
        return new Reconnect(List.of(servers), nanos::get, new Random(seed));
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** One dial that is refused at once, and the wait after it. */
    Duration refused(Reconnect reconnect) {
        Duration pause = reconnect.pause();
        pass(pause);
        return pause;
    }

    /** One dial that is greeted, stands for a time and is lost, and the wait after it. */
    Duration greetedFor(Duration time, Reconnect reconnect) {
        reconnect.greeted();
        pass(time);
        return refused(reconnect);
    }

    /** The pauses of dials that are all refused, until that much time has passed. */
    List<Duration> refusedFor(Duration time, Reconnect reconnect) {
        List<Duration> pauses = new ArrayList<>();
        for (long start = nanos.get(); nanos.get() - start < time.toNanos(); ) {
            pauses.add(refused(reconnect));
        }
        return pauses;
    }

    static Duration longest(List<Duration> pauses) {
        return pauses.stream().max(Duration::compareTo).orElseThrow();
    }

    @Test
    void for_two_minutes_after_a_line_was_lost_no_pause_is_longer_than_two_seconds() {
        for (int seed = 0; seed < 100; seed++) {
            Reconnect reconnect = reconnect(seed, A);
            greetedFor(Duration.ofHours(3), reconnect);
            assertThat(refusedFor(Duration.ofSeconds(115), reconnect))
                    .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(100), Duration.ofSeconds(2)));
        }
    }

    @Test
    void a_server_that_restarts_within_six_seconds_is_dialled_again_within_two_seconds_of_its_return() {
        for (int seed = 0; seed < 100; seed++) {
            Reconnect reconnect = reconnect(seed, A);
            greetedFor(Duration.ofMinutes(10), reconnect);
            long start = nanos.get();
            refusedFor(Duration.ofSeconds(6), reconnect);
            assertThat(Duration.ofNanos(nanos.get() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void the_first_pause_after_a_good_line_is_half_a_second_at_most() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(greetedFor(Reconnect.HELD, reconnect(seed, A))).isLessThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void what_stays_away_is_dialled_less_and_less_but_at_least_every_fifteen_seconds() {
        for (int seed = 0; seed < 100; seed++) {
            Reconnect reconnect = reconnect(seed, A);
            refusedFor(Reconnect.QUICK, reconnect);
            assertThat(refused(reconnect)).as("it grows, it does not jump").isLessThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(refused(reconnect)).isLessThanOrEqualTo(Duration.ofSeconds(4));
            assertThat(refused(reconnect)).isLessThanOrEqualTo(Duration.ofSeconds(8));
            List<Duration> day = refusedFor(Duration.ofDays(1), reconnect);
            assertThat(longest(day)).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(15));
            assertThat(day).as("half of the longest pause on average").hasSizeLessThan(24 * 3600 / 7);
        }
    }

    @Test
    void agents_that_lost_their_line_together_do_not_come_back_in_step() {
        Set<Duration> first = new HashSet<>();
        Set<Duration> late = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            Reconnect reconnect = reconnect(seed, A);
            first.add(greetedFor(Duration.ofMinutes(1), reconnect));
            refusedFor(Duration.ofMinutes(10), reconnect);
            late.add(refused(reconnect));
        }
        assertThat(first).hasSizeGreaterThan(75);
        assertThat(late).hasSizeGreaterThan(90);
    }

    @Test
    void all_servers_are_tried_in_turn() {
        Reconnect reconnect = reconnect(1, A, B, C);
        List<URI> dialled = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            dialled.add(reconnect.next());
            refused(reconnect);
        }
        assertThat(dialled).containsExactly(A, B, C, A, B, C, A);
    }

    @Test
    void each_server_is_tried_once_before_any_wait_grows() {
        for (int seed = 0; seed < 100; seed++) {
            Reconnect reconnect = reconnect(seed, A, B, C);
            assertThat(List.of(refused(reconnect), refused(reconnect), refused(reconnect)))
                    .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(500)));
        }
    }

    @Test
    void after_a_good_line_the_same_server_is_tried_first_after_a_bad_one_the_next() {
        Reconnect reconnect = reconnect(1, A, B);
        greetedFor(Reconnect.HELD, reconnect);
        assertThat(reconnect.next()).isEqualTo(A);
        greetedFor(Reconnect.HELD.minusMillis(1), reconnect);
        assertThat(reconnect.next()).isEqualTo(B);
        refused(reconnect);
        assertThat(reconnect.next()).isEqualTo(A);
    }

    @Test
    void a_good_line_makes_it_quick_again() {
        Reconnect reconnect = reconnect(1, A);
        refusedFor(Duration.ofHours(1), reconnect);
        assertThat(greetedFor(Reconnect.HELD, reconnect)).isLessThanOrEqualTo(Duration.ofMillis(500));
        assertThat(longest(refusedFor(Duration.ofSeconds(115), reconnect))).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_dial_that_was_refused_after_a_good_line_is_not_a_good_line() {
        Reconnect reconnect = reconnect(1, A, B);
        greetedFor(Reconnect.HELD, reconnect);
        pass(Duration.ofMinutes(1));
        refused(reconnect);
        assertThat(reconnect.next()).as("nobody greeted since").isEqualTo(B);
    }

    /** About one dial a second in the first two minutes, never 145 in all; then one in seven seconds. */
    @Test
    void a_server_that_accepts_and_drops_at_once_is_not_hammered() {
        for (int seed = 0; seed < 100; seed++) {
            Reconnect reconnect = reconnect(seed, A);
            int dials = 0;
            for (long start = nanos.get(); nanos.get() - start < Reconnect.QUICK.toNanos(); dials++) {
                greetedFor(Duration.ZERO, reconnect);
            }
            assertThat(dials).isBetween(90, 144);
            int late = 0;
            for (long start = nanos.get(); nanos.get() - start < Duration.ofHours(1).toNanos(); late++) {
                greetedFor(Reconnect.HELD.minusMillis(1), reconnect);
            }
            assertThat(late).isLessThan(3600 / 7);
        }
    }

    /** The worst that a server can do, one that dies again and again a moment after it has started: less than one dial a second. */
    @Test
    void a_server_that_drops_every_line_as_soon_as_it_is_good_is_not_hammered_either() {
        Reconnect reconnect = reconnect(1, A);
        int dials = 0;
        for (long start = nanos.get(); nanos.get() - start < Duration.ofHours(1).toNanos(); dials++) {
            greetedFor(Reconnect.HELD, reconnect);
        }
        assertThat(dials).isLessThan(3600);
    }
}
