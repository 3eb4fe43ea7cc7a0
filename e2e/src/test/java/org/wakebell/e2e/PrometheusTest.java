package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.intake.IntakeRoom;
import org.wakebell.people.Actor;
import org.wakebell.people.PeopleRoom;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Node;

/** The real Prometheus of Debian's package, with an alert rule that fires, posts to the packaged server. */
@NullMarked
@Tag("prometheus")
class PrometheusTest {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");

    @Test
    void an_alert_of_the_real_prometheus_becomes_a_911_alert_here(@TempDir Path folder) throws Exception {
        assertThat(PROGRAM).as("this test needs Debian's package prometheus: apt-get install prometheus").isExecutable();
        Path data = Files.createDirectories(folder.resolve("data"));
        String key = source(data);
        try (Node node = new Node(data)) {
            node.start();
            int port = Node.freePort();
            Files.writeString(folder.resolve("rules.yml"), """
                    groups:
                      - name: e2e
                        interval: 1s
                        rules:
                          - alert: AlwaysOn
                            expr: vector(1)
                            labels: {severity: page}
                            annotations: {summary: the real thing}
                    """);
            Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                    global: {evaluation_interval: 1s}
                    rule_files: [rules.yml]
                    alerting:
                      alertmanagers:
                        - scheme: http
                          authorization: {credentials: %s}
                          static_configs: [{targets: ["%s"]}]
                    """.formatted(key, node.url().getAuthority()));
            try (Child prometheus = Child.start(
                    List.of(PROGRAM.toString(), "--config.file=" + config, "--storage.tsdb.path=" + folder.resolve("tsdb"),
                            // Its first words are lost until it has found its Alertmanagers, which takes five seconds.
                            "--rules.alert.resend-delay=1s", "--web.listen-address=127.0.0.1:" + port),
                    folder, Map.of())) {
                assertThat(arrived(data)).as(prometheus.output() + "\n" + node.child().output()).isTrue();
                assertThat(metric(port, "prometheus_notifications_errors_total")).isZero();
            }
        }
    }

    /** The alert, read beside the running server: SQLite's WAL lets a reader look. */
    private static boolean arrived(Path data) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        try (Db db = Db.sqlite(data.resolve("wakebell.db"))) {
            Tx tx = db.tx();
            while (System.nanoTime() < until) {
                boolean there = tx.read(() -> tx.sql("SELECT a.title FROM triage_alert a JOIN triage_episode e ON e.id = a.episode WHERE e.grade = 'G911'").query(String.class).list())
                        .contains("AlwaysOn: the real thing");
                if (there) {
                    return true;
                }
                Thread.sleep(200);
            }
        }
        return false;
    }

    private static double metric(int port, String name) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String all = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            return all.lines().filter(l -> l.startsWith(name + "{")).mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ')))).sum();
        }
    }

    private static String source(Path data) {
        Clock clock = Clock.system();
        try (Db db = Db.sqlite(data.resolve("wakebell.db"))) {
            db.migrate();
            Tx tx = db.tx();
            Ids ids = new Ids(clock, new Random());
            Pokes pokes = new Pokes(tx);
            PeopleRoom people = new PeopleRoom(clock, tx, ids, pokes);
            IntakeRoom intake = new IntakeRoom(clock, tx, ids, pokes, new Stages(), people.people(), batch -> {});
            String team = people.register().addTeam(Actor.system(), "shop");
            String service = people.register().addService(Actor.system(), "checkout", team, Set.of());
            return intake.sources().create(Actor.system(), "prometheus", service, "prometheus").key().reveal();
        }
    }
}
