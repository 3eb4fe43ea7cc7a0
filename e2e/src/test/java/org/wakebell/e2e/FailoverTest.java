package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./wakebell bench failover}: the primary is killed once, and its successor frozen once. */
@NullMarked
@Tag("kill")
@Tag("postgres")
class FailoverTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_promoted_standby_has_everything_that_was_acknowledged_and_pages_go_on_within_thirty_seconds() throws Exception {
        Failover.Sum sum = new Failover(folder, System.out::println).run(2, System.nanoTime());
        assertThat(sum.met()).as(sum.lines()).isTrue();
        assertThat(sum.acknowledged()).as("the sender got through").isGreaterThan(100);
        assertThat(sum.pages()).isEqualTo(3);
    }
}
