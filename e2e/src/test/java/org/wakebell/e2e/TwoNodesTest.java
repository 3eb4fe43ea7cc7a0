package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./wakebell bench nodes}: each harm once. */
@NullMarked
@Tag("kill")
@Tag("postgres")
class TwoNodesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void one_of_two_nodes_is_killed_frozen_and_cut_off_and_nobody_is_forgotten() throws Exception {
        TwoNodes.Sum sum = new TwoNodes(folder, System.out::println).run(3, System.nanoTime());
        assertThat(sum.met()).as(sum.lines()).isTrue();
        assertThat(sum.acknowledged()).as("the sender got through").isGreaterThan(100);
        assertThat(sum.pages()).isEqualTo(4);
    }
}
