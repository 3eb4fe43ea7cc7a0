package org.wakebell.oncall.code;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.api.ScheduleJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Schedules as the file a person would have written: what still counts, without what goes without saying. */
final class RotaWriter {

    /** What needs no quotes in any YAML, inside brackets either. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_@./+-]*( [\\p{L}\\p{N}_@./+-]+)*");

    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private final Instant now;
    private final UnaryOperator<String> faces;

    /** @param faces what a person's id is written as */
    RotaWriter(Instant now, UnaryOperator<String> faces) {
        this.now = now;
        this.faces = faces;
    }

    String write(Collection<Schedule> schedules) {
        if (schedules.isEmpty()) {
            return "schedules: []\n";
        }
        StringBuilder text = new StringBuilder("schedules:\n");
        schedules.forEach(schedule -> lines(schedule).forEach(line -> text.append("  ").append(line).append('\n')));
        return text.toString();
    }

    List<String> lines(Schedule schedule) {
        ObjectNode node = ScheduleJson.write(schedule, now);
        apart(node);
        Faces.rename(node, "", (where, id) -> faces.apply(id));
        List<String> lines = new ArrayList<>();
        lines.add("- name: " + flow(node.path("name")));
        lines.add("  zone: " + flow(node.path("zone")));
        for (String list : new String[] {"demands", "fallback"}) {
            if (!node.path(list).isEmpty()) {
                lines.add("  " + list + ": " + flow(node.path(list)));
            }
        }
        lines.add("  layers:" + (node.path("layers").isEmpty() ? " []" : ""));
        for (JsonNode layer : node.path("layers")) {
            layer(lines, "    ", (ObjectNode) layer, schedule);
        }
        if (!node.path("temporary").isEmpty()) {
            lines.add("  temporary:");
            for (JsonNode one : node.path("temporary")) {
                lines.add("    - name: " + flow(one.path("name")));
                lines.add("      from: " + flow(one.path("from")));
                lines.add("      to: " + flow(one.path("until")));
                lines.add("      layers:" + (one.path("layers").isEmpty() ? " []" : ""));
                one.path("layers").forEach(layer -> layer(lines, "        ", (ObjectNode) layer, schedule));
            }
        }
        if (!node.path("overrides").isEmpty()) {
            lines.add("  overrides:");
            for (JsonNode override : node.path("overrides")) {
                lines.add("    - " + flow(override((ObjectNode) override)));
            }
        }
        return lines;
    }

    /** The API lists temporary schedules among the overrides, a file apart. */
    private static void apart(ObjectNode schedule) {
        ArrayNode temporary = schedule.putArray("temporary");
        ArrayNode overrides = JsonMapper.shared().createArrayNode();
        for (JsonNode one : schedule.path("overrides")) {
            (one.path("kind").asString().equals("temporary") ? temporary : overrides).add(one);
        }
        schedule.set("overrides", overrides);
    }

    private static void layer(List<String> lines, String indent, ObjectNode layer, Schedule schedule) {
        if (layer.path("zone").asString().equals(schedule.zone().getId())) {
            layer.remove("zone");
        }
        if (layer.path("priority").asInt() == 0) {
            layer.remove("priority");
        }
        String dash = indent + "- ";
        for (String name : layer.propertyNames()) {
            lines.add(dash + name + ": " + flow(layer.get(name)));
            dash = indent + "  ";
        }
    }

    /** From and to first, as one says it; the kind only where it does not follow from the rest. */
    private static ObjectNode override(ObjectNode override) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.set("from", override.get("from"));
        node.set("to", override.get("until"));
        if (override.path("kind").asString().equals("remove")) {
            node.put("kind", "remove");
        }
        node.set("person", override.get("person"));
        if (override.has("instead_of")) {
            node.set("instead_of", override.get("instead_of"));
        }
        return node;
    }

    private static String flow(JsonNode node) {
        if (node.isArray()) {
            return "[" + String.join(", ", node.valueStream().map(RotaWriter::flow).toList()) + "]";
        }
        if (node instanceof ObjectNode object) {
            return "{ " + String.join(", ", object.propertyStream().map(e -> e.getKey() + ": " + flow(e.getValue())).toList()) + " }";
        }
        String text = node.asString();
        boolean plain = !node.isString() || PLAIN.matcher(text).matches() && !WORDS.contains(RotaFile.key(text));
        return plain ? text : StringNode.valueOf(text).toString();
    }
}
