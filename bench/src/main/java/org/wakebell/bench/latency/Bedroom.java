package org.wakebell.bench.latency;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.dlink.Heard;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Rest;

/**
 * Rings one siren again and again, each time for a new trouble: an event, the siren, then a colleague resolves it and
 * all is quiet. So every ring is the first of its page, and the sleeper never counts as awake.
 */
public final class Bedroom implements AutoCloseable {

    private static final int PER_SOURCE = 3;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final DlinkTwin siren;
    private final InstantSource clock;
    private final Rest colleague;
    private final List<String> keys;
    private final int port;
    private Post post;
    private Instant used = Instant.MIN;
    /** Not in step with anything that looks once in a while. */
    private final Random pauses = new Random(911);
    private int count;

    /** @param clock the siren's, too */
    public Bedroom(DlinkTwin siren, InstantSource clock, int port, Rest colleague, List<String> keys) throws IOException {
        this.siren = siren;
        this.clock = clock;
        this.colleague = colleague;
        this.keys = keys;
        this.port = port;
        this.post = new Post(port);
    }

    /** How many sources so many rings need. */
    public static int sources(int rings) {
        return (rings + PER_SOURCE - 1) / PER_SOURCE;
    }

    /** The siren's time and the sender's: one monotonic clock, so that nothing can be set in between. */
    public static InstantSource monotonic() {
        Instant start = Instant.now();
        long zero = System.nanoTime();
        return () -> start.plusNanos(System.nanoTime() - zero);
    }

    public Rings ring(String what, int times, DoubleSupplier beside) throws IOException, InterruptedException {
        return ring(what, times, Duration.ZERO, beside);
    }

    /**
     * @param every from one event to the next, if all is quiet by then
     * @param beside events a second of others
     */
    public Rings ring(String what, int times, Duration every, DoubleSupplier beside) throws IOException, InterruptedException {
        List<Double> sent = new ArrayList<>();
        List<Double> accepted = new ArrayList<>();
        double before = load();
        for (int i = 0; i < times; i++) {
            byte[] event = event(keys.get(count / PER_SOURCE), "trouble " + count);
            count++;
            siren.forget();
            fresh();
            Instant start = clock.instant();
            int status = post.send(event);
            Instant answered = clock.instant();
            used = answered;
            if (status != 202) {
                throw new IllegalStateException("the event was answered with " + status);
            }
            Instant sounded = sounded();
            sent.add(millis(start, sounded));
            accepted.add(millis(answered, sounded));
            quiet();
            Duration left = every.minus(Duration.between(start, clock.instant()));
            Thread.sleep(left.isPositive() ? left : Duration.ZERO);
        }
        return new Rings(what, sent, accepted, before, load(), beside.getAsDouble());
    }

    /** A server lets go of a connection on which nothing was said for long. */
    private void fresh() throws IOException {
        if (used.isBefore(clock.instant().minusSeconds(5))) {
            post.close();
            post = new Post(port);
        }
    }

    private Instant sounded() throws InterruptedException {
        List<Heard> heard = siren.awaitHeard(1, LONGEST);
        return heard.stream()
                .filter(h -> h.what().equals("sounded"))
                .map(Heard::at)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing sounded within 20 s: " + colleague("/api/v1/pages")));
    }

    private void quiet() throws InterruptedException {
        for (Json.Value page : colleague.get("/api/v1/pages").list()) {
            colleague.post("/api/v1/incidents/" + page.at("subjectId").text() + "/resolve", Map.of("text", "over"));
        }
        long until = System.nanoTime() + LONGEST.toNanos();
        while (siren.sounding()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the siren does not fall silent");
            }
            Thread.sleep(10);
        }
        Thread.sleep(400 + pauses.nextInt(200));
    }

    private String colleague(String path) {
        try {
            return colleague.get(path).toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static byte[] event(String key, String trouble) {
        String body = """
                {"routing_key":"%s","event_action":"trigger","dedup_key":"%s",
                 "payload":{"summary":"%s","source":"shop-1","severity":"critical"}}
                """.formatted(key, trouble, trouble);
        String head = "POST /v2/enqueue HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    @Override
    public void close() throws IOException {
        post.close();
    }
}
