package org.wakebell.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Rule;
import org.wakebell.grading.Rules;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A source's rules as the JSON text that the database keeps. */
final class RulesText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<Map<String, String>>> SHAPE = new TypeReference<>() {};

    private RulesText() {}

    static String write(List<Rule> rules) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Rule rule : rules) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("when", rule.when());
            row.put("grade", Rules.written(rule.grade()));
            rows.add(row);
        }
        return JSON.writeValueAsString(rows);
    }

    /** A grade from a newer version is read as a notice: shown, and waking nobody. */
    static List<Rule> read(String json) {
        List<Rule> rules = new ArrayList<>();
        for (Map<String, String> row : JSON.readValue(json, SHAPE)) {
            Grade grade = Rules.grade(row.getOrDefault("grade", ""));
            rules.add(new Rule(row.getOrDefault("when", ""), grade == null ? Grade.NOTICE : grade));
        }
        return rules;
    }
}
