package org.wakebell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wakebell.SettingsValues.Given;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The YAML file as keys and texts. Values stay as they are written: YAML would read a password 0123 as eighty-three
 * and a host called no as false.
 */
final class SettingsFile {

    private final Path path;
    private final Map<String, Given> values = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    private SettingsFile(Path path) {
        this.path = path;
    }

    static Map<String, Given> read(Path path) {
        SettingsFile file = new SettingsFile(path);
        file.compose();
        if (!file.wrong.isEmpty()) {
            throw new SettingsRefused(file.wrong);
        }
        return file.values;
    }

    private void compose() {
        try (var reader = Files.newBufferedReader(path)) {
            @Nullable Node top = new Yaml(new LoaderOptions()).compose(reader);
            if (top != null) {
                collect("", top);
            }
        } catch (MarkedYAMLException e) {
            wrong.add(path + " line " + (e.getProblemMark().getLine() + 1) + ": this is not YAML: " + e.getProblem() + ".");
        } catch (IOException e) {
            wrong.add(path + ": cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    private void collect(String key, Node node) {
        String where = path + " line " + (node.getStartMark().getLine() + 1);
        switch (node) {
            case MappingNode section -> {
                for (NodeTuple entry : section.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode name) {
                        collect(key.isEmpty() ? name.getValue() : key + "." + name.getValue(), entry.getValueNode());
                    }
                }
            }
            case ScalarNode value -> {
                if (values.put(key, new Given(value.getValue(), where)) != null) {
                    wrong.add(where + ": " + key + " is written twice.");
                }
            }
            default -> wrong.add(where + ": " + key + " has a list; it takes one value.");
        }
    }
}
