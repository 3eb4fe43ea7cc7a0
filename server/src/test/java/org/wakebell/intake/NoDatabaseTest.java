package org.wakebell.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.story.Databases;

/** What senders hear when the disk is full or the database is gone: a no in their own form, and when to come again. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class NoDatabaseTest {

    private static final String WHY = "the database takes nothing just now; send it again";

    Running running;
    String key;

    private void open(Db db) {
        running = new Running(db, Clock.system());
        running.tx.write(() -> {
            running.tx.sql("CREATE TABLE intake_kept (text text)").update();
        });
        running.triage.writes = () -> {
            for (int i = 0; i < 10; i++) {
                running.tx.sql("INSERT INTO intake_kept (text) VALUES (?)").param("x".repeat(4_000)).update();
            }
        };
        key = running.source("jsonlines").key().reveal();
        assertThat(line("before").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        running.close();
    }

    private HttpResponse<byte[]> line(String message) {
        return running.post(
                "/in/jsonl", "application/x-ndjson", key, ("{\"level\":\"fatal\",\"msg\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> json(String path, String of, String body) {
        return running.post(path, "application/json", of, body.getBytes(StandardCharsets.UTF_8));
    }

    private long kept() {
        return running.tx.read(() -> running.tx.sql("SELECT count(*) FROM intake_kept").query(Long.class).single());
    }

    private void everySenderIsToldToComeAgain() {
        HttpResponse<byte[]> lines = line("meanwhile");
        assertThat(text(lines)).isEqualTo("{\"error\":\"" + WHY + "\"}");
        HttpResponse<byte[]> otlp = json("/v1/logs", key,
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":17,\"body\":{\"stringValue\":\"x\"}}]}]}]}");
        assertThat(text(otlp)).isEqualTo("{\"code\":14,\"message\":\"" + WHY + "\"}");
        HttpResponse<byte[]> prometheus = json("/api/v2/alerts", key, "[{\"labels\":{\"alertname\":\"a\"}}]");
        assertThat(text(prometheus)).isEqualTo("\"" + WHY + "\"");
        HttpResponse<byte[]> pager =
                json("/v2/enqueue", "", "{\"routing_key\":\"" + key + "\",\"event_action\":\"resolve\",\"dedup_key\":\"d\"}");
        assertThat(pager.statusCode()).as("the only answer that makes PagerDuty's senders try again").isEqualTo(429);
        for (HttpResponse<byte[]> one : List.of(lines, otlp, prometheus)) {
            assertThat(one.statusCode()).isEqualTo(503);
        }
        for (HttpResponse<byte[]> one : List.of(lines, otlp, prometheus, pager)) {
            assertThat(one.headers().firstValue("Retry-After")).hasValue("2");
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void on_a_full_disk_nothing_is_half_written_and_with_room_again_it_goes_on() {
        open(Databases.SQLITE.fresh());
        // SQLite refuses to grow its file: the SQLITE_FULL of a disk without room, before a byte of the commit is written.
        long pages = running.tx.read(() -> running.tx.sql("PRAGMA page_count").query(Long.class).single());
        running.tx.write(() -> running.tx.sql("PRAGMA max_page_count = " + pages).query().listOfRows());
        everySenderIsToldToComeAgain();
        assertThat(kept()).isEqualTo(10);
        running.tx.write(() -> running.tx.sql("PRAGMA max_page_count = 1000000").query().listOfRows());
        assertThat(line("again").statusCode()).isEqualTo(200);
        assertThat(kept()).isEqualTo(20);
    }

    @Test
    @Tag("postgres")
    @Tag("slow")
    void without_postgresql_every_sender_comes_again_and_when_it_is_back_it_goes_on() throws Exception {
        open(Databases.POSTGRES.fresh());
        String name = running.tx.read(() -> running.tx.sql("SELECT current_database()").query(String.class).single());
        door(name, false);
        everySenderIsToldToComeAgain();
        door(name, true);
        assertThat(line("again").statusCode()).isEqualTo(200);
        assertThat(kept()).isEqualTo(20);
    }

    /** Shuts everybody out of one database, or lets them in. */
    private void door(String name, boolean open) throws SQLException {
        String url = ((com.zaxxer.hikari.HikariDataSource) running.db.writer()).getJdbcUrl();
        try (var other = DriverManager.getConnection(url.replace("/" + name, "/postgres"), "wakebell", "");
                Statement says = other.createStatement()) {
            says.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS " + open);
            says.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
        }
    }
}
