package org.wakebell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.platform.db.Db;

/** A server that starts before its database does, as after a power cut. */
@NullMarked
class FloorTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    final List<Duration> slept = new ArrayList<>();

    /** Fails so often, with what PostgreSQL or its driver says. */
    Supplier<Db> fails(int times, String words, String state) {
        int[] left = {times};
        return () -> {
            if (left[0]-- > 0) {
                throw new IllegalArgumentException("Failed to initialize pool", new SQLException(words, state));
            }
            return Db.sqlite(folder.resolve("wakebell.db"));
        };
    }

    Db opened(Supplier<Db> open, Duration patience) {
        return Floor.opened(open, patience, slept::add);
    }

    @Test
    void a_database_that_is_still_starting_is_waited_for() {
        try (Db db = opened(fails(3, "FATAL: the database system is starting up", "57P03"), Duration.ofMinutes(2))) {
            assertThat(db.version()).startsWith("SQLite");
        }
        assertThat(slept).containsOnly(Duration.ofSeconds(2)).hasSize(3);
    }

    @Test
    void one_that_never_answers_is_given_up_after_two_minutes_with_its_own_words() {
        assertThatExceptionOfType(Floor.CannotStart.class)
                .isThrownBy(() -> opened(fails(1_000, "Connection to db-a:5432 refused", "08001"), Duration.ofMinutes(2)))
                .withMessage("the database cannot be used: Connection to db-a:5432 refused");
        assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void what_waiting_does_not_mend_is_said_at_once() {
        assertThatExceptionOfType(Floor.CannotStart.class)
                .isThrownBy(() -> opened(fails(1, "FATAL: password authentication failed for user \"wakebell\"", "28P01"), Duration.ofMinutes(2)))
                .withMessage("the database cannot be used: FATAL: password authentication failed for user \"wakebell\"");
        assertThat(slept).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_opened_is_not_waited_for() {
        assertThatExceptionOfType(Floor.CannotStart.class)
                .isThrownBy(() -> opened(fails(1, "gone", "08001"), Duration.ZERO));
        assertThat(slept).isEmpty();
    }
}
