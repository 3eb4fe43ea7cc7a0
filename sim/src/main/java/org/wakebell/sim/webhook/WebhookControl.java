package org.wakebell.sim.webhook;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wakebell.sim.http.Http;
import org.wakebell.sim.http.Json;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.http.Request;

/**
 * What the receiver's twin shows and obeys. {@code GET /} everything that arrived; {@code POST /forget}, {@code POST
 * /calm}, {@code POST /demand} with the signing secret as body, {@code POST /answer/STATUS} with a header line as body.
 */
public final class WebhookControl implements AutoCloseable {

    private final WebhookTwin twin;
    private final Http http;

    private WebhookControl(WebhookTwin twin, String host, int port) throws IOException {
        this.twin = twin;
        this.http = Http.start(host, port, this::on);
    }

    /** @param port 0 for a free one */
    public static WebhookControl start(WebhookTwin twin, String host, int port) throws IOException {
        return new WebhookControl(twin, host, port);
    }

    public int port() {
        return http.port();
    }

    private Reply on(Request request) {
        String asked = request.method() + " " + request.path();
        switch (asked) {
            case "GET /" -> {
                return Reply.json(200, Json.of(twin.got().stream().map(WebhookControl::json).toList()));
            }
            case "POST /forget" -> twin.forget();
            case "POST /calm" -> twin.calm();
            case "POST /demand" -> twin.demand(request.body().strip());
            default -> {
                if (!asked.matches("POST /answer/[1-5][0-9][0-9]")) {
                    return Reply.json(404, "{}");
                }
                twin.answer(Integer.parseInt(asked.substring("POST /answer/".length())), request.body().strip());
            }
        }
        return Reply.json(200, "{}");
    }

    private static Map<String, Object> json(WebhookTwin.Got got) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", got.request().method());
        json.put("path", got.request().path());
        json.put("key", got.key());
        json.put("signed", got.signed());
        json.put("fresh", got.fresh());
        json.put("body", got.request().body());
        return json;
    }

    @Override
    public void close() {
        http.close();
    }
}
