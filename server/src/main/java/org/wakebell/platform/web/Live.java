package org.wakebell.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The stream of pokes to one browser window. It says which topics changed and nothing else, so it needs no right of its
 * own beyond being signed in: what changed is fetched again through the page, which checks.
 */
@Controller
class Live implements SmartLifecycle {

    private static final int MOST_STREAMS = 500;
    private static final String END = "";

    private final Pokes pokes;
    private final AtomicInteger streams = new AtomicInteger();
    private final Set<BlockingQueue<String>> open = java.util.concurrent.ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    Live(Pokes pokes) {
        this.pokes = pokes;
    }

    /** Holds the request's (virtual) thread until the browser goes away or the server stops. */
    @SignedIn
    @GetMapping("/live")
    void live(@RequestParam String topics, HttpServletResponse response) throws IOException, InterruptedException {
        if (!running || streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            response.setHeader("Retry-After", "15");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        Set<String> wanted = Arrays.stream(topics.split(",")).limit(100).collect(Collectors.toUnmodifiableSet());
        BlockingQueue<String> news = new ArrayBlockingQueue<>(256);
        open.add(news);
        try (var listening = pokes.listen(topic -> {
            if (topic.equals(Pokes.EVERYTHING)) {
                wanted.forEach(news::offer);
            } else if (wants(wanted, topic)) {
                news.offer(topic);
            }
        })) {
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            stream(news, response.getOutputStream());
        } catch (IOException e) {
            // The browser went away; there is nobody to tell.
        } finally {
            open.remove(news);
            streams.decrementAndGet();
        }
    }

    private void stream(BlockingQueue<String> news, OutputStream out) throws IOException, InterruptedException {
        send(out, "retry: 2000\nevent: hello\ndata:\n\n");
        while (running) {
            String topic = news.poll(15, TimeUnit.SECONDS);
            if (topic == null) {
                send(out, ": still here\n\n");
            } else if (!topic.isEmpty()) {
                send(out, "event: poke\ndata: " + topic.replaceAll("[\\r\\n]", " ") + "\n\n");
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Who listens to {@code triage} hears {@code triage/ID} too. */
    private static boolean wants(Set<String> wanted, String topic) {
        int slash = topic.indexOf('/');
        return wanted.contains(topic) || slash > 0 && wanted.contains(topic.substring(0, slash));
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server drains, or it would wait for streams that never end. */
    @Override
    public void stop() {
        running = false;
        open.forEach(news -> news.offer(END));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
