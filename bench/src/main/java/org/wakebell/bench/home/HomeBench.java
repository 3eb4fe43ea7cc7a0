package org.wakebell.bench.home;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.wakebell.bench.Asked;
import org.wakebell.bench.Bench;
import org.wakebell.e2e.Scene;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.program.Child;
import org.wakebell.sim.program.Dist;
import org.wakebell.sim.program.Node;

/**
 * The packaged home agent, as the launcher starts it, against a packaged server on the same machine: from the start of
 * its process to its word that it is connected, and its memory a minute later and after it has rung the siren's twin.
 */
public final class HomeBench implements Bench {

    private static final int STARTS = 5;
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final long SOON_MS = 1_000;
    private static final double MOST_MB = 80;

    /** @param processorMs what all its threads have used by then: nearly the same on a busy machine */
    private record Start(long tookMs, long processorMs) {}

    @Override
    public String word() {
        return "home";
    }

    @Override
    public String about() {
        return "the home agent's start and memory";
    }

    @Override
    public int run(Asked asked) throws Exception {
        boolean json = asked.json();
        Path data = asked.folder().resolve("data");
        try (Scene scene = Scene.sqlite(data, Duration.ofSeconds(30));
                Node server = new Node(data);
                DlinkTwin siren = DlinkTwin.start("012345", "6C:72:20:00:00:01", InstantSource.system())) {
            server.start();
            pair(scene, server, siren);
            long median = starts(server, data, json);
            double[] memory = memory(scene, server, siren, data);
            tell(json,
                    "{\"what\":\"home memory\",\"connected_60_s_mb\":%.1f,\"after_ring_mb\":%.1f}",
                    "resident: %.1f MB after a minute, %.1f MB after a ring",
                    memory[0], memory[1]);
            return median <= SOON_MS && memory[0] <= MOST_MB && memory[1] <= MOST_MB ? 0 : 1;
        }
    }

    /** Gives the median in milliseconds. */
    private static long starts(Node server, Path data, boolean json) throws InterruptedException {
        long[] starts = new long[STARTS];
        long[] work = new long[STARTS];
        for (int i = 0; i < STARTS; i++) {
            Start one = start(server, data);
            starts[i] = one.tookMs;
            work[i] = one.processorMs;
        }
        Arrays.sort(starts);
        Arrays.sort(work);
        tell(json,
                "{\"what\":\"home start\",\"starts\":%d,\"min_ms\":%d,\"median_ms\":%d,\"max_ms\":%d,"
                        + "\"processor_ms\":%d,\"processors\":%d,\"load\":%.1f}",
                "connected after, of %d starts: min %d ms, median %d ms, max %d ms; %d ms of processor time (%d processors, load %.1f)",
                STARTS, starts[0], starts[STARTS / 2], starts[STARTS - 1], work[STARTS / 2],
                Runtime.getRuntime().availableProcessors(), ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return starts[STARTS / 2];
    }

    private static void tell(boolean json, String machine, String people, Object... values) {
        System.out.println(String.format(Locale.ROOT, json ? machine : people, values));
    }

    private static void pair(Scene scene, Node server, DlinkTwin siren) throws InterruptedException {
        try (Child agent = scene.home(server, siren)) {
            agent.stop();
        }
        System.err.println("paired");
    }

    /** What watches its output adds ten milliseconds on average. */
    private static Start start(Node server, Path data) throws InterruptedException {
        long begun = System.nanoTime();
        try (Child agent = agent(server, data)) {
            connected(agent);
            long took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            long work = ProcessHandle.of(agent.pid())
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toMillis)
                    .orElse(0L);
            System.err.printf("connected after %d ms, %d ms of processor time%n", took, work);
            agent.stop();
            return new Start(took, work);
        }
    }

    /** Resident megabytes when settled, and when it has rung. */
    private static double[] memory(Scene scene, Node server, DlinkTwin siren, Path data) throws Exception {
        try (Child agent = agent(server, data)) {
            connected(agent);
            System.err.println("a minute of nothing");
            Thread.sleep(SETTLED);
            double settled = agent.residentBytes() / 1e6;
            trigger(server.url(), scene.key());
            soon("the siren sounds", agent, () -> siren.plays() > 0);
            soon("the first burst ends", agent, () -> !siren.sounding());
            return new double[] {settled, agent.residentBytes() / 1e6};
        }
    }

    private static Child agent(Node server, Path data) {
        Path own = data.resolveSibling(data.getFileName() + "-home");
        List<String> words = List.of("--server", server.url().toString(), "--data", own.toString());
        return Child.start(Dist.home().command(words), data, Map.of("MALLOC_ARENA_MAX", "2"));
    }

    private static void connected(Child agent) throws InterruptedException {
        if (agent.line(line -> line.contains("connected to"), Duration.ofSeconds(30)).isEmpty()) {
            throw new IllegalStateException("not connected; it said:\n" + agent.output());
        }
    }

    private static void trigger(URI server, String key) throws IOException, InterruptedException {
        String body = """
                {"routing_key":"%s","event_action":"trigger","dedup_key":"bench",
                 "payload":{"summary":"checkout is down","source":"shop-1","severity":"critical"}}
                """.formatted(key);
        HttpRequest post = HttpRequest.newBuilder(server.resolve("/v2/enqueue"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(post, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new IllegalStateException("the event was not taken: " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    private static void soon(String what, Child agent, BooleanSupplier yes) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!yes.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(what + ": not within a minute; the agent said:\n" + agent.output());
            }
            Thread.sleep(50);
        }
    }
}
