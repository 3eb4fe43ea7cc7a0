package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Dist;
import org.wakebell.sim.program.Node;

/** {@code wakebell sim rehearse}, which the launcher runs after a build. */
@NullMarked
@Tag("slow")
class RehearsalTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void what_it_remembers_is_taken_by_the_server_and_it_leaves_nothing_else() throws Exception {
        Path remembered = folder.resolve("program.aot");
        try (Child rehearsal = start(remembered.toString(), "--nights", "4")) {
            assertThat(rehearsal.ended(Duration.ofSeconds(120))).as(rehearsal.output()).isZero();
        }
        assertThat(remembered).exists();
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(remembered);
        }
        // With AOTMode on, a JVM that cannot use the file does not start.
        try (Node server = new Node(folder.resolve("data"))
                .of(Dist.server().with("-XX:AOTMode=on", "-XX:AOTCache=" + remembered))) {
            server.start();
            assertThat(server.child().alive()).isTrue();
        }
    }

    @Test
    void words_that_it_does_not_know_are_refused() throws Exception {
        try (Child rehearsal = start("a.aot", "--nights", "many")) {
            assertThat(rehearsal.ended(Duration.ofSeconds(60))).isEqualTo(2);
            assertThat(rehearsal.output()).contains("--nights 1 to 9999");
        }
    }

    private Child start(String... words) {
        return Playing.start(folder, "rehearse", words);
    }
}
