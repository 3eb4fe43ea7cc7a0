package org.wakebell.oncall.code;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * YAML as the JSON that the API takes, with the line of every field. Values stay as they are written: YAML would read
 * 20:00 as one thousand two hundred and a person called no as false.
 */
final class YamlTree {

    /** Characters; thousands of layers fit. */
    static final int LONGEST = 1 << 20;

    private static final int DEEPEST = 20;
    private static final int MOST = 100_000;
    private static final int MOST_ALIASES = 50;

    /** The only fields that are numbers. */
    private static final Set<String> NUMBERS = Set.of("every", "priority");

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,9}");
    private static final Set<String> NOTHING = Set.of("", "~", "null");
    private static final JsonNodeFactory JSON = JsonMapper.shared().getNodeFactory();

    private final Map<String, Integer> lines = new HashMap<>();
    private int seen;

    private YamlTree() {}

    record Read(JsonNode top, Map<String, Integer> lines) {

        /** The line of a field, or of what it would stand in. */
        int line(String path) {
            for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('[')) < 0
                    ? 0
                    : Math.max(at.lastIndexOf('.'), at.lastIndexOf('[')))) {
                Integer line = lines.get(at);
                if (line != null) {
                    return line;
                }
            }
            return 0;
        }
    }

    /** @throws RotaRefused if it is not YAML, too long, too deep or too much */
    static Read read(String text) {
        if (text.length() > LONGEST) {
            throw new RotaRefused(0, "", "the file is longer than " + LONGEST + " characters; divide it");
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            YamlTree tree = new YamlTree();
            @Nullable Node top = new Yaml(options).compose(new java.io.StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
            JsonNode read = top == null ? JSON.nullNode() : tree.json(top, "", "", 0);
            return new Read(read, tree.lines);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new RotaRefused(line, "", "this is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new RotaRefused(0, "", "this is not YAML that is taken here: " + e.getMessage());
        }
    }

    private JsonNode json(Node node, String path, String name, int depth) {
        int line = line(node);
        if (++seen > MOST || depth > DEEPEST) {
            throw new RotaRefused(line, path, "this is too much for one file; write it without aliases, or divide it");
        }
        lines.putIfAbsent(path, line);
        return switch (node) {
            case MappingNode map -> object(map, path, depth);
            case SequenceNode list -> {
                ArrayNode array = JSON.arrayNode();
                for (Node one : list.getValue()) {
                    array.add(json(one, path + "[" + array.size() + "]", name, depth + 1));
                }
                yield array;
            }
            case ScalarNode value -> scalar(value, name);
            default -> throw new RotaRefused(line, path, "write a text, a list or fields here");
        };
    }

    private ObjectNode object(MappingNode map, String path, int depth) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : map.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new RotaRefused(line(entry.getKeyNode()), path, "the name of a field is a text");
            }
            String name = key.getValue();
            String at = path.isEmpty() ? name : path + "." + name;
            if (object.has(name)) {
                throw new RotaRefused(line(key), at, name + " is written twice; keep one");
            }
            lines.put(at, line(key));
            object.set(name, json(entry.getValueNode(), at, name, depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node, String name) {
        String text = node.getValue();
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return StringNode.valueOf(text);
        }
        if (NOTHING.contains(text)) {
            return JSON.nullNode();
        }
        return NUMBERS.contains(name) && WHOLE.matcher(text).matches()
                ? JSON.numberNode(Integer.parseInt(text))
                : StringNode.valueOf(text);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
