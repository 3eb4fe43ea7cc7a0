package org.wakebell.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.triage.Batch;

/** What senders hear when there is too much, on the real HTTP server. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class OverloadTest {

    static final Bounds WIDE = new Bounds(2_048, 64 << 20, Duration.ofSeconds(30), Duration.ofSeconds(10));

    @Parameter
    Databases database;

    final Hand clock = new Hand();
    Running running;

    /** Stands still until it is moved. */
    static final class Hand implements Clock {
        private volatile Instant now = Instant.parse("2026-11-22T03:12:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public long nanos() {
            return Duration.between(Instant.EPOCH, now).toNanos();
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    private void open(Bounds bounds) {
        running = new Running(database.fresh(), clock, bounds, 20_000);
    }

    @AfterEach
    void close() {
        running.triage.gate.countDown();
        running.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> line(String key, String message) {
        return running.post("/in/jsonl", "application/x-ndjson", key, bytes("{\"level\":\"fatal\",\"msg\":\"" + message + "\"}"));
    }

    private static void until(BooleanSupplier so) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not come to that").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private Check check(String name) {
        return running.room.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private void settle() throws Exception {
        for (Loop loop : running.room.loops()) {
            if (loop instanceof Tally) {
                loop.step();
            }
        }
    }

    /** The refusal in the form of each of the four senders; only 429 and 503 make any of them try again. */
    private void allFourHear(String key, int status, int pagerDuty, String seconds, String why, String throttle) {
        HttpResponse<byte[]> lines = line(key, "more");
        assertThat(lines.statusCode()).isEqualTo(status);
        assertThat(text(lines)).isEqualTo("{\"error\":\"" + why + "\"}");

        HttpResponse<byte[]> json = running.post("/v1/logs", "application/json", key, bytes("{}"));
        int code = status == 429 ? 8 : 14;
        assertThat(json.statusCode()).isEqualTo(status);
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(text(json)).isEqualTo("{\"code\":" + code + ",\"message\":\"" + why + "\"}");

        HttpResponse<byte[]> proto = running.post("/v1/logs", "application/x-protobuf", key, record());
        assertThat(proto.statusCode()).isEqualTo(status);
        assertThat(proto.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
        assertThat(proto.body()).startsWith(1 << 3, code, 2 << 3 | 2);
        assertThat(text(proto)).endsWith(why);

        HttpResponse<byte[]> prometheus = running.post("/api/v2/alerts", "application/json", key, bytes("[{\"labels\":{\"alertname\":\"a\"}}]"));
        assertThat(prometheus.statusCode()).isEqualTo(status);
        assertThat(text(prometheus)).isEqualTo("\"" + why + "\"");

        HttpResponse<byte[]> pager = running.post("/v2/enqueue", "application/json", "", bytes("{\"routing_key\":\"" + key
                + "\",\"event_action\":\"resolve\",\"dedup_key\":\"d\"}"));
        assertThat(pager.statusCode()).isEqualTo(pagerDuty);
        assertThat(text(pager)).isEqualTo("{\"status\":\"" + throttle + "\",\"message\":\"" + why + "\",\"errors\":[]}");

        for (HttpResponse<byte[]> one : List.of(lines, json, proto, prometheus, pager)) {
            assertThat(one.headers().firstValue("Retry-After")).hasValue(seconds);
        }
    }

    /** An ExportLogsServiceRequest with one record, "x", at ERROR. */
    private static byte[] record() {
        byte[] body = {0x2a, 3, 0x0a, 1, 'x'};
        byte[] record = join(new byte[] {0x10, 17}, body);
        byte[] scope = join(new byte[] {0x12, (byte) record.length}, record);
        byte[] resource = join(new byte[] {0x12, (byte) scope.length}, scope);
        return join(new byte[] {0x0a, (byte) resource.length}, resource);
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] all = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    @Test
    void when_too_much_waits_for_the_disk_each_sender_is_told_to_come_again() throws Exception {
        open(new Bounds(1, 64 << 20, Duration.ofSeconds(30), Duration.ofSeconds(10)));
        String key = running.source("jsonlines").key().reveal();
        running.triage.gate = new CountDownLatch(1);
        CompletableFuture<Integer> stuck = CompletableFuture.supplyAsync(() -> line(key, "first").statusCode());
        until(running.triage::busy);
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> line(key, "second").statusCode());
        until(() -> check("intake").look().state() == Check.State.DEGRADED);

        // OTLP's empty {} and acknowledged words need no place in the queue: here each has something to store.
        String why = "too many events are waiting to be stored; nothing was kept, send it again";
        HttpResponse<byte[]> json = running.post("/v1/logs", "application/json", key, bytes(
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":17,\"body\":{\"stringValue\":\"x\"}}]}]}]}"));
        assertThat(json.statusCode()).isEqualTo(503);
        assertThat(text(json)).isEqualTo("{\"code\":14,\"message\":\"" + why + "\"}");
        HttpResponse<byte[]> proto = running.post("/v1/logs", "application/x-protobuf", key, record());
        assertThat(proto.statusCode()).isEqualTo(503);
        assertThat(proto.body()).startsWith(1 << 3, 14, 2 << 3 | 2);
        HttpResponse<byte[]> lines = line(key, "third");
        assertThat(lines.statusCode()).isEqualTo(503);
        assertThat(text(lines)).isEqualTo("{\"error\":\"" + why + "\"}");
        HttpResponse<byte[]> prometheus = running.post("/api/v2/alerts", "", key, bytes("[{\"labels\":{\"alertname\":\"a\"}}]"));
        assertThat(prometheus.statusCode()).isEqualTo(503);
        assertThat(text(prometheus)).isEqualTo("\"" + why + "\"");
        HttpResponse<byte[]> pager = running.post("/v2/enqueue", "", "", bytes("{\"routing_key\":\"" + key
                + "\",\"event_action\":\"resolve\",\"dedup_key\":\"d\"}"));
        assertThat(pager.statusCode()).as("the only answer that makes PagerDuty's senders try again").isEqualTo(429);
        assertThat(text(pager)).isEqualTo("{\"status\":\"throttle exceeded\",\"message\":\"" + why + "\",\"errors\":[]}");
        for (HttpResponse<byte[]> one : List.of(json, proto, lines, prometheus, pager)) {
            assertThat(one.headers().firstValue("Retry-After")).hasValue("2");
        }

        assertThat(stuck).isNotDone();
        running.triage.gate.countDown();
        assertThat(stuck.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(line(key, "again").statusCode()).isEqualTo(200);
        assertThat(running.triage.total()).as("what was refused was not kept").isEqualTo(3);
    }

    @Test
    void a_request_of_many_commits_is_kept_whole_or_not_at_all() throws Exception {
        open(new Bounds(2, 64 << 20, Duration.ofSeconds(30), Duration.ofSeconds(10)));
        String key = running.source("prometheus").key().reveal();
        running.triage.gate = new CountDownLatch(1);
        CompletableFuture<Integer> stuck = CompletableFuture.supplyAsync(() -> line(key, "first").statusCode());
        until(running.triage::busy);
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> line(key, "second").statusCode());
        until(() -> running.room.waiting() == 1);
        String thousand = IntStream.range(0, 1_000).mapToObj(i -> "{\"labels\":{\"alertname\":\"a" + i + "\"}}").collect(Collectors.joining(",", "[", "]"));
        assertThat(running.post("/api/v2/alerts", "", key, bytes(thousand)).statusCode()).isEqualTo(503);
        running.triage.gate.countDown();
        waiting.get(10, TimeUnit.SECONDS);
        stuck.get(10, TimeUnit.SECONDS);
        assertThat(running.triage.total()).isEqualTo(2);
        assertThat(running.post("/api/v2/alerts", "", key, bytes(thousand)).statusCode()).isEqualTo(200);
        assertThat(running.triage.total()).isEqualTo(1_002);
    }

    @Test
    void a_slow_disk_is_said_and_no_sender_is_told_that_nothing_was_kept() {
        open(new Bounds(16, 64 << 20, Duration.ofSeconds(30), Duration.ofMillis(50)));
        String key = running.source("jsonlines").key().reveal();
        running.triage.gate = new CountDownLatch(1);
        HttpResponse<byte[]> answer = line(key, "slow");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(text(answer)).isEqualTo("{\"error\":\"the database is slow; it may have been kept, send it again\"}");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void a_source_over_its_limit_is_told_when_to_come_again_and_health_says_so() throws Exception {
        open(WIDE);
        Sources.Created source = running.source("jsonlines");
        String id = source.source().id();
        String key = source.key().reveal();
        String other = running.source("pagerduty").key().reveal();
        running.room.sources().most(Running.ADMIN, id, 60);
        running.room.sources().trust(Running.ADMIN, id, true);
        assertThat(check("intake-limits").look().state()).isEqualTo(Check.State.READY);

        String storm = "{\"level\":\"info\",\"msg\":\"x\"}\n".repeat(62);
        assertThat(running.post("/in/jsonl", "", key, bytes(storm)).statusCode()).as("a whole request is never cut").isEqualTo(200);
        String why = "this source sends more than its 60 events a minute; nothing was kept, send it again in 3 s, or raise the limit on the source's page";
        allFourHear(key, 429, 429, "3", why, "throttle exceeded");
        assertThat(line(other, "quiet").statusCode()).as("nobody else is held back").isEqualTo(200);

        settle();
        Check.Finding health = check("intake-limits").look();
        assertThat(health.state()).isEqualTo(Check.State.DEGRADED);
        assertThat(health.why()).startsWith("5 requests of the trusted source jsonlines of checkout were refused");
        assertThat(new Words().say(java.util.Locale.ENGLISH, health.word(), health.values().toArray())).isEqualTo(health.why());
        Map<String, Object> counted = running.tx.read(() -> running.tx.sql("SELECT events, refused, limited FROM intake_hour WHERE source = ?")
                .param(id).query().singleRow());
        assertThat(counted.values()).extracting(v -> ((Number) v).longValue()).containsExactly(62L, 5L, 5L);

        clock.pass(Duration.ofSeconds(3));
        assertThat(line(key, "the answer was exact").statusCode()).isEqualTo(200);
        assertThat(line(key, "one too many").statusCode()).isEqualTo(429);
        running.room.sources().most(Running.ADMIN, id, Source.MOST);
        clock.pass(Duration.ofSeconds(1));
        assertThat(line(key, "raised").statusCode()).isEqualTo(200);
        clock.pass(Duration.ofHours(2));
        assertThat(check("intake-limits").look().state()).isEqualTo(Check.State.READY);
    }

    private Socket raw(String key, String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.at("/").getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(bytes("POST /in/jsonl HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\n" + headers + "\r\n"));
        return socket;
    }

    /** Everything that the server says until it hangs up; a server that goes on listening fails by time. */
    private static String rest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void a_body_that_drips_is_cut_off_and_its_memory_given_back() throws IOException {
        open(WIDE);
        String key = running.source("jsonlines").key().reveal();
        try (Socket socket = raw(key, "Content-Length: 1000000\r\n")) {
            socket.getOutputStream().write(new byte[200_000]);
            until(() -> running.room.intake().budget().taken() >= 200_000);
            clock.pass(Duration.ofSeconds(31));
            socket.getOutputStream().write(' ');
            assertThat(rest(socket)).startsWith("HTTP/1.1 408").contains("Connection: close")
                    .endsWith("{\"error\":\"the body took longer than 30 s to arrive\"}");
            assertThat(running.room.intake().budget().taken()).isZero();
        }
    }

    @Test
    void a_body_that_stops_is_cut_off_too() throws IOException {
        running = new Running(database.fresh(), clock, WIDE, 200);
        String key = running.source("jsonlines").key().reveal();
        try (Socket socket = raw(key, "Transfer-Encoding: chunked\r\n")) {
            socket.getOutputStream().write(bytes("30000\r\n"));
            socket.getOutputStream().write(new byte[0x20000]);
            assertThat(rest(socket)).startsWith("HTTP/1.1 408").contains("Connection: close");
            assertThat(running.room.intake().budget().taken()).isZero();
        }
    }

    @Test
    void a_body_that_says_it_is_too_large_is_refused_before_any_of_it_is_read() throws IOException {
        open(WIDE);
        String key = running.source("jsonlines").key().reveal();
        try (Socket socket = raw(key, "Content-Length: 104857600\r\n")) {
            StringBuilder said = new StringBuilder();
            while (!said.toString().endsWith("}")) {
                said.append((char) socket.getInputStream().read());
            }
            assertThat(said.toString()).startsWith("HTTP/1.1 413").contains("Connection: close").contains("send smaller batches");
        }
    }

    @Test
    void large_bodies_wait_their_turn_and_small_ones_do_not() throws IOException {
        open(new Bounds(2_048, 300_000, Duration.ofSeconds(30), Duration.ofSeconds(10)));
        String key = running.source("jsonlines").key().reveal();
        String large = "{\"level\":\"fatal\",\"msg\":\"" + "z".repeat(200_000) + "\"}";
        try (Socket socket = raw(key, "Content-Length: " + large.length() + "\r\nConnection: close\r\n")) {
            socket.getOutputStream().write(bytes(large.substring(0, 150_000)));
            until(() -> running.room.intake().budget().taken() > 0);
            HttpResponse<byte[]> second = running.post("/in/jsonl", "", key, bytes(large));
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(text(second)).contains("too many large requests are being read; nothing was kept");
            assertThat(line(key, "small").statusCode()).isEqualTo(200);
            socket.getOutputStream().write(bytes(large.substring(150_000)));
            assertThat(rest(socket)).startsWith("HTTP/1.1 200");
        }
        assertThat(running.post("/in/jsonl", "", key, bytes(large)).statusCode()).isEqualTo(200);
        assertThat(running.room.intake().budget().taken()).isZero();
    }

    /** One commit would first raise and then recover: it would be over though it fires. */
    @Test
    void what_fires_again_after_it_recovered_is_stored_after_it() throws Exception {
        open(WIDE);
        String key = running.source("pagerduty").key().reveal();
        running.triage.gate = new CountDownLatch(1);
        CompletableFuture<Integer> stuck = CompletableFuture.supplyAsync(() -> line(key, "in the way").statusCode());
        until(running.triage::busy);
        for (String action : List.of("trigger", "resolve", "trigger")) {
            int before = running.room.waiting();
            var unused = CompletableFuture.supplyAsync(() -> running.post("/v2/enqueue", "", "", bytes("{\"routing_key\":\"" + key
                    + "\",\"event_action\":\"" + action + "\",\"dedup_key\":\"db\",\"payload\":{\"summary\":\"db\",\"source\":\"h\",\"severity\":\"critical\"}}")));
            until(() -> running.room.waiting() == before + 1);
        }
        running.triage.gate.countDown();
        stuck.get(10, TimeUnit.SECONDS);
        until(() -> running.triage.batches.size() == 3);
        Batch first = running.triage.batches.get(1);
        assertThat(first.raised()).hasSize(1);
        assertThat(first.words()).extracting(Batch.Word::kind).containsExactly(Batch.Word.Kind.RECOVERED);
        Batch second = running.triage.batches.get(2);
        assertThat(second.raised()).extracting(Batch.Delta::fingerprint).containsExactly(first.raised().getFirst().fingerprint());
        assertThat(second.words()).isEmpty();
    }

    @Test
    void what_fires_again_within_one_request_fires() {
        open(WIDE);
        String key = running.source("prometheus").key().reveal();
        String labels = "{\"labels\":{\"alertname\":\"a\"}";
        String over = ",\"endsAt\":\"" + clock.instant().minusSeconds(1) + "\"}";
        assertThat(running.post("/api/v2/alerts", "", key, bytes("[" + labels + "}," + labels + over + "," + labels + "}]")).statusCode()).isEqualTo(200);
        assertThat(running.triage.words()).isEmpty();
        assertThat(running.triage.raised()).singleElement().satisfies(d -> assertThat(d.count()).isEqualTo(2));
    }
}
