package org.wakebell.sim.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wakebell.sim.program.Json;
import org.wakebell.sim.program.Rest;

/** A browser, as far as the demo needs one: cookies, and forms that carry the token against forgery. */
final class Visitor implements AutoCloseable {

    private static final String FORM = "wakebell-form";

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .cookieHandler(cookies)
            .build();
    private final URI base;

    Visitor(URI base) {
        this.base = base;
    }

    void open(String page) throws InterruptedException {
        must(request(page).GET().build());
    }

    /** Opens a page, then sends the form on it to an address of its own. */
    void form(String page, String action, Map<String, String> fields) throws InterruptedException {
        open(page);
        Map<String, String> all = new TreeMap<>(fields);
        all.put("_csrf", token());
        post(action, all);
    }

    /** A form without cookies, as from a link in a mail. */
    void post(String action, Map<String, String> fields) throws InterruptedException {
        String body = fields.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        must(request(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** An API token with these roles, for whoever is signed in here. */
    Rest token(List<String> roles) throws InterruptedException {
        String body = Json.write(Map.of("label", "the demo", "roles", roles));
        String answer = must(request("/api/v1/me/tokens")
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", token())
                .POST(BodyPublishers.ofString(body))
                .build());
        return new Rest(base, Json.read(answer).at("token").text());
    }

    private String token() {
        return cookies.getCookieStore().get(base).stream()
                .filter(c -> c.getName().equals(FORM))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private String must(HttpRequest request) throws InterruptedException {
        String what = request.method() + " " + request.uri().getPath();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new IllegalStateException(what + " -> " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(what + ": " + e, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
