package org.wakebell.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Rule;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.triage.Batch;

@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class DoorsTest {

    @Parameter
    Databases database;

    Running running;

    @BeforeEach
    void open() {
        running = new Running(database.fresh(), Clock.system());
    }

    @AfterEach
    void close() {
        running.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> lines(String key, String body) {
        return running.post("/in/jsonl", "application/x-ndjson", key, bytes(body));
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private Batch.Delta named(String title) {
        return running.triage.raised().stream().filter(d -> d.title().equals(title)).findFirst().orElseThrow();
    }

    @Test
    void a_json_line_is_kept_before_it_is_answered() {
        String key = running.source("jsonlines").key().reveal();
        HttpResponse<byte[]> answer = lines(key, """
                {"level":"fatal","message":"payment 17 failed","logger":"com.shop.Pay","user":"kim","host":"web-1"}
                {"level":"info","msg":"hello"}
                """);
        assertThat(text(answer)).isEqualTo("{\"accepted\":2,\"refused\":0}");
        Batch.Delta delta = running.triage.raised().getFirst();
        assertThat(delta.grade()).isEqualTo(Grade.G911);
        assertThat(delta.title()).isEqualTo("payment 17 failed");
        assertThat(delta.reason()).isEqualTo("rule 4: severity FATAL (21) or worse");
        assertThat(delta.users()).containsExactly("kim");
        assertThat(delta.hosts()).containsExactly("web-1");
        assertThat(delta.service()).isEqualTo(running.service);
        assertThat(running.triage.ordinary()).isEqualTo(1);
    }

    @Test
    void a_bad_line_is_left_out_alone_and_named_by_its_number() {
        String key = running.source("jsonlines").key().reveal();
        HttpResponse<byte[]> answer = lines(key, """
                {"level":"error","message":"one"}
                {"level":"error","message":
                {"level":"error"}

                {"level":"error","message":"five","time":"yesterday"}
                {"level":"error","message":"six"} {"level":"error","message":"seven"}
                {"level":"error","message":"eight"}
                """);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).startsWith("{\"accepted\":2,\"refused\":4,\"errors\":[\"line 2: ")
                .contains("\"line 3: no message; send it as", "line 5: time: the time \\\"yesterday\\\" cannot be read", "\"line 6: something follows");
        HttpResponse<byte[]> array = lines(key, "[{\"level\":\"error\",\"msg\":\"a\"}, 7, {\"deep\":{\"x\":1}}, {\"msg\":\"b\"}]");
        assertThat(text(array)).startsWith("{\"accepted\":2,\"refused\":2,").contains("element 2: ", "element 3: ");
        assertThat(lines(key, "nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void names_of_common_encoders_are_understood() {
        String key = running.source("jsonlines").key().reveal();
        lines(key, """
                {"@t":"2026-11-22T03:12:00Z","@l":"Fatal","@mt":"order {id} lost","@x":"System.Exception: no\\n at Shop.Pay.Charge(Int32 id) in /src/Pay.cs:line 12"}
                {"level":60,"time":1795317120000,"msg":"pino","hostname":"n1","err":{"type":"TypeError","stack":"TypeError: x\\n at charge (/app/pay.js:1:1)"}}
                {"log.level":"error","message":"ecs","error":{"type":"java.lang.IllegalStateException","stack_trace":"java.lang.IllegalStateException: no\\n\\tat com.shop.Pay.charge(Pay.java:1)"},"tags":["PAGE"],"host":{"name":"n2"}}
                """);
        assertThat(running.triage.raised()).extracting(Batch.Delta::title).containsExactlyInAnyOrder("order {id} lost", "TypeError: pino", "IllegalStateException: ecs");
        assertThat(running.triage.raised()).allMatch(d -> d.grade() == Grade.G911);
        assertThat(named("IllegalStateException: ecs").rule()).isEqualTo("3");
        assertThat(named("TypeError: pino").hosts()).containsExactly("n1");
    }

    @Test
    void a_wrong_key_is_refused_in_the_senders_form_and_remembered_with_its_source() throws Exception {
        Sources.Created source = running.source("opentelemetry");
        String wrong = source.key().reveal().substring(0, 20) + "xxxxxxxxxxxx";
        assertThat(lines(wrong, "{}").statusCode()).isEqualTo(401);
        assertThat(text(lines("", "{}"))).contains("Authorization: Bearer KEY");
        HttpResponse<byte[]> otlp = running.post("/v1/logs", "application/x-protobuf", wrong, new byte[0]);
        assertThat(otlp.statusCode()).isEqualTo(401);
        assertThat(otlp.body()).startsWith(1 << 3, 16, 2 << 3 | 2);
        assertThat(text(running.post("/v1/logs", "application/json", wrong, bytes("{}")))).startsWith("{\"code\":16,\"message\":\"the key");
        for (var loop : running.room.loops()) {
            loop.step();
        }
        running.tx.read(() -> {
            assertThat(running.tx.sql("SELECT refused_why FROM intake_seen WHERE source = ?").param(source.source().id())
                    .query(String.class).single()).startsWith("unknown or retired key " + wrong.substring(0, 8));
            return null;
        });
    }

    @Test
    void keys_rotate_two_at_a_time_and_a_retired_one_stops_at_once() {
        Sources.Created source = running.source("jsonlines");
        String id = source.source().id();
        String second = running.room.sources().newKey(Running.ADMIN, id).reveal();
        assertThat(second).hasSize(32);
        assertThatThrownBy(() -> running.room.sources().newKey(Running.ADMIN, id)).isInstanceOf(Refusal.class).hasMessageContaining("two keys");
        assertThat(lines(source.key().reveal(), "{\"msg\":\"a\"}").statusCode()).isEqualTo(200);
        assertThat(lines(second, "{\"msg\":\"a\"}").statusCode()).isEqualTo(200);
        String first = running.tx.read(() -> running.tx.sql("SELECT id FROM intake_key WHERE source = ? ORDER BY id").param(id)
                .query(String.class).list().getFirst());
        running.room.sources().retire(Running.ADMIN, id, first);
        assertThat(lines(source.key().reveal(), "{\"msg\":\"a\"}").statusCode()).isEqualTo(401);
        assertThat(lines(second, "{\"msg\":\"a\"}").statusCode()).isEqualTo(200);
        assertThat(running.tx.<Long>read(() -> running.tx.sql("SELECT count(*) FROM intake_key WHERE hash LIKE '%wbs%'")
                .query(Long.class).single())).isZero();
    }

    @Test
    void rules_are_checked_and_apply_to_the_next_event() {
        Sources.Created source = running.source("jsonlines");
        String id = source.source().id();
        assertThatThrownBy(() -> running.room.sources().rules(Running.ADMIN, id,
                        List.of(new Rule("always", Grade.NOTICE), new Rule("colour = red", Grade.G911)), 1))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("rules[2]"))
                .hasMessageContaining("attribute colour");
        running.room.sources().rules(Running.ADMIN, id, List.of(new Rule("message ~ boom", Grade.G911)), 1);
        lines(source.key().reveal(), "{\"msg\":\"big boom\"}");
        assertThat(running.triage.raised().getFirst().rule()).isEqualTo("1");
        assertThatThrownBy(() -> running.room.sources().rules(Running.ADMIN, id, List.of(), 1))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }

    @Test
    void bodies_are_bounded() {
        String key = running.source("opentelemetry").key().reveal();
        HttpResponse<byte[]> bomb = running.send(HttpRequest.newBuilder(running.at("/v1/logs"))
                .header("Authorization", "Bearer " + key).header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(new byte[80 << 20]))));
        assertThat(bomb.statusCode()).isEqualTo(413);
        assertThat(bomb.body()).startsWith(1 << 3, 8);
        HttpResponse<byte[]> torn = running.send(HttpRequest.newBuilder(running.at("/v1/logs"))
                .header("Authorization", "Bearer " + key).header("Content-Type", "application/json").header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("not gzip")));
        assertThat(torn.statusCode()).isEqualTo(400);
        assertThat(running.post("/v1/logs", "text/plain", key, bytes("x")).statusCode()).isEqualTo(415);
        assertThat(running.send(HttpRequest.newBuilder(running.at("/v1/logs")).GET()).statusCode()).isEqualTo(405);
        String deep = "{\"resourceLogs\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(running.post("/v1/logs", "application/json", key, bytes(deep)).statusCode()).isEqualTo(400);
        assertThat(running.triage.batches).isEmpty();
    }

    @Test
    void a_line_of_a_megabyte_is_cut_and_says_so() {
        String key = running.source("jsonlines").key().reveal();
        String line = "x\\u0000y" + "z".repeat(1 << 20);
        assertThat(lines(key, "{\"level\":\"fatal\",\"msg\":\"" + line + "\"}").statusCode()).isEqualTo(200);
        Batch.Delta delta = running.triage.raised().getFirst();
        assertThat(delta.title()).hasSize(200).startsWith("x\ufffdyz");
        assertThat(delta.samples().getFirst().text()).hasSizeLessThan(16_500).endsWith("the first 16,384 are kept");
    }

    @Test
    void a_time_far_from_ours_counts_at_reception_and_is_said() {
        String key = running.source("jsonlines").key().reveal();
        Instant now = Clock.system().instant();
        HttpResponse<byte[]> answer = lines(key, "{\"level\":\"fatal\",\"msg\":\"a\",\"time\":\"" + now.minus(Duration.ofMinutes(59)) + "\"}\n"
                + "{\"level\":\"fatal\",\"msg\":\"b\",\"time\":\"2001-01-01T00:00:00Z\"}\n"
                + "{\"level\":\"fatal\",\"msg\":\"c\",\"time\":\"" + now.plus(Duration.ofMinutes(9)) + "\"}");
        assertThat(text(answer)).contains("\"note\":\"2 records have a time more than 1 hour ago");
        for (Batch.Delta delta : running.triage.raised()) {
            boolean kept = delta.title().equals("a");
            assertThat(Duration.between(delta.first(), now).toMinutes()).isEqualTo(kept ? 59 : 0);
            assertThat(delta.samples().getFirst().attributes().containsKey("time.sender")).isEqualTo(!kept);
        }
    }

    @Test
    void many_senders_at_once_lose_no_count() {
        String key = running.source("jsonlines").key().reveal();
        String body = IntStream.range(0, 40).mapToObj(i -> "{\"level\":\"" + (i % 4 == 0 ? "info" : "error") + "\",\"msg\":\"trouble "
                + (char) ('a' + i % 5) + "\",\"user\":\"u" + i + "\"}").collect(java.util.stream.Collectors.joining("\n"));
        IntStream.range(0, 300).parallel().forEach(i -> assertThat(lines(key, body).statusCode()).isEqualTo(200));
        assertThat(running.triage.total()).isEqualTo(300 * 40);
        assertThat(running.triage.ordinary()).isEqualTo(300 * 10);
        for (Batch.Delta delta : running.triage.raised()) {
            assertThat(delta.minutes().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(delta.count());
            assertThat(delta.samples()).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void what_cannot_be_stored_fails_alone() {
        String key = running.source("jsonlines").key().reveal();
        running.triage.poison = "poison";
        List<Integer> answers = IntStream.range(0, 60).parallel()
                .mapToObj(i -> lines(key, "{\"level\":\"fatal\",\"msg\":\"" + (i == 7 ? "poison" : "trouble") + "\"}").statusCode())
                .toList();
        assertThat(answers.stream().filter(s -> s == 200).count()).isEqualTo(59);
        assertThat(answers.get(7)).isEqualTo(500);
        assertThat(running.triage.total()).isEqualTo(59);
    }

    @Test
    void pagerduty_answers_are_exact() {
        Sources.Created source = running.source("pagerduty");
        String key = source.key().reveal();
        HttpResponse<byte[]> ok = running.post("/v2/enqueue", "application/json", "", bytes("""
                {"routing_key":"%s","event_action":"trigger","dedup_key":"db-1","client":"am",
                 "payload":{"summary":"db is down","source":"db-1","severity":"critical","timestamp":"2015-07-17T08:42:58.315+0000",
                 "custom_details":{"firing":"3"}}}""".formatted(key)));
        assertThat(ok.statusCode()).isEqualTo(202);
        assertThat(text(ok)).isEqualTo("{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"db-1\"}");
        Batch.Delta delta = running.triage.raised().getFirst();
        assertThat(delta.grade()).isEqualTo(Grade.G911);
        assertThat(delta.hosts()).containsExactly("db-1");

        running.post("/v2/enqueue", "", "", bytes("{\"routing_key\":\"" + key + "\",\"event_action\":\"resolve\",\"dedup_key\":\"db-1\",\"payload\":{}}"));
        assertThat(running.triage.words()).singleElement().satisfies(w -> {
            assertThat(w.fingerprint()).isEqualTo(delta.fingerprint());
            assertThat(w.kind()).isEqualTo(Batch.Word.Kind.RECOVERED);
        });

        HttpResponse<byte[]> bad = running.post("/v2/enqueue", "application/json", "", bytes("{\"routing_key\":\"short\",\"event_action\":\"trigger\"}"));
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(text(bad)).isEqualTo("{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":["
                + "\"Length of 'routing_key' is incorrect (should be 32 characters)\",\"'payload' is missing or blank\"]}");
        assertThat(text(running.post("/v2/enqueue", "application/json", "", bytes("{")))).startsWith("{\"status\":\"Unrecognized object\"");
        assertThat(text(running.post("/v2/enqueue", "application/json", "", bytes("{\"routing_key\":\"" + "x".repeat(32)
                + "\",\"event_action\":\"resolve\",\"dedup_key\":\"a\"}")))).contains("'routing_key' is invalid");
        String unnamed = "{\"routing_key\":\"" + key + "\",\"event_action\":\"trigger\",\"payload\":{\"summary\":\"s\",\"source\":\"h\",\"severity\":\"info\"}}";
        assertThat(text(running.post("/v2/enqueue", "", "", bytes(unnamed)))).isNotEqualTo(text(running.post("/v2/enqueue", "", "", bytes(unnamed))));
        assertThat(running.triage.raised()).hasSize(3).extracting(Batch.Delta::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void prometheus_fires_by_labels_and_recovers_when_it_says_so() {
        String key = running.source("prometheus").key().reveal();
        Instant now = Clock.system().instant();
        String firing = """
                [{"labels":{"alertname":"HighErrors","severity":"critical","instance":"a:9","empty":""},"annotations":{"summary":"5xx at 30 %%"},
                  "startsAt":"2026-11-22T03:12:00Z","endsAt":"%s","generatorURL":"http://p/graph"},
                 {"labels":{}},
                 {"labels":{"alertname":"Disk"},"endsAt":"0001-01-01T00:00:00Z"}]""".formatted(now.plusSeconds(240));
        HttpResponse<byte[]> mixed = running.post("/api/v2/alerts", "application/json", key, bytes(firing));
        assertThat(mixed.statusCode()).isEqualTo(400);
        assertThat(text(mixed)).isEqualTo("\"alert 2: it has no labels\"");
        assertThat(named("HighErrors: 5xx at 30 %").grade()).isEqualTo(Grade.G911);
        assertThat(named("Disk").grade()).isEqualTo(Grade.NOTICE);

        HttpResponse<byte[]> over = running.send(HttpRequest.newBuilder(running.at("/api/v2/alerts"))
                .header("Authorization", "Basic " + java.util.Base64.getEncoder().encodeToString(bytes("any:" + key)))
                .POST(HttpRequest.BodyPublishers.ofString("""
                [{"labels":{"instance":"a:9","severity":"critical","alertname":"HighErrors"},"endsAt":"%s"}]""".formatted(now.minusSeconds(5)))));
        assertThat(over.statusCode()).isEqualTo(200);
        assertThat(over.body()).isEmpty();
        assertThat(running.triage.words()).singleElement()
                .satisfies(w -> assertThat(w.fingerprint()).isEqualTo(named("HighErrors: 5xx at 30 %").fingerprint()));
    }
}
