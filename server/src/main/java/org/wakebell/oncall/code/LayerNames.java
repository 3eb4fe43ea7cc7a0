package org.wakebell.oncall.code;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Layers that the file does not name: rota, rota 2, rota 3. */
final class LayerNames {

    static void give(ObjectNode schedule) {
        Set<String> taken = new HashSet<>();
        schedule.path("layers").forEach(layer -> taken.add(layer.path("name").asString("")));
        for (JsonNode layer : schedule.path("layers")) {
            if (layer instanceof ObjectNode object && !object.hasNonNull("name")) {
                String name = "rota";
                for (int n = 2; taken.contains(name); n++) {
                    name = "rota " + n;
                }
                taken.add(name);
                object.put("name", name);
            }
        }
    }

    private LayerNames() {}
}
