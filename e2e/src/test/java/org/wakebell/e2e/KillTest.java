package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises 1 and 2 on the packaged program, killed with SIGKILL at every named step of the line and at some random
 * moments: the short form of {@code ./wakebell bench crash}.
 */
@NullMarked
@Tag("kill")
class KillTest {

    private static final int KILLS = Integer.getInteger("test.kills", 16);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void on_sqlite_nothing_acknowledged_is_lost_and_every_911_rings() throws Exception {
        kept(new Crashes(folder, System.out::println).on("sqlite", KILLS, System.nanoTime()));
    }

    @Test
    @Tag("postgres")
    void on_postgresql_nothing_acknowledged_is_lost_and_every_911_rings() throws Exception {
        kept(new Crashes(folder, System.out::println).on("postgres", KILLS, System.nanoTime()));
    }

    private static void kept(Crashes.Sum sum) {
        assertThat(sum.lost()).as("acknowledged and lost: %s", sum).isZero();
        assertThat(sum.unrung()).as("never rung: %s", sum).isZero();
        assertThat(sum.duplicateKeys()).as("keys twice: %s", sum).isZero();
        assertThat(sum.reached()).as("killed where it should be: %s", sum).isGreaterThan(KILLS / 2);
        assertThat(sum.acknowledged()).as("the sender got through between the kills").isGreaterThan(KILLS);
    }
}
