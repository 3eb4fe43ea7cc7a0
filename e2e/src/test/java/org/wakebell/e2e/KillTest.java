package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.postgres.Postgres;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Node;

/**
 * Promises 1 and 2 on the packaged program: SIGKILL at twenty random moments while events arrive and a siren sounds
 * behind a home agent.
 */
@NullMarked
@Tag("kill")
class KillTest {

    private static final int KILLS = Integer.getInteger("test.kills", 20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void on_sqlite_nothing_acknowledged_is_lost_and_the_page_goes_on() throws Exception {
        Path data = folder.resolve("data");
        try (Scene scene = Scene.sqlite(data, Duration.ofSeconds(3)); Node server = new Node(data)) {
            story(scene, server);
        }
    }

    @Test
    @Tag("postgres")
    void on_postgresql_nothing_acknowledged_is_lost_and_the_page_goes_on() throws Exception {
        Path data = folder.resolve("data");
        try (Postgres postgres = Postgres.start()) {
            postgres.create("wakebell", "");
            String url = postgres.url("wakebell");
            try (Scene scene = Scene.postgres(data, url, postgres.user(), Duration.ofSeconds(3));
                    Node server = new Node(data).onPostgres(url, postgres.user())) {
                story(scene, server);
            }
        }
    }

    private static void story(Scene scene, Node server) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        server.start();
        try (DlinkTwin siren = DlinkTwin.start("012345", "6C:72:20:00:00:01", InstantSource.system());
                Child agent = scene.home(server, siren);
                Sender sender = new Sender(server.url(), scene.key())) {
            assertThat(sender.send("critical", "checkout is down")).isEqualTo(202);
            soon("the siren sounds", Duration.ofSeconds(10), siren::sounding);
            sender.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                Thread.sleep(random.nextInt(1500));
                server.kill();
                long reached = scene.steps();
                server.start();
                soon("kill " + kill + " (seed " + seed + "): the page goes on", Duration.ofSeconds(10),
                        () -> scene.steps() > reached);
            }
            sender.close();
            assertThat(agent.alive()).isTrue();
            int plays = siren.plays();
            soon("the siren still rings", Duration.ofSeconds(60), () -> siren.sounding() || siren.plays() > plays);

            Set<String> lost = new HashSet<>(sender.acknowledged);
            lost.removeAll(scene.titles());
            assertThat(lost).as("acknowledged and lost (seed " + seed + ")").isEmpty();
            assertThat(sender.acknowledged).as("the sender got through between the kills").hasSizeGreaterThan(KILLS);
        }
    }

    private static void soon(String what, Duration patience, BooleanSupplier yes) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!yes.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.sleep(20);
        }
    }

    /** Posts numbered events one after another from two threads, and remembers which were acknowledged. */
    private static final class Sender implements AutoCloseable {
        final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final AtomicBoolean on = new AtomicBoolean(true);
        private final AtomicInteger count = new AtomicInteger();
        private final URI door;
        private final String key;

        Sender(URI server, String key) {
            this.door = server.resolve("/v2/enqueue");
            this.key = key;
        }

        void start() {
            for (int i = 0; i < 2; i++) {
                Thread.ofVirtual().start(this::run);
            }
        }

        private void run() {
            while (on.get()) {
                String title = "order " + count.incrementAndGet() + " is late";
                try {
                    if (send("warning", title) == 202) {
                        acknowledged.add(title);
                    }
                } catch (IOException e) {
                    pause();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        int send(String severity, String title) throws IOException, InterruptedException {
            String body = """
                    {"routing_key":"%s","event_action":"trigger","dedup_key":"%s",
                     "payload":{"summary":"%s","source":"shop-1","severity":"%s"}}
                    """.formatted(key, title, title, severity);
            HttpRequest post = HttpRequest.newBuilder(door)
                    .timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode();
        }

        private static void pause() {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            on.set(false);
        }
    }
}
