package org.wakebell.drivers.webhook;

import java.util.Locale;
import java.util.Map;
import org.wakebell.drivers.Ring;

/** What a webhook sends. */
enum Sends {
    /** POST, with our own JSON. */
    JSON("POST"),
    /** POST, with JSON that someone wrote. */
    TEMPLATE("POST"),
    /** POST with nothing in it, as a dead man's switch takes. */
    POST("POST"),
    /** GET with nothing in it. */
    GET("GET");

    final String method;

    Sends(String method) {
        this.method = method;
    }

    static Sends of(Map<String, String> config) {
        return switch (config.getOrDefault("sends", "json").toLowerCase(Locale.ROOT)) {
            case "json" -> JSON;
            case "template" -> TEMPLATE;
            case "post" -> POST;
            case "get" -> GET;
            default -> throw new IllegalArgumentException(
                    "a webhook sends json (ours), template (your own JSON), post or get (nothing in it)");
        };
    }

    boolean speaks() {
        return this == JSON || this == TEMPLATE;
    }

    String body(Template template, Ring ring) {
        return switch (this) {
            case JSON -> Template.ours(ring);
            case TEMPLATE -> template.fill(ring);
            case POST, GET -> "";
        };
    }
}
