package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.postgres.Postgres;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Dist;
import org.wakebell.sim.program.Node;

/** An old node and a new one, whose jar brings one more migration, on one PostgreSQL; then the old one goes. */
@NullMarked
@Tag("kill")
@Tag("postgres")
class RollingUpgradeTest {

    private static final String NEWER = "V2099010101__paging_newer.sql";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void old_and_new_nodes_ring_together_and_the_old_one_can_go_and_come_back() throws Exception {
        try (Postgres postgres = Postgres.start()) {
            postgres.create("wakebell", "");
            String url = postgres.url("wakebell");
            try (Scene scene = Scene.postgres(folder.resolve("scene"), url, postgres.user(), Duration.ofSeconds(3));
                    Node old = node("old", url, postgres);
                    Node fresh = node("new", url, postgres).of(newer())) {
                List<String> keys = scene.keys(1);
                old.start();
                try (DlinkTwin siren = DlinkTwin.start("012345", "6C:72:20:00:00:01", InstantSource.system());
                        Child agent = scene.home(List.of(old, fresh), siren);
                        Sender sender = new Sender(List.of(old.url(), fresh.url()), scene.key())) {
                    trouble(scene, old, keys.getFirst(), "before", 1);
                    until(siren::sounding, "the siren sounds");
                    sender.start(1);

                    fresh.start();
                    assertThat(columns(scene)).as("the new node brought its column").isEqualTo(1);
                    trouble(scene, old, keys.getFirst(), "taken by the old one", 2);
                    trouble(scene, fresh, keys.getFirst(), "taken by the new one", 3);
                    goesOn(scene, "both work on what is open");

                    assertThat(old.child().stop()).isIn(0, 143);
                    goesOn(scene, "the new one alone goes on");
                    int plays = siren.plays();
                    until(() -> siren.plays() > plays || siren.sounding(), "the siren is the new one's now");

                    old.start();
                    assertThat(fresh.child().stop()).isIn(0, 143);
                    goesOn(scene, "and back again: the old one works on the newer schema");
                    sender.close();
                    assertThat(sender.acknowledged().size()).isGreaterThan(20);
                    Set<String> lost = new HashSet<>(sender.acknowledged());
                    lost.removeAll(scene.titles());
                    assertThat(lost).as("acknowledged and not kept").isEmpty();
                    assertThat(scene.forgotten()).isZero();
                    assertThat(scene.doubled()).isZero();
                    assertThat(agent.alive()).isTrue();
                }
            }
        }
    }

    private Node node(String name, String url, Postgres postgres) {
        return new Node(folder.resolve(name)).onPostgres(url, postgres.user())
                .with("WAKEBELL_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    }

    /** The same program with one more migration in its jar. */
    private Dist newer() throws IOException {
        Dist now = Dist.server();
        Path there = Files.createDirectories(folder.resolve("newer"));
        try (Stream<Path> all = Files.list(now.folder())) {
            for (Path file : all.toList()) {
                Path copy = there.resolve(file.getFileName());
                if (Files.isDirectory(file)) {
                    Files.createSymbolicLink(copy, file);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        try (FileSystem jar = FileSystems.newFileSystem(there.resolve(now.jar()))) {
            Files.writeString(jar.getPath("/db/migration/" + NEWER), "ALTER TABLE paging_page ADD COLUMN newer text;\n");
        }
        return new Dist(there, now.jar());
    }

    private static void trouble(Scene scene, Node at, String key, String title, int pages) throws Exception {
        try (Sender one = new Sender(List.of(at.url()), key)) {
            one.insist(key, "critical", title, Duration.ofSeconds(20));
        }
        until(() -> scene.pages() == pages && scene.waiting() == 0, "the page about “" + title + "” begins");
    }

    private static void goesOn(Scene scene, String what) throws Exception {
        long reached = scene.step(0);
        until(() -> scene.step(0) > reached, what);
    }

    private static long columns(Scene scene) {
        return scene.tx().read(() -> scene.tx()
                .sql("SELECT count(*) FROM information_schema.columns WHERE table_name = 'paging_page' AND column_name = 'newer'")
                .query(Long.class)
                .single());
    }

    private static void until(Wait.Seen so, String what) throws Exception {
        Wait.until(so, Duration.ofSeconds(30), what);
    }
}
