package org.wakebell.sim.program;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server's REST API with one token. An answer that is no success is an exception that carries all of it. */
public final class Rest {

    /** What came back. */
    public record Answer(int status, String body) {
        public boolean ok() {
            return status / 100 == 2;
        }

        public Json.Value json() {
            return Json.read(body);
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String token;

    public Rest(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    public Json.Value get(String path) throws InterruptedException {
        return must("GET", path, null);
    }

    public Json.Value post(String path, Object body) throws InterruptedException {
        return must("POST", path, body);
    }

    public Json.Value put(String path, Object body) throws InterruptedException {
        return must("PUT", path, body);
    }

    private Json.Value must(String method, String path, @Nullable Object body) throws InterruptedException {
        Answer answer;
        try {
            answer = send(method, path, body);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + ": " + e, e);
        }
        if (!answer.ok()) {
            throw new IllegalStateException(method + " " + path + " " + (body == null ? "" : Json.write(body)) + " -> "
                    + answer.status + " " + answer.body);
        }
        return answer.json();
    }

    /** Whatever the answer is. */
    public Answer send(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        HttpRequest.Builder ask = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
        if (body == null) {
            ask.method(method, BodyPublishers.noBody());
        } else {
            String text = body instanceof String plain ? plain : Json.write(body);
            ask.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(text));
        }
        HttpResponse<String> response = http.send(ask.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
