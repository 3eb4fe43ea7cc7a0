package org.wakebell.platform.vital;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.story.Databases;

@NullMarked
class TimeTest {

    static final Instant START = Instant.parse("2026-11-22T03:12:00Z");

    /** A machine whose clock can be set, and that can be put to sleep. */
    static final class Machine implements Clock {
        Instant wall = START;
        long nanos = 77;

        @Override
        public Instant instant() {
            return wall;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        void passes(Duration time) {
            wall = wall.plus(time);
            nanos += time.toNanos();
        }
    }

    final Machine machine = new Machine();
    final Agreed time = new Agreed(machine);
    final TimeCheck check = new TimeCheck(time);

    Check.State state() {
        return check.look().state();
    }

    @Test
    void without_a_second_clock_it_is_this_machines() {
        machine.passes(Duration.ofMinutes(5));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(300));
        assertThat(time.apart()).isZero();
        assertThat(state()).isEqualTo(Check.State.READY);
    }

    @Test
    void two_seconds_apart_from_the_database_warn_and_thirty_are_dead() {
        time.measured(START.minusSeconds(2), machine.nanos);
        assertThat(state()).isEqualTo(Check.State.READY);
        time.measured(START.minusMillis(2_100), machine.nanos);
        assertThat(state()).isEqualTo(Check.State.DEGRADED);
        assertThat(check.look().why()).contains("+2.1 s apart");
        time.measured(START.plusSeconds(31), machine.nanos);
        assertThat(state()).isEqualTo(Check.State.DEAD);
        assertThat(check.look().why()).contains("-31.0 s apart");
        time.measured(START, machine.nanos);
        assertThat(state()).as("mended").isEqualTo(Check.State.READY);
    }

    @Test
    void the_databases_time_goes_on_by_the_monotonic_clock_though_this_machines_is_set() {
        time.measured(START, machine.nanos);
        machine.passes(Duration.ofSeconds(10));
        machine.wall = machine.wall.minus(Duration.ofHours(1));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(10));
        assertThat(state()).isEqualTo(Check.State.DEAD);
    }

    @Test
    void a_machine_that_slept_says_so_for_ten_minutes_and_knows_nothing_until_it_has_asked() {
        time.measured(START, machine.nanos);
        machine.passes(Duration.ofSeconds(10));
        assertThat(time.look()).isFalse();
        assertThat(time.steady()).isTrue();
        machine.wall = machine.wall.plus(Duration.ofHours(3));
        assertThat(time.steady()).isFalse();
        assertThat(time.look()).isTrue();
        assertThat(time.steady()).as("it was noticed, and the database was not asked yet").isFalse();
        time.measured(machine.wall, machine.nanos);
        assertThat(time.steady()).isTrue();
        assertThat(check.look()).satisfies(told -> {
            assertThat(told.state()).isEqualTo(Check.State.DEGRADED);
            assertThat(told.why()).contains("jumped by +10800.0 s");
            assertThat(told.word()).isEqualTo("platform.finding.time.jumped");
        });
        machine.passes(Duration.ofMinutes(11));
        time.look();
        assertThat(state()).isEqualTo(Check.State.READY);
    }

    @Test
    void without_a_database_to_ask_a_clock_that_was_set_back_is_not_followed_and_time_goes_a_tenth_slower_until_both_are_together() {
        machine.passes(Duration.ofSeconds(10));
        machine.wall = machine.wall.minus(Duration.ofMinutes(30));
        assertThat(time.instant()).as("also before anybody has looked").isEqualTo(START.plusSeconds(10));
        assertThat(time.look()).isTrue();
        assertThat(check.look()).satisfies(told -> {
            assertThat(told.state()).isEqualTo(Check.State.DEGRADED);
            assertThat(told.why()).contains("set back and is 1800 s behind");
        });
        looksFor(Duration.ofMinutes(3));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(10 + 162));
        assertThat(time.behind()).isEqualTo(Duration.ofSeconds(1800 - 18));
        looksFor(Duration.ofHours(5));
        assertThat(time.behind()).isZero();
        assertThat(time.instant()).isEqualTo(machine.wall);
        assertThat(state()).isEqualTo(Check.State.READY);
    }

    /** Twice a second, and time never runs back. */
    void looksFor(Duration lasts) {
        Instant before = time.instant();
        for (long i = 0; i < lasts.toSeconds() * 2; i++) {
            machine.passes(Duration.ofMillis(500));
            assertThat(time.look()).as("one jump is said once").isFalse();
            assertThat(time.instant()).isAfterOrEqualTo(before.minus(Duration.ofSeconds(1)));
            before = time.instant();
        }
    }

    @Test
    void a_clock_that_was_days_ahead_is_followed_back() {
        machine.wall = machine.wall.minus(Duration.ofDays(3));
        assertThat(time.instant()).isEqualTo(machine.wall);
        assertThat(time.look()).isTrue();
        assertThat(time.behind()).isZero();
        assertThat(check.look().why()).contains("jumped by -259200.0 s");
    }

    @Test
    void a_clock_that_is_set_forward_is_followed_at_once_also_after_it_was_set_back() {
        machine.wall = machine.wall.minus(Duration.ofMinutes(10));
        time.look();
        machine.wall = machine.wall.plus(Duration.ofMinutes(10));
        assertThat(time.instant()).isEqualTo(START);
        assertThat(time.look()).isTrue();
        assertThat(time.behind()).isZero();
        machine.wall = machine.wall.plus(Duration.ofMinutes(10));
        assertThat(time.instant()).isEqualTo(machine.wall);
    }

    @Test
    void the_next_life_of_the_process_does_not_begin_before_the_last_one_ended() {
        try (Db db = Databases.SQLITE.fresh()) {
            new Timekeeper(db.tx(), time).step();
            machine.passes(Duration.ofSeconds(30));
            machine.wall = machine.wall.minus(Duration.ofMinutes(20));
            Agreed anew = new Agreed(machine);
            new Timekeeper(db.tx(), anew).begin();
            assertThat(anew.instant()).isEqualTo(START);
            assertThat(anew.behind()).isEqualTo(Duration.ofSeconds(20 * 60 - 30));
            machine.wall = machine.wall.plus(Duration.ofMinutes(20));
            Agreed mended = new Agreed(machine);
            new Timekeeper(db.tx(), mended).begin();
            assertThat(mended.instant()).isEqualTo(machine.wall);
            assertThat(mended.behind()).isZero();
        }
    }

    @Test
    void a_clock_that_is_slewed_does_not_jump() {
        for (int i = 0; i < 10_000; i++) {
            machine.passes(Duration.ofSeconds(1));
            machine.wall = machine.wall.plusMillis(1);
            assertThat(time.look()).isFalse();
        }
    }

    @Test
    @Tag("postgres")
    void postgresql_is_asked_for_its_time() {
        try (Db db = Databases.POSTGRES.fresh()) {
            Timekeeper keeper = new Timekeeper(db.tx(), time);
            keeper.begin();
            Duration wrong = Duration.between(Clock.system().instant(), machine.wall);
            assertThat(time.apart()).isCloseTo(wrong, Duration.ofSeconds(5));
            assertThat(Duration.between(time.instant(), Clock.system().instant()).abs()).isLessThan(Duration.ofSeconds(5));
        }
    }
}
