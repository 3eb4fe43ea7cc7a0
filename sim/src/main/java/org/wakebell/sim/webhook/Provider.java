package org.wakebell.sim.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.wakebell.sim.http.Http;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.http.Request;

/**
 * A provider of messages as they are sold: every request takes it a while, it works on so many at once and takes so many
 * a second; whatever is beyond is answered 429 with {@code Retry-After: 1} (RFC 6585, 4) and has no effect.
 */
public final class Provider implements AutoCloseable {

    /**
     * @param effects idempotency keys that were taken, each once
     * @param repeated requests whose key had been taken before
     * @param refused answered 429
     * @param mostAtOnce requests that were open at the same time, refused ones included
     */
    public record Count(int effects, int repeated, int refused, int mostAtOnce) {}

    private static final long SECOND = 1_000_000_000L;

    private final Http http;
    private final int atOnce;
    private final int aSecond;
    private final Duration work;
    private final Map<String, Long> taken = new HashMap<>();
    private final Deque<Long> lately = new ArrayDeque<>();
    private int open;
    private int working;
    private int mostAtOnce;
    private int repeated;
    private int refused;
    private long first;

    private Provider(int atOnce, int aSecond, Duration work) {
        this.atOnce = atOnce;
        this.aSecond = aSecond;
        this.work = work;
        try {
            this.http = Http.start("127.0.0.1", 0, this::on);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param atOnce requests it works on at the same time
     * @param aSecond requests it takes in any second
     * @param work how long one takes it
     */
    public static Provider start(int atOnce, int aSecond, Duration work) {
        return new Provider(atOnce, aSecond, work);
    }

    public int port() {
        return http.port();
    }

    private Reply on(Request request) throws InterruptedException {
        synchronized (this) {
            long now = System.nanoTime();
            first = first == 0 ? now : first;
            mostAtOnce = Math.max(mostAtOnce, ++open);
            while (!lately.isEmpty() && now - lately.getFirst() > SECOND) {
                lately.removeFirst();
            }
            if (working >= atOnce || lately.size() >= aSecond) {
                refused++;
                open--;
                return Reply.bytes("HTTP/1.1 429 X\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
            working++;
            lately.addLast(now);
        }
        try {
            Thread.sleep(work);
        } finally {
            synchronized (this) {
                working--;
                open--;
            }
        }
        return taken(request.header("idempotency-key"));
    }

    private synchronized Reply taken(String key) {
        if (taken.putIfAbsent(key, System.nanoTime()) != null) {
            repeated++;
        }
        return Reply.json(200, "{}");
    }

    public synchronized Count count() {
        return new Count(taken.size(), repeated, refused, mostAtOnce);
    }

    /** When the first request came, by {@link System#nanoTime}; 0 if none did. */
    public synchronized long firstNanos() {
        return first;
    }

    /** When the last of them was taken, by {@link System#nanoTime}; 0 if none was. */
    public synchronized long lastNanos() {
        return taken.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() {
        http.close();
    }
}
