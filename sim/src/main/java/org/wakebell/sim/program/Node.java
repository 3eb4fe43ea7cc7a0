package org.wakebell.sim.program;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A packaged server on a port and a data folder of its own: started, killed, frozen and started again on the same data.
 * The port stays the same over its lives, as a sender would see it.
 */
public final class Node implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https?://\\S*/setup\\S*");

    private final Path data;
    private final int port;
    private final Map<String, String> settings = new TreeMap<>();
    private Supplier<Dist> dist = Dist::server;
    private @Nullable Child child;

    public Node(Path data) {
        this.data = data;
        this.port = freePort();
        settings.put("WAKEBELL_DATA", data.toString());
        settings.put("WAKEBELL_SERVER_PORT", String.valueOf(port));
    }

    /** One more setting, by its variable. */
    public Node with(String variable, String value) {
        settings.put(variable, value);
        return this;
    }

    /** Another build of the server, from its next start on. */
    public Node of(Dist other) {
        dist = () -> other;
        return this;
    }

    public Node onPostgres(String url, String user) {
        return with("WAKEBELL_DATABASE_URL", url).with("WAKEBELL_DATABASE_USER", user);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Child child() {
        if (child == null) {
            throw new IllegalStateException("not started");
        }
        return child;
    }

    /** Starts it and waits until it answers; gives the time that took. */
    public Duration start() throws InterruptedException {
        long begun = System.nanoTime();
        launch();
        ready(Duration.ofSeconds(60));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Starts it and does not wait. */
    public Child launch() {
        close();
        child = Child.start(dist.get().command(List.of("up")), data.toAbsolutePath().resolveSibling(""), settings);
        return child;
    }

    /** @throws IllegalStateException with all it said, if it ends or does not answer in time */
    public void ready(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        HttpRequest ask = HttpRequest.newBuilder(url().resolve("/health")).timeout(Duration.ofSeconds(2)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!answers(http, ask)) {
                if (!child().alive() || System.nanoTime() > until) {
                    throw new IllegalStateException("the server is not ready; it said:\n" + child().output());
                }
                Thread.sleep(50);
            }
        }
    }

    private static boolean answers(HttpClient http, HttpRequest ask) throws InterruptedException {
        try {
            return http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException e) {
            return false;
        }
    }

    /** The one-time link that the first start prints. */
    public URI setupLink() throws InterruptedException {
        Optional<String> line = child().line(said -> LINK.matcher(said).find(), Duration.ofSeconds(10));
        Matcher m = LINK.matcher(line.orElseThrow(() -> new IllegalStateException("no set-up link in:\n" + child().output())));
        m.find();
        return URI.create(m.group());
    }

    public void kill() throws InterruptedException {
        child().kill();
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
