package org.wakebell.oncall.code;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.TemporaryDraft;
import org.wakebell.oncall.api.ScheduleJson;
import org.wakebell.oncall.rotation.When;
import org.wakebell.platform.web.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a file of schedules; every refusal finds its line. */
final class RotaReader {

    record Whole(List<CodedSchedule> schedules, List<RotaFile.Test> tests, YamlTree.Read tree) {}

    private static final Set<String> TOP = Set.of("schedules", "tests");
    private static final Set<String> TEST = Set.of("at", "schedule", "people");

    /** What a field that is missing looks like. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "name", "name: primary",
            "zone", "zone: America/Vancouver",
            "unit", "unit: week",
            "start", "start: \"2026-11-23T09:00\"",
            "from", "from: \"20:00\" in restrict, \"2026-12-24T18:00\" elsewhere",
            "to", "to: \"08:00\" in restrict, \"2026-12-25T18:00\" elsewhere",
            "until", "to: \"2026-12-25T18:00\"",
            "person", "person: c");

    private final YamlTree.Read tree;
    private final UnaryOperator<String> people;

    private RotaReader(YamlTree.Read tree, UnaryOperator<String> people) {
        this.tree = tree;
        this.people = people;
    }

    /** @param people what is written for a person becomes what the room knows them by; may refuse */
    static Whole read(String text, UnaryOperator<String> people) {
        YamlTree.Read tree = YamlTree.read(text);
        return new RotaReader(tree, people).whole();
    }

    private Whole whole() {
        JsonNode top = tree.top();
        if (!top.isObject()) {
            throw new RotaRefused(0, "", "the file says nothing that is understood; begin it with \"schedules:\"");
        }
        only(top, "", TOP, "the file");
        List<CodedSchedule> schedules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode one : list(top, "", "schedules")) {
            String at = "schedules[" + schedules.size() + "]";
            CodedSchedule schedule = schedule(one, at);
            if (!names.add(RotaFile.key(schedule.name()))) {
                throw refused(at + ".name", "there are two schedules \"" + schedule.name() + "\"; give one another name");
            }
            schedules.add(schedule);
        }
        List<RotaFile.Test> tests = new ArrayList<>();
        for (JsonNode one : list(top, "", "tests")) {
            tests.add(test(one, "tests[" + tests.size() + "]", schedules, names));
        }
        return new Whole(schedules, tests, tree);
    }

    private CodedSchedule schedule(JsonNode node, String at) {
        if (!node.isObject()) {
            throw refused(at, "a schedule has a name, a zone and layers");
        }
        only(node, at, ScheduleJson.CODED, "a schedule");
        ObjectNode body = (ObjectNode) node.deepCopy();
        body.remove("overrides");
        body.remove("temporary");
        LayerNames.give(body);
        Faces.rename(body, at, (where, name) -> in(where, () -> people.apply(name)));
        Draft draft = in(at, () -> ScheduleJson.draft(body));
        Times.whole(tree, at);
        for (int i = 0; i < draft.layers().size(); i++) {
            if (!draft.layers().get(i).begins().isBefore(draft.layers().get(i).ends())) {
                throw refused(at + ".layers[" + i + "].until", "the layer ends before it begins; write a later time, or leave it out");
            }
        }
        List<Asked> overrides = new ArrayList<>();
        for (JsonNode one : list(node, at, "overrides")) {
            overrides.add(override(one, at + ".overrides[" + overrides.size() + "]", draft));
        }
        List<TemporaryDraft> temporaries = new ArrayList<>();
        for (JsonNode one : list(node, at, "temporary")) {
            temporaries.add(temporary(one, at + ".temporary[" + temporaries.size() + "]", draft));
        }
        return CodedSchedule.of(draft, temporaries, overrides, new TreeSet<>(node.propertyNames()));
    }

    private TemporaryDraft temporary(JsonNode node, String at, Draft draft) {
        TemporaryDraft temporary = in(at, () -> {
            JsonNode copy = node.deepCopy();
            if (copy instanceof ObjectNode object) {
                LayerNames.give(object);
                Faces.renameLayers(object, at, (where, name) -> in(where, () -> people.apply(name)));
            }
            return ScheduleJson.temporary(copy, draft.zone());
        });
        if (!temporary.from().start(draft.zone()).isBefore(temporary.until().end(draft.zone()))) {
            throw refused(at + ".to", "the end does not lie after the start; write a later one");
        }
        return temporary;
    }

    private Asked override(JsonNode node, String at, Draft draft) {
        Asked asked = in(at, () -> {
            JsonNode copy = node.deepCopy();
            if (copy instanceof ObjectNode object) {
                Faces.renameOverride(object, at, (where, name) -> in(where, () -> people.apply(name)));
            }
            return ScheduleJson.asked(copy);
        });
        if (!asked.from().start(draft.zone()).isBefore(asked.until().end(draft.zone()))) {
            throw refused(at + ".to", "the end does not lie after the start; write a later one");
        }
        if (asked.person().equals(asked.insteadOf())) {
            throw refused(at + ".person", "nobody covers for themselves; write another person");
        }
        return asked;
    }

    private RotaFile.Test test(JsonNode node, String at, List<CodedSchedule> schedules, Set<String> names) {
        if (!node.isObject()) {
            throw refused(at, "a test is written like { at: \"2026-12-24T20:00Z\", schedule: primary, people: [a] }");
        }
        only(node, at, TEST, "a test");
        String schedule = node.path("schedule").asString(schedules.size() == 1 ? schedules.getFirst().name() : "");
        if (!names.contains(RotaFile.key(schedule))) {
            throw refused(at + ".schedule", schedule.isEmpty() ? "say which schedule; write schedule: NAME"
                    : "there is no schedule \"" + schedule + "\" in this file");
        }
        if (!node.path("people").isArray()) {
            throw refused(at + ".people", "people is a list; [] is nobody");
        }
        List<String> expected = new ArrayList<>();
        for (JsonNode person : node.path("people")) {
            if (!person.isString()) {
                throw refused(at + ".people", "people is a plain list of persons, like [a, b]");
            }
            expected.add(person.asString());
        }
        return new RotaFile.Test(tree.line(at), schedule, when(node, at), expected);
    }

    private When when(JsonNode node, String at) {
        try {
            return When.parse(node.path("at").asString(""));
        } catch (DateTimeException e) {
            throw refused(at + ".at", "write it like 2026-12-24T18:00 (the schedule's clock) or 2026-12-24T18:00Z");
        }
    }

    private void only(JsonNode node, String at, Set<String> fields, String what) {
        for (String name : node.propertyNames()) {
            if (!fields.contains(name)) {
                throw refused(at.isEmpty() ? name : at + "." + name, what + " has no such field; it has "
                        + String.join(", ", new TreeSet<>(fields)));
            }
        }
    }

    private ArrayNode list(JsonNode node, String at, String field) {
        JsonNode list = node.path(field);
        if (list.isMissingNode() || list.isNull()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (list instanceof ArrayNode array) {
            return array;
        }
        throw refused(at.isEmpty() ? field : at + "." + field, field + " is a list; begin each with \"- \"");
    }

    private <T> T in(String at, Supplier<T> read) {
        try {
            return read.get();
        } catch (Refusal refusal) {
            String field = refusal.field();
            throw refused(field.isEmpty() ? at : at + "." + field, refusal.message());
        }
    }

    private RotaRefused refused(String path, String message) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        String example = message.endsWith("is missing") && EXAMPLES.containsKey(name) ? "; write " + EXAMPLES.get(name) : "";
        return new RotaRefused(tree.line(path), path, message + example);
    }
}
