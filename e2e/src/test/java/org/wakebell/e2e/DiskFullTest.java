package org.wakebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.postgres.Postgres;
import org.wakebell.sim.program.Child;

/**
 * A PostgreSQL whose disk is full: every statement that writes is answered by the server's own ErrorResponse with SQLSTATE
 * 53100, and its transaction is over. A trigger raises it, since a disk that is really full needs rights that a test has not.
 */
@NullMarked
@Tag("kill")
@Tag("postgres")
class DiskFullTest {

    private static final long FULL = 911;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void a_full_disk_refuses_senders_with_retry_after_the_siren_sounds_on_and_with_room_again_all_goes_on() throws Exception {
        try (Stand stand = Stand.on("postgres", folder, Duration.ofSeconds(3))) {
            Scene scene = stand.scene();
            List<String> keys = scene.keys(1);
            String lines = scene.lines();
            stand.server().start();
            URI server = stand.server().url();
            try (DlinkTwin siren = DlinkTwin.start("012345", "6C:72:20:00:00:01", InstantSource.system());
                    Child agent = scene.home(stand.server(), siren);
                    Sender sender = new Sender(List.of(server), scene.key()).start(1);
                    Disk disk = new Disk(stand)) {
                sender.insist(keys.getFirst(), "critical", "checkout is down", Duration.ofSeconds(10));
                until(siren::sounding, "the siren sounds");
                until(() -> sender.acknowledged().size() > 20, "the sender gets through");

                disk.full();
                until(() -> line(server, lines).statusCode() == 503, "a sender of lines is told to come again");
                assertThat(line(server, lines).headers().firstValue("Retry-After")).isPresent();
                assertThat(sender.post(server, keys.getFirst(), "critical", "meanwhile"))
                        .as("the only answer that makes PagerDuty's senders try again").isEqualTo(429);
                int taken = sender.acknowledged().size();
                until(() -> health(server).statusCode() == 503, "health says so");
                assertThat(health(server).body()).containsIgnoringCase("full");
                int plays = siren.plays();
                until(() -> siren.plays() > plays, "the siren goes on from the order that the agent holds");
                assertThat(sender.acknowledged().size()).as("nothing is promised meanwhile").isEqualTo(taken);
                long reached = scene.steps();

                disk.room();
                sender.insist(keys.getFirst(), "critical", "afterwards", Duration.ofSeconds(15));
                until(() -> scene.steps() > reached, "the page goes on by itself");
                until(() -> health(server).statusCode() == 200, "health says so, too");
                sender.close();
                Set<String> lost = new HashSet<>(sender.acknowledged());
                lost.removeAll(scene.titles());
                assertThat(lost).as("acknowledged and lost").isEmpty();
                assertThat(scene.titles()).as("what was refused is not there").doesNotContain("meanwhile");
                assertThat(scene.forgotten()).isZero();
                assertThat(scene.doubled()).isZero();
                assertThat(agent.alive()).isTrue();
            }
        }
    }

    private HttpResponse<String> line(URI server, String key) throws Exception {
        return http.send(
                HttpRequest.newBuilder(server.resolve("/in/jsonl"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"level\":\"error\",\"msg\":\"one more\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> health(URI server) throws Exception {
        return http.send(HttpRequest.newBuilder(server.resolve("/health")).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The siren's own pause is up to 45 s. */
    private static void until(Wait.Seen so, String what) throws Exception {
        Wait.until(so, Duration.ofSeconds(70), what);
    }

    /** Full while this session holds an advisory lock. */
    private static final class Disk implements AutoCloseable {
        private final Connection session;

        Disk(Stand stand) throws SQLException {
            Postgres postgres = stand.postgres().orElseThrow();
            session = DriverManager.getConnection(postgres.url("wakebell"), postgres.user(), "");
            say("""
                    CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      IF EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 911) THEN
                        RAISE EXCEPTION 'could not extend file "base/16384/16999": No space left on device'
                          USING ERRCODE = '53100', HINT = 'Check free disk space.';
                      END IF;
                      RETURN NULL;
                    END $$""");
            say("""
                    DO $$ DECLARE t text; BEGIN
                      FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                        EXECUTE format('CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION disk_is_full()', t);
                      END LOOP;
                    END $$""");
        }

        void full() throws SQLException {
            say("SELECT pg_advisory_lock(" + FULL + ")");
        }

        void room() throws SQLException {
            say("SELECT pg_advisory_unlock(" + FULL + ")");
        }

        private void say(String sql) throws SQLException {
            try (Statement statement = session.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws SQLException {
            session.close();
        }
    }
}
