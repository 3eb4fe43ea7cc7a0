package org.wakebell.sim.dlink;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wakebell.sim.http.Http;
import org.wakebell.sim.http.Json;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.http.Request;

/**
 * What the twin shows and obeys, on a port beside its own. {@code GET /} state, {@code GET /heard?after=N&wait=MS} what
 * could be heard from the N-th entry on, waiting for one if there is none yet, {@code GET /requests}; {@code POST
 * /mood/NAME}, {@code /calm}, {@code /slow/MS}, {@code /expire/LOOKS}, {@code /pin/PIN}, {@code /unplug}, {@code /plug},
 * {@code /forget}.
 */
public final class DlinkControl implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final DlinkTwin twin;
    private final Http http;

    private DlinkControl(DlinkTwin twin, String host, int port) throws IOException {
        this.twin = twin;
        this.http = Http.start(host, port, this::on);
    }

    /** @param port 0 for a free one */
    public static DlinkControl start(DlinkTwin twin, String host, int port) throws IOException {
        return new DlinkControl(twin, host, port);
    }

    public int port() {
        return http.port();
    }

    private Reply on(Request request) throws InterruptedException {
        String[] path = request.path().substring(1).split("/", 2);
        String what = path[0];
        String argument = path.length > 1 ? path[1] : "";
        try {
            return switch (request.method()) {
                case "GET" -> shown(what, request);
                case "POST" -> {
                    done(what, argument);
                    yield Reply.json(200, Json.of(state()));
                }
                default -> Reply.json(405, "{}");
            };
        } catch (IllegalArgumentException e) {
            return Reply.json(400, Json.of(Map.of("error", String.valueOf(e.getMessage()))));
        }
    }

    private Reply shown(String what, Request request) throws InterruptedException {
        return switch (what) {
            case "" -> Reply.json(200, Json.of(state()));
            case "heard" -> Reply.json(200, Json.of(heard(request)));
            case "requests" -> Reply.json(200, Json.of(twin.requests()));
            default -> Reply.json(404, "{}");
        };
    }

    private void done(String what, String argument) {
        switch (what) {
            case "mood" -> twin.take(Mood.valueOf(argument.toUpperCase(Locale.ROOT)));
            case "calm" -> twin.calm();
            case "slow" -> twin.slow(Duration.ofMillis(Long.parseLong(argument)));
            case "expire" -> twin.expireSessions(Expiry.valueOf(argument.toUpperCase(Locale.ROOT)));
            case "pin" -> twin.pin(argument);
            case "unplug" -> twin.unplugNetwork();
            case "plug" -> twin.plugNetwork();
            case "forget" -> twin.forget();
            default -> throw new IllegalArgumentException("no such act: " + what);
        }
    }

    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("address", twin.address());
        state.put("mac", twin.mac());
        state.put("sounding", twin.sounding());
        state.put("plays", twin.plays());
        state.put("dismissals", twin.dismissals());
        state.put("logins", twin.logins());
        state.put("failedLogins", twin.failedLogins());
        state.put("parallel", twin.parallel());
        state.put("moods", twin.moods().stream().sorted().toList());
        state.put("sins", twin.sins());
        return state;
    }

    private List<Map<String, Object>> heard(Request request) throws InterruptedException {
        int after = number(request, "after");
        Duration wait = Duration.ofMillis(number(request, "wait"));
        List<Heard> all = twin.awaitHeard(after + 1, wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        return all.stream().skip(after).map(DlinkControl::json).toList();
    }

    private static Map<String, Object> json(Heard heard) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", heard.what());
        json.put("why", heard.why());
        json.put("at", heard.at());
        json.put("micros", ChronoUnit.MICROS.between(java.time.Instant.EPOCH, heard.at()));
        json.put("type", heard.type());
        json.put("volume", heard.volume());
        json.put("seconds", heard.seconds());
        return json;
    }

    private static int number(Request request, String name) {
        for (String pair : request.query().split("&")) {
            if (pair.startsWith(name + "=")) {
                return Integer.parseInt(pair.substring(name.length() + 1));
            }
        }
        return 0;
    }

    @Override
    public void close() {
        http.close();
    }
}
