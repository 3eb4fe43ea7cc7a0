package org.wakebell.cli;

import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.wakebell.oncall.code.RotaFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/** What {@code wakebell oncall} says of a server. */
final class ServerAnswers {

    private final Given given;
    private final PrintStream out;
    private final Api api;

    ServerAnswers(Given given, PrintStream out) throws Api.Trouble {
        this.given = given;
        this.out = out;
        this.api = given.server();
    }

    int who() throws Api.Trouble {
        String query = "at=" + coded(given.value("--at", ""));
        if (given.has("--schedule")) {
            query += "&schedule=" + coded(given.value("--schedule", ""));
        }
        JsonNode all = api.get("api/v1/oncall?" + query);
        WhoText.print(out, api.json(), (ArrayNode) all, given);
        return 0;
    }

    int shifts() throws Api.Trouble {
        JsonNode schedule = schedule();
        JsonNode spans = api.get("api/v1/schedules/" + schedule.path("id").asString() + "/shifts?from="
                + coded(given.required("--from", "2026-03-01T00:00Z")) + "&to="
                + coded(given.required("--to", "2026-04-01T00:00Z")) + "&handoffs=" + given.has("--handoffs"));
        for (JsonNode span : spans) {
            names((ArrayNode) span.path("people"));
        }
        if (given.has("--json")) {
            out.println(api.json().writeValueAsString(spans));
            return 0;
        }
        List<RotaFile.Shift> shifts = new ArrayList<>();
        spans.forEach(span -> shifts.add(new RotaFile.Shift(
                Instant.parse(span.path("start").asString()),
                Instant.parse(span.path("end").asString()),
                span.path("people").valueStream().map(JsonNode::asString).toList(),
                span.path("layer").asString())));
        new ShiftTable(out, schedule.path("name").asString(), ZoneId.of(schedule.path("zone").asString()))
                .print(Instant.parse(given.value("--from", "")), Instant.parse(given.value("--to", "")), shifts);
        return 0;
    }

    private JsonNode schedule() throws Api.Trouble {
        JsonNode all = api.get("api/v1/schedules");
        String wanted = given.value("--schedule", all.size() == 1 ? all.get(0).path("name").asString() : "");
        for (JsonNode one : all) {
            if (one.path("name").asString().equalsIgnoreCase(wanted) || one.path("id").asString().equals(wanted)) {
                return one;
            }
        }
        throw given.trouble(
                "say which: --schedule " + String.join(" or ", all.valueStream().map(one -> one.path("name").asString()).toList()) + ".");
    }

    private void names(ArrayNode people) throws Api.Trouble {
        for (int i = 0; i < people.size(); i++) {
            String id = people.get(i).asString();
            people.set(i, StringNode.valueOf(name(id)));
        }
    }

    private final java.util.Map<String, String> named = new java.util.HashMap<>();

    private String name(String id) throws Api.Trouble {
        if (named.isEmpty()) {
            for (JsonNode person : api.get("api/v1/people")) {
                named.put(person.path("id").asString(), person.path("name").asString());
            }
        }
        return named.getOrDefault(id, id);
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
