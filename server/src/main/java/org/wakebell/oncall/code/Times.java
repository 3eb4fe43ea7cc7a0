package org.wakebell.oncall.code;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Local times are said to the minute: what would be cut off silently is refused here. */
final class Times {

    private static final Pattern SECONDS =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T)?\\d{2}:\\d{2}:(?!00(\\.0*)?$)\\d{2}(\\.\\d+)?");

    static void whole(YamlTree.Read tree, String at) {
        JsonNode node = tree.top();
        for (String step : at.split("[.\\[\\]]+")) {
            node = step.matches("\\d+") ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        walk(tree, node, at);
    }

    private static void walk(YamlTree.Read tree, JsonNode node, String at) {
        if (node.isObject()) {
            node.forEachEntry((name, value) -> walk(tree, value, at + "." + name));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(tree, node.get(i), at + "[" + i + "]");
            }
        } else if (node.isString() && SECONDS.matcher(node.asString()).matches()) {
            throw new RotaRefused(tree.line(at), at, "a time of the wall clock is said to the minute; leave the seconds out, or write an instant with Z");
        }
    }

    private Times() {}
}
