package org.wakebell.intake.alert;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wakebell.grading.Event;
import org.wakebell.grading.Severity;
import org.wakebell.intake.Answer;
import org.wakebell.intake.Body;
import org.wakebell.intake.Door;
import org.wakebell.intake.Fold;
import org.wakebell.intake.Intake;
import org.wakebell.intake.Json;
import org.wakebell.intake.Refused;
import org.wakebell.intake.Sender;
import org.wakebell.intake.Times;
import org.wakebell.platform.db.Ids;
import org.wakebell.triage.Batch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * PagerDuty's Events API v2 (github.com/PagerDuty/developer-docs, docs/events-API-v2): the routing key is a source's
 * key, trigger raises, resolve and acknowledge are words about the alert with that dedup_key in that source. Only 429
 * and 5xx make a sender try again, so overload is 429.
 */
public final class PagerDutyDoor extends Door {
    private static final long serialVersionUID = 1L;

    /** Documented as 512 KB; ours is a little wider, since a sender counts before its headers. */
    private static final int LIMIT = 1 << 20;

    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Map<String, Integer> SEVERITIES =
            Map.of("critical", Severity.FATAL, "error", Severity.ERROR, "warning", Severity.WARN, "info", Severity.INFO);

    private final transient Ids ids;

    public PagerDutyDoor(Intake intake, Ids ids) {
        super(intake, LIMIT);
        this.ids = ids;
    }

    @Override
    public List<String> paths() {
        return List.of("/v2/enqueue");
    }

    @Override
    protected boolean keyInBody() {
        return true;
    }

    @Override
    protected int overloaded() {
        return 429;
    }

    @Override
    protected Answer take(HttpServletRequest request, @Nullable Sender none, Body body) {
        JsonNode event = parse(body);
        List<String> errors = errors(event);
        if (!errors.isEmpty()) {
            intake().refused(null, "400: " + String.join("; ", errors), request.getRemoteAddr());
            return invalid(errors);
        }
        Sender sender = intake().admit(text(event, "routing_key"), request.getRemoteAddr());
        if (sender == null) {
            return invalid(List.of("'routing_key' is invalid: it is no active key of a source"));
        }
        known(request, sender);
        Fold fold = intake().open(sender);
        String given = text(event, "dedup_key");
        String key = given.isEmpty() ? ids.next().replace("-", "") : given;
        switch (text(event, "event_action")) {
            case "acknowledge" -> fold.word(key, Batch.Word.Kind.ACKNOWLEDGED, fold.received(), by(event, sender));
            case "resolve" -> fold.word(key, Batch.Word.Kind.RECOVERED, fold.received(), by(event, sender));
            default -> fold.event(event(event, key, fold.received()));
        }
        intake().keep(fold);
        return Answer.json(202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":" + Answer.quoted(key) + "}");
    }

    private static JsonNode parse(Body body) {
        try {
            JsonNode event = Json.tree(body.bytes(), body.length());
            if (event.isObject()) {
                return event;
            }
        } catch (JacksonException e) {
            throw new Refused(400, Json.why(e));
        }
        throw new Refused(400, "not a JSON object");
    }

    private static List<String> errors(JsonNode event) {
        List<String> errors = new ArrayList<>();
        if (text(event, "routing_key").length() != 32) {
            errors.add("Length of 'routing_key' is incorrect (should be 32 characters)");
        }
        String action = text(event, "event_action");
        if (!ACTIONS.contains(action)) {
            errors.add("'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')");
        } else if (!action.equals("trigger") && text(event, "dedup_key").isEmpty()) {
            errors.add("'dedup_key' is missing or blank");
        }
        if (text(event, "dedup_key").length() > 255) {
            errors.add("'dedup_key' is too long (255 characters maximum)");
        }
        if (action.equals("trigger")) {
            payload(event.path("payload"), errors);
        }
        return errors;
    }

    private static void payload(JsonNode payload, List<String> errors) {
        if (!payload.isObject()) {
            errors.add("'payload' is missing or blank");
            return;
        }
        for (String field : List.of("summary", "source")) {
            if (text(payload, field).isBlank()) {
                errors.add("'payload." + field + "' is missing or blank");
            }
        }
        if (!SEVERITIES.containsKey(text(payload, "severity"))) {
            errors.add("'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')");
        }
    }

    private static Event event(JsonNode event, String key, Instant received) {
        JsonNode payload = event.path("payload");
        String severity = text(payload, "severity");
        Map<String, String> attributes = new TreeMap<>();
        for (String field : List.of("component", "group", "class")) {
            put(attributes, field, payload.path(field));
        }
        put(attributes, "client", event.path("client"));
        put(attributes, "client_url", event.path("client_url"));
        put(attributes, "links", event.path("links"));
        put(attributes, "dedup_key", event.path("dedup_key"));
        JsonNode details = payload.path("custom_details");
        if (details.isObject()) {
            details.properties().stream().limit(64).forEach(d -> put(attributes, "details." + d.getKey(), d.getValue()));
        } else {
            put(attributes, "details", details);
        }
        return new Event(
                time(text(payload, "timestamp"), received), received, SEVERITIES.getOrDefault(severity, 0), severity,
                text(payload, "component"), text(payload, "summary"), null, null, null, key, text(payload, "source"), "", attributes);
    }

    /** PagerDuty takes an event whatever its timestamp says. */
    private static Instant time(String text, Instant received) {
        try {
            return text.isEmpty() ? received : Times.text(text);
        } catch (IllegalArgumentException e) {
            return received;
        }
    }

    private static String by(JsonNode event, Sender sender) {
        String client = text(event, "client");
        return client.isEmpty() ? sender.source().name() : client;
    }

    private static void put(Map<String, String> attributes, String key, JsonNode value) {
        String text = value.isMissingNode() || value.isNull() ? "" : value.isValueNode() ? value.asString() : value.toString();
        if (!text.isEmpty() && !text.equals("[]")) {
            attributes.put(key, text);
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : "";
    }

    private static Answer invalid(List<String> errors) {
        String list = String.join(",", errors.stream().map(Answer::quoted).toList());
        return Answer.json(400, "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[" + list + "]}");
    }

    @Override
    protected Answer refuse(HttpServletRequest request, int status, String why) {
        if (status == 400) {
            return Answer.json(400, "{\"status\":\"Unrecognized object\",\"message\":\"Event object format is unrecognized\",\"errors\":["
                    + Answer.quoted("JSON parse error: " + why) + "]}");
        }
        return Answer.json(status, "{\"status\":" + Answer.quoted(status == 429 ? "throttle exceeded" : "error") + ",\"message\":"
                + Answer.quoted(why) + ",\"errors\":[]}");
    }
}
