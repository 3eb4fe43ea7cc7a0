package org.wakebell.intake.alert;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.wakebell.triage.Batch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What Prometheus, and the rulers that speak like it, post to an Alertmanager (github.com/prometheus/alertmanager,
 * api/v2/openapi.yaml, postAlerts). An alert is known by its labels. A firing alert comes again every minute and each
 * time counts as seen now; an endsAt in the past is its recovery. An endsAt that passes with no word is no recovery:
 * a Prometheus that died resolves nothing. Good alerts are kept even if others are refused. Overload is 503: Prometheus
 * drops the batch either way and sends what still fires a minute later.
 */
public final class PrometheusDoor extends Door {
    private static final long serialVersionUID = 1L;

    private static final int LIMIT = 16 << 20;

    public PrometheusDoor(Intake intake) {
        super(intake, LIMIT);
    }

    @Override
    public List<String> paths() {
        return List.of("/api/v2/alerts");
    }

    @Override
    protected Answer take(HttpServletRequest request, @Nullable Sender sender, Body body) {
        Fold fold = intake().open(Objects.requireNonNull(sender));
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (JsonNode alert : parse(body)) {
            number++;
            try {
                alert(alert, fold);
            } catch (IllegalArgumentException e) {
                wrong.add("alert " + number + ": " + e.getMessage());
            }
        }
        intake().keep(fold);
        if (!wrong.isEmpty()) {
            throw new Refused(400, String.join("; ", wrong.subList(0, Math.min(20, wrong.size()))));
        }
        return new Answer(200, "", new byte[0]);
    }

    private static JsonNode parse(Body body) {
        try {
            JsonNode alerts = Json.tree(body.bytes(), body.length());
            if (alerts.isArray()) {
                return alerts;
            }
        } catch (JacksonException e) {
            throw new Refused(400, "malformed JSON: " + Json.why(e));
        }
        throw new Refused(400, "a list of alerts is expected");
    }

    private static void alert(JsonNode alert, Fold fold) {
        Map<String, String> labels = texts(alert.path("labels"));
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("it has no labels");
        }
        String key = labels.toString();
        String endsAt = text(alert, "endsAt");
        Instant ends = endsAt.isEmpty() ? Instant.MAX : Times.text(endsAt);
        // Go's zero time means "no end".
        if (ends.getEpochSecond() > 0 && !ends.isAfter(fold.received())) {
            fold.word(key, Batch.Word.Kind.RECOVERED, ends, fold.sender().source().name());
        } else {
            fold.event(event(alert, labels, key, fold.received()));
        }
    }

    private static Event event(JsonNode alert, Map<String, String> labels, String key, Instant received) {
        Map<String, String> notes = texts(alert.path("annotations"));
        String severity = labels.getOrDefault("severity", "");
        String name = labels.getOrDefault("alertname", "alert");
        String said = first(notes, "summary", "message", "description");
        Map<String, String> attributes = new TreeMap<>(labels);
        notes.forEach(attributes::putIfAbsent);
        putIfGiven(attributes, "startsAt", text(alert, "startsAt"));
        putIfGiven(attributes, "generatorURL", text(alert, "generatorURL"));
        String host = labels.getOrDefault("instance", labels.getOrDefault("host", ""));
        return new Event(
                received, received, number(severity), severity, name, said.isEmpty() ? name : name + ": " + said, null, null, null,
                key, host, "", attributes);
    }

    /** As rules are commonly written: critical and page wake people, error and high wait for the morning. */
    private static int number(String severity) {
        return switch (severity.toLowerCase(Locale.ROOT)) {
            case "page", "911", "p1", "sev1", "disaster" -> Severity.FATAL;
            case "912", "high", "major", "p2", "sev2" -> Severity.ERROR;
            case "medium", "minor", "low", "ticket" -> Severity.WARN;
            case "none" -> Severity.INFO;
            default -> Severity.number(severity);
        };
    }

    private static String first(Map<String, String> texts, String... keys) {
        for (String key : keys) {
            String text = texts.get(key);
            if (text != null) {
                return text;
            }
        }
        return "";
    }

    /** Sorted; labels without a value do not count, as in Prometheus. */
    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties().forEach(p -> putIfGiven(texts, p.getKey(), p.getValue().isString() ? p.getValue().asString() : ""));
        return texts;
    }

    private static void putIfGiven(Map<String, String> texts, String key, String value) {
        if (!value.isEmpty()) {
            texts.putIfAbsent(key, value);
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : "";
    }

    /** The Alertmanager says no with a JSON string. */
    @Override
    protected Answer refuse(HttpServletRequest request, int status, String why) {
        return Answer.json(status, Answer.quoted(why));
    }
}
