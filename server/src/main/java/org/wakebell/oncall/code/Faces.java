package org.wakebell.oncall.code;

import java.util.function.BinaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Every place of a schedule that holds a person, so that ids become what people write and back. */
final class Faces {

    /** @param by where it stands, and what stands there; answers what is to stand there */
    static void rename(ObjectNode schedule, String at, BinaryOperator<String> by) {
        list(schedule.path("fallback"), at + ".fallback", by);
        renameLayers(schedule, at, by);
        int temporary = 0;
        for (JsonNode one : schedule.path("temporary")) {
            renameLayers(one, at + ".temporary[" + temporary++ + "]", by);
        }
        int override = 0;
        for (JsonNode one : schedule.path("overrides")) {
            String here = at + ".overrides[" + override++ + "]";
            if (one instanceof ObjectNode object) {
                renameOverride(object, here, by);
            }
        }
    }

    static void renameLayers(JsonNode within, String at, BinaryOperator<String> by) {
        int layer = 0;
        for (JsonNode one : within.path("layers")) {
            list(one.path("people"), at + ".layers[" + layer++ + "].people", by);
        }
    }

    static void renameOverride(ObjectNode override, String at, BinaryOperator<String> by) {
        for (String field : new String[] {"person", "instead_of"}) {
            if (override.path(field).isString()) {
                override.put(field, by.apply(at + "." + field, override.path(field).asString()));
            }
        }
    }

    private static void list(JsonNode people, String at, BinaryOperator<String> by) {
        if (!(people instanceof ArrayNode list)) {
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            String here = at + "[" + i + "]";
            JsonNode one = list.get(i);
            if (one.isArray()) {
                list(one, here, by);
            } else if (one.isString()) {
                list.set(i, StringNode.valueOf(by.apply(here, one.asString())));
            }
        }
    }

    private Faces() {}
}
