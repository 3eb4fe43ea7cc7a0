package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Dist;
import org.wakebell.sim.program.Node;

/** The packaged server comes, goes and comes again. */
@NullMarked
@Tag("kill")
class StartStopTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    Node node;

    @BeforeEach
    void make() {
        node = new Node(folder.resolve("data"));
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void it_is_ready_within_ten_seconds_and_prints_where_it_is() throws InterruptedException {
        assertThat(node.start()).isLessThan(Duration.ofSeconds(10));
        assertThat(node.child().line(said -> said.contains(String.valueOf(node.url().getPort())), Duration.ofSeconds(5)))
                .as(node.child().output())
                .isPresent();
        assertThat(node.setupLink().getPath()).startsWith("/setup");
    }

    @Test
    void term_stops_it_cleanly_and_soon() throws InterruptedException {
        node.start();
        long begun = System.nanoTime();
        assertThat(node.child().stop()).isEqualTo(143);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
        assertThat(node.child().output()).doesNotContain("Exception");
    }

    @Test
    void after_a_kill_it_starts_again_on_the_same_data() throws InterruptedException {
        node.start();
        node.kill();
        assertThat(node.start()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void two_servers_do_not_share_an_embedded_database() throws InterruptedException {
        node.start();
        try (Child second = Child.start(
                Dist.server().command(List.of("up")),
                folder,
                Map.of("WAKEBELL_DATA", folder.resolve("data").toString(), "WAKEBELL_SERVER_PORT", "0"))) {
            assertThat(second.ended(Duration.ofSeconds(30))).isNotZero();
            assertThat(second.output()).contains("another Wakebell uses").doesNotContain("UnsatisfiedDependency");
        }
    }

    @Test
    void a_setting_it_does_not_know_stops_the_start_with_a_sentence() throws InterruptedException {
        Child child = node.with("WAKEBELL_SERVER_PROT", "80").launch();
        assertThat(child.ended(Duration.ofSeconds(20))).isEqualTo(2);
        assertThat(child.output()).isEqualTo("WAKEBELL_SERVER_PROT: there is no such setting; did you mean WAKEBELL_SERVER_PORT?");
    }

    /** Nothing asks for a zone before the settings are read; and what is broken there stops nothing. */
    @Test
    void broken_time_zone_data_do_not_stop_the_start_and_health_says_so() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.zones"), "2099a, but not really");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/wakebell.yml"), "zone-data: " + garbage + "\n");
        node.start();
        String health = health();
        assertThat(health).contains("\"state\":\"degraded\"").contains("shipped with Wakebell").contains("garbage.zones: these are not zone data");
    }

    private String health() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(node.url().resolve("/health")).build(), HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
