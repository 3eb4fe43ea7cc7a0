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
    final TimeCheck check = new TimeCheck(machine, time);

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
            Timekeeper keeper = new Timekeeper(machine, db.tx(), time);
            keeper.step();
            Duration wrong = Duration.between(Clock.system().instant(), machine.wall);
            assertThat(time.apart()).isCloseTo(wrong, Duration.ofSeconds(5));
            assertThat(Duration.between(time.instant(), Clock.system().instant()).abs()).isLessThan(Duration.ofSeconds(5));
        }
    }
}
