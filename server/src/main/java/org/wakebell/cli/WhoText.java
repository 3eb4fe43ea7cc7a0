package org.wakebell.cli;

import java.io.PrintStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Who is on call, as text or as JSON; a file and a server answer alike. */
final class WhoText {

    static void print(PrintStream out, JsonMapper json, ArrayNode all, Given given) {
        if (given.has("--json")) {
            out.println(json.writeValueAsString(all));
            return;
        }
        for (JsonNode one : all) {
            out.println(one.path("name").asString(one.path("schedule").asString()) + " at " + one.path("at").asString()
                    + (one.path("fallback").asBoolean() ? ": nobody on call, the fall-back" : ""));
            if (one.path("people").isEmpty()) {
                out.println("  NOBODY");
            }
            for (JsonNode person : one.path("people")) {
                String until = person.path("until").asString();
                out.println("  " + person.path("name").asString() + (until.isEmpty() ? "" : "  until " + until));
                if (given.has("--why")) {
                    out.println("      " + person.path("why").asString());
                }
            }
        }
    }

    private WhoText() {}
}
