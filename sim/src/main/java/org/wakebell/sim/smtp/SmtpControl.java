package org.wakebell.sim.smtp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wakebell.sim.http.Http;
import org.wakebell.sim.http.Json;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.http.Request;

/**
 * What the mail server's twin shows and obeys. {@code GET /mails} everything that arrived; {@code POST /forget}, {@code
 * POST /calm}, {@code POST /answer/COMMAND} with the reply line as body.
 */
public final class SmtpControl implements AutoCloseable {

    private final SmtpTwin twin;
    private final Http http;

    private SmtpControl(SmtpTwin twin, String host, int port) throws IOException {
        this.twin = twin;
        this.http = Http.start(host, port, this::on);
    }

    /** @param port 0 for a free one */
    public static SmtpControl start(SmtpTwin twin, String host, int port) throws IOException {
        return new SmtpControl(twin, host, port);
    }

    public int port() {
        return http.port();
    }

    private Reply on(Request request) {
        String asked = request.method() + " " + request.path();
        switch (asked) {
            case "GET /mails", "GET /" -> {
                return Reply.json(200, Json.of(twin.mails().stream().map(SmtpControl::json).toList()));
            }
            case "POST /forget" -> twin.forget();
            case "POST /calm" -> twin.calm();
            default -> {
                if (!asked.startsWith("POST /answer/")) {
                    return Reply.json(404, "{}");
                }
                twin.answer(asked.substring("POST /answer/".length()), request.body().strip());
            }
        }
        return Reply.json(200, "{}");
    }

    private static Map<String, Object> json(Mail mail) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", mail.from());
        json.put("to", mail.to());
        json.put("at", mail.at());
        json.put("subject", mail.subject());
        json.put("text", mail.text());
        json.put("messageId", mail.header("Message-ID"));
        json.put("raw", mail.raw());
        return json;
    }

    @Override
    public void close() {
        http.close();
    }
}
