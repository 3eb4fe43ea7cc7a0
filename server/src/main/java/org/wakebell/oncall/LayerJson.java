package org.wakebell.oncall;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Leave;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.When;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.Zones;
import org.wakebell.platform.web.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A layer as it is written in the API, in schedules as code and in the database: {@code name, zone, priority,
 * rotation {every, unit, start}, people, restrict [{days, from, to}], from, until, skip [vacation, holiday]}.
 */
public final class LayerJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Set<String> FIELDS =
            Set.of("name", "zone", "priority", "rotation", "people", "restrict", "from", "until", "skip");

    private static final Set<String> ROTATION = Set.of("every", "unit", "start");
    private static final Set<String> WINDOW = Set.of("days", "from", "to");

    /** Two letters a day, as in RFC 5545. */
    public static String day(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    public static ObjectNode write(Layer layer) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", layer.name()).put("zone", layer.zone().getId()).put("priority", layer.priority());
        node.putObject("rotation")
                .put("every", layer.cadence().every())
                .put("unit", layer.cadence().unit().name().toLowerCase(Locale.ROOT))
                .put("start", layer.cadence().start().toString());
        ArrayNode people = node.putArray("people");
        for (List<String> group : layer.turns()) {
            if (group.size() == 1) {
                people.add(group.getFirst());
            } else {
                ArrayNode together = people.addArray();
                group.forEach(together::add);
            }
        }
        if (!layer.restrict().isEmpty()) {
            ArrayNode restrict = node.putArray("restrict");
            for (Window window : layer.restrict()) {
                ObjectNode one = restrict.addObject();
                ArrayNode days = one.putArray("days");
                window.days().stream().sorted().forEach(day -> days.add(day(day)));
                one.put("from", window.from().toString()).put("to", window.to().toString());
            }
        }
        if (!layer.skip().isEmpty()) {
            ArrayNode skip = node.putArray("skip");
            layer.skip().stream().sorted().forEach(why -> skip.add(why.name().toLowerCase(Locale.ROOT)));
        }
        if (layer.from() != null) {
            node.put("from", layer.from().toString());
        }
        if (layer.until() != null) {
            node.put("until", layer.until().toString());
        }
        return node;
    }

    static Layer parse(String definition) {
        return parse(MAPPER.readTree(definition));
    }

    private static Layer parse(JsonNode definition) {
        // What was stored was checked then; a zone that is spelt otherwise today still means what it meant.
        return read(definition, ZoneId.of("UTC"), "layer", (field, zone) -> ZoneId.of(zone));
    }

    static List<Layer> parseAll(String definitions) {
        return MAPPER.readTree(definitions).valueStream().map(LayerJson::parse).toList();
    }

    static ArrayNode writeAll(List<Layer> layers) {
        ArrayNode all = MAPPER.createArrayNode();
        layers.forEach(layer -> all.add(write(layer)));
        return all;
    }

    /**
     * @param zone where the layer names none
     * @param at the path of this layer in what was sent, for refusals
     */
    public static Layer read(JsonNode node, ZoneId zone, String at) {
        return read(node, zone, at, Zones::of);
    }

    private static Layer read(JsonNode node, ZoneId zone, String at, BiFunction<String, String, ZoneId> zones) {
        if (!node.isObject()) {
            throw Refusal.invalid(at, "a layer is an object with a rotation and people");
        }
        only(node, FIELDS, "a layer", at);
        ZoneId own = node.hasNonNull("zone") ? zones.apply(at + ".zone", text(node, "zone", at)) : zone;
        List<Window> windows = new ArrayList<>();
        for (JsonNode one : list(node, "restrict", at)) {
            windows.add(window(one, at + ".restrict[" + windows.size() + "]"));
        }
        return new Layer(
                node.hasNonNull("name") ? text(node, "name", at) : "rota",
                own,
                node.hasNonNull("priority") ? number(node, "priority", at) : 0,
                cadence(node.path("rotation"), at + ".rotation"),
                turns(node, at),
                windows,
                when(node, "from", at),
                when(node, "until", at),
                skip(node, at));
    }

    private static void only(JsonNode node, Set<String> fields, String what, String at) {
        node.propertyNames().forEach(name -> {
            if (!fields.contains(name)) {
                throw Refusal.invalid(at + "." + name, what + " has no such field; it has " + sorted(fields));
            }
        });
    }

    private static Cadence cadence(JsonNode node, String at) {
        only(node, ROTATION, "a rotation", at);
        int every = node.hasNonNull("every") ? number(node, "every", at) : 1;
        if (every < 1 || every > 9_000) {
            throw Refusal.invalid(at + ".every", "every must lie between 1 and 9000, not " + every);
        }
        String unit = text(node, "unit", at).toUpperCase(Locale.ROOT);
        Unit known = Arrays.stream(Unit.values())
                .filter(one -> one.name().equals(unit))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(at + ".unit", "unit is hour, day, week or month"));
        return new Cadence(every, known, time(node, "start", at, "2026-11-23T09:00", LocalDateTime::parse));
    }

    private static List<List<String>> turns(JsonNode node, String at) {
        List<List<String>> turns = new ArrayList<>();
        for (JsonNode turn : list(node, "people", at)) {
            String here = at + ".people[" + turns.size() + "]";
            List<String> group = new ArrayList<>();
            if (turn.isArray()) {
                turn.forEach(person -> group.add(person(person, here)));
            } else {
                group.add(person(turn, here));
            }
            turns.add(group);
        }
        return turns;
    }

    private static Set<Leave.Why> skip(JsonNode node, String at) {
        Set<Leave.Why> skip = EnumSet.noneOf(Leave.Why.class);
        for (JsonNode one : list(node, "skip", at)) {
            String said = one.asString("").toUpperCase(Locale.ROOT);
            skip.add(Arrays.stream(Leave.Why.values())
                    .filter(why -> why.name().equals(said))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid(at + ".skip", "a turn is skipped for vacation or holiday")));
        }
        return skip;
    }

    private static String person(JsonNode node, String at) {
        if (!node.isString() || node.asString().isBlank()) {
            throw Refusal.invalid(at, "a turn is a person, or a list of persons who are on call together");
        }
        return node.asString();
    }

    private static Window window(JsonNode node, String at) {
        only(node, WINDOW, "a restriction", at);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (JsonNode day : list(node, "days", at)) {
            String said = day.asString("").toUpperCase(Locale.ROOT);
            days.add(Arrays.stream(DayOfWeek.values())
                    .filter(one -> said.length() >= 2 && one.name().startsWith(said))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid(at + ".days", "days are MO, TU, WE, TH, FR, SA, SU")));
        }
        Set<DayOfWeek> which = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
        return new Window(which, clock(node, "from", at), clock(node, "to", at));
    }

    /** 24:00 is the end of the day. */
    private static LocalTime clock(JsonNode node, String field, String at) {
        return time(node, field, at, "20:00", text -> text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text));
    }

    private static @Nullable When when(JsonNode node, String field, String at) {
        return node.hasNonNull(field) ? time(node, field, at, "2026-11-23T09:00", When::parse) : null;
    }

    private static <T> T time(JsonNode node, String field, String at, String example, Function<String, T> parse) {
        try {
            return parse.apply(text(node, field, at));
        } catch (DateTimeException e) {
            throw Refusal.invalid(at + "." + field, "write it like " + example);
        }
    }

    private static JsonNode list(JsonNode node, String field, String at) {
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw Refusal.invalid(at + "." + field, field + " is a list");
        }
        return list;
    }

    private static int number(JsonNode node, String field, String at) {
        JsonNode value = node.path(field);
        if (!value.isInt()) {
            throw Refusal.invalid(at + "." + field, field + " is a whole number");
        }
        return value.asInt();
    }

    private static String text(JsonNode node, String field, String at) {
        JsonNode value = node.path(field);
        if (!value.isString() || value.asString().isBlank()) {
            throw Refusal.invalid(at + "." + field, field + " is missing");
        }
        return value.asString().strip();
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private LayerJson() {}
}
