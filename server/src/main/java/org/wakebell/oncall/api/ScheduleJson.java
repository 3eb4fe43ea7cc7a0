package org.wakebell.oncall.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.LayerJson;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.TemporaryDraft;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Zones;
import org.wakebell.platform.web.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Schedules, overrides and shifts as JSON: the same words as in schedules as code. People are ids. */
public final class ScheduleJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Set<String> SCHEDULE =
            Set.of("id", "version", "name", "zone", "demands", "fallback", "layers", "overrides");
    /** Of these, what a file of schedules may say. */
    public static final Set<String> CODED = Set.of("name", "zone", "demands", "fallback", "layers", "temporary", "overrides");

    private static final Set<String> TEMPORARY = Set.of("name", "from", "to", "layers");
    private static final Set<String> OVERRIDE = Set.of("kind", "person", "instead_of", "from", "until", "to");

    public static ObjectNode write(Schedule schedule, Instant now) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", schedule.id()).put("version", schedule.version()).put("name", schedule.name());
        node.put("zone", schedule.zone().getId());
        texts(node.putArray("demands"), new TreeSet<>(schedule.demands()));
        texts(node.putArray("fallback"), schedule.fallback());
        ArrayNode layers = node.putArray("layers");
        schedule.layersFrom(now).forEach(layer -> layers.add(LayerJson.write(layer)));
        ArrayNode overrides = node.putArray("overrides");
        schedule.overrides().stream()
                .filter(change -> change.until().end(change.zone()).isAfter(now))
                .forEach(change -> overrides.add(write(change)));
        return node;
    }

    private static ObjectNode write(Change change) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", change.id());
        switch (change) {
            case Change.Add add -> node.put("kind", "add").put("person", add.person());
            case Change.Replace replace ->
                node.put("kind", "replace").put("person", replace.person()).put("instead_of", replace.insteadOf());
            case Change.Remove remove -> node.put("kind", "remove").put("person", remove.person());
            case Change.Temporary temporary -> {
                node.put("kind", "temporary").put("name", temporary.name());
                ArrayNode layers = node.putArray("layers");
                temporary.layers().forEach(layer -> layers.add(LayerJson.write(layer)));
            }
        }
        return node.put("from", change.from().toString()).put("until", change.until().toString());
    }

    /** Half-open, in order; gaps have no people. */
    static ArrayNode write(List<Span> spans) {
        ArrayNode all = MAPPER.createArrayNode();
        for (Span span : spans) {
            ObjectNode one = all.addObject();
            one.put("start", span.from().toString()).put("end", span.until().toString());
            texts(one.putArray("people"), span.people());
            String labels = String.join(
                    ", ", span.seats().stream().map(seat -> seat.cause().label()).distinct().toList());
            if (!span.gap()) {
                one.put("layer", labels);
            }
        }
        return all;
    }

    public static Draft draft(JsonNode node) {
        object(node, SCHEDULE, "a schedule");
        ZoneId zone = Zones.of("zone", text(node, "zone"));
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : list(node, "layers")) {
            layers.add(LayerJson.read(layer, zone, "layers[" + layers.size() + "]"));
        }
        return new Draft(
                text(node, "name"), zone, new TreeSet<>(texts(node, "demands")), texts(node, "fallback"), layers);
    }

    /** A temporary schedule as a file says it: with layers of its own. */
    public static TemporaryDraft temporary(JsonNode node, ZoneId zone) {
        object(node, TEMPORARY, "a temporary schedule");
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : list(node, "layers")) {
            layers.add(LayerJson.read(layer, zone, "layers[" + layers.size() + "]"));
        }
        return new TemporaryDraft(text(node, "name"), when(node, "from"), when(node, "to"), layers);
    }

    /** The kind may be left out: with {@code instead_of} it replaces, without it adds. */
    public static Asked asked(JsonNode node) {
        object(node, OVERRIDE, "an override");
        String insteadOf = node.path("instead_of").asString("");
        Asked.Kind kind = switch (node.path("kind").asString(insteadOf.isEmpty() ? "add" : "replace").toLowerCase(Locale.ROOT)) {
            case "add" -> Asked.Kind.ADD;
            case "replace" -> Asked.Kind.REPLACE;
            case "remove" -> Asked.Kind.REMOVE;
            default -> throw Refusal.invalid("kind", "kind is add, replace or remove");
        };
        return new Asked(kind, text(node, "person"), insteadOf, when(node, "from"), when(node, node.has("to") ? "to" : "until"));
    }

    static Instant instant(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant(); // with or without seconds, with Z or an offset
        } catch (DateTimeException e) {
            throw Refusal.invalid(field, "write an instant like 2026-11-22T03:12:00Z");
        }
    }

    static LocalDate day(JsonNode node, String field) {
        try {
            return LocalDate.parse(text(node, field));
        } catch (DateTimeException e) {
            throw Refusal.invalid(field, "write a day like 2026-11-23");
        }
    }

    static long version(JsonNode node) {
        if (!node.path("version").isIntegralNumber()) {
            throw Refusal.invalid("version", "send the version you read, so that nobody's change is lost");
        }
        return node.path("version").asLong();
    }

    static List<List<String>> people(JsonNode node) {
        List<List<String>> turns = new ArrayList<>();
        for (JsonNode turn : list(node, "people")) {
            List<String> group = new ArrayList<>();
            (turn.isArray() ? turn.valueStream() : Stream.of(turn))
                    .forEach(person -> group.add(person.asString("")));
            turns.add(group);
        }
        if (turns.isEmpty()) {
            throw Refusal.invalid("people", "name at least one person");
        }
        return turns;
    }

    static void object(JsonNode node, Set<String> fields, String what) {
        if (!node.isObject()) {
            throw Refusal.invalid("", what + " is a JSON object");
        }
        node.propertyNames().forEach(name -> {
            if (!fields.contains(name)) {
                throw Refusal.invalid(name, what + " has no such field; it has " + String.join(", ", new TreeSet<>(fields)));
            }
        });
    }

    static When when(JsonNode node, String field) {
        try {
            return When.parse(text(node, field));
        } catch (DateTimeException e) {
            throw Refusal.invalid(field, "write it like 2026-12-24T18:00 (the schedule's clock) or 2026-12-24T18:00Z");
        }
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString() || value.asString().isBlank()) {
            throw Refusal.invalid(field, field + " is missing");
        }
        return value.asString().strip();
    }

    static List<String> texts(JsonNode node, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : list(node, field)) {
            if (!one.isString()) {
                throw Refusal.invalid(field, field + " is a list of texts");
            }
            texts.add(one.asString());
        }
        return texts;
    }

    static JsonNode list(JsonNode node, String field) {
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw Refusal.invalid(field, field + " is a list");
        }
        return list;
    }

    private static void texts(ArrayNode into, Iterable<String> texts) {
        texts.forEach(into::add);
    }

    private ScheduleJson() {}
}
