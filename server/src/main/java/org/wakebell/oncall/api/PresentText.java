package org.wakebell.oncall.api;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.wakebell.oncall.Walls;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who is on call now, for programs: as JSON, and as lines that a telephone exchange can cut at the tabs. */
public final class PresentText {

    public static ArrayNode json(List<Walls.Present> all) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        for (Walls.Present one : all) {
            ObjectNode node = list.addObject();
            node.put("schedule", one.name()).put("fallback", one.fallback());
            node.put("until", one.until().equals(Instant.MAX) ? "" : one.until().toString());
            ArrayNode people = node.putArray("people");
            for (Walls.Someone someone : one.people()) {
                ObjectNode person = people.addObject().put("name", someone.name());
                if (!someone.phone().isEmpty()) {
                    person.put("phone", someone.phone());
                }
            }
        }
        return list;
    }

    /** {@code schedule TAB names TAB numbers}, one line each, several people parted by a comma; an empty field is nobody. */
    public static String lines(List<Walls.Present> all) {
        return all.stream()
                .map(one -> plain(one.name())
                        + "\t" + joined(one.people().stream().map(Walls.Someone::name).toList())
                        + "\t" + joined(one.people().stream().map(Walls.Someone::phone).toList())
                        + "\n")
                .collect(Collectors.joining());
    }

    private static String joined(List<String> values) {
        return values.stream().filter(value -> !value.isEmpty()).map(PresentText::plain).collect(Collectors.joining(","));
    }

    /** A name is one field, whatever is in it. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl},]+", " ").strip();
    }

    private PresentText() {}
}
