package org.wakebell.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts numbered events one after another, to each server in turn, and remembers which were acknowledged. */
public final class Sender implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> servers;
    private final String key;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> running = new CopyOnWriteArrayList<>();
    private volatile boolean on = true;

    public Sender(List<URI> servers, String key) {
        this.servers = List.copyOf(servers);
        this.key = key;
    }

    /** From now on, from so many threads. */
    public Sender start(int threads) {
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofVirtual().start(this::run));
        }
        return this;
    }

    private void run() {
        while (on) {
            int number = count.incrementAndGet();
            String title = "order " + number + " is late";
            try {
                if (post(servers.get(number % servers.size()), key, "warning", title) == 202) {
                    acknowledged.add(title);
                }
                Thread.sleep(5);
            } catch (IOException e) {
                // nobody there: the next one goes to the next server
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** One event; gives the status of the answer. */
    public int post(URI server, String with, String severity, String title) throws IOException, InterruptedException {
        String body = """
                {"routing_key":"%s","event_action":"trigger","dedup_key":"%s",
                 "payload":{"summary":"%s","source":"shop-1","severity":"%s"}}
                """.formatted(with, title, title, severity);
        HttpRequest post = HttpRequest.newBuilder(server.resolve("/v2/enqueue"))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** Until some server takes it; gives the time that the taking request took. */
    public Duration insist(String with, String severity, String title, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (int i = 0; System.nanoTime() < until; i++) {
            long asked = System.nanoTime();
            try {
                if (post(servers.get(i % servers.size()), with, severity, title) == 202) {
                    acknowledged.add(title);
                    return Duration.ofNanos(System.nanoTime() - asked);
                }
            } catch (IOException e) {
                // nobody there
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("nobody took \"" + title + "\" in " + patience);
    }

    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Sends nothing more, and waits for the answers to what is on its way: what is acknowledged is final then. */
    @Override
    public void close() throws InterruptedException {
        on = false;
        for (Thread thread : running) {
            thread.join();
        }
    }
}
