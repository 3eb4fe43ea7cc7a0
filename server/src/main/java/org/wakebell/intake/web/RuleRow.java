package org.wakebell.intake.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Rule;
import org.wakebell.grading.Rules;
import org.wakebell.platform.web.Refusal;

/**
 * One line of the rules' form, as typed.
 *
 * @param place where it should stand; a line is moved by changing its number, and taken away by emptying it
 */
public record RuleRow(String place, String when, String grade) {

    /** Two empty lines at the end, to add to. */
    static List<RuleRow> of(List<Rule> rules) {
        List<RuleRow> rows = new ArrayList<>();
        for (Rule rule : rules) {
            rows.add(new RuleRow(String.valueOf(rows.size() + 1), rule.when(), Rules.written(rule.grade())));
        }
        rows.add(new RuleRow(String.valueOf(rows.size() + 1), "", "911"));
        rows.add(new RuleRow(String.valueOf(rows.size() + 1), "", "notice"));
        return rows;
    }

    static List<RuleRow> typed(List<String> places, List<String> whens, List<String> grades) {
        List<RuleRow> rows = new ArrayList<>();
        for (int i = 0; i < whens.size(); i++) {
            rows.add(new RuleRow(i < places.size() ? places.get(i) : "", whens.get(i), i < grades.size() ? grades.get(i) : ""));
        }
        return rows;
    }

    static List<Rule> rules(List<RuleRow> rows) {
        return rows.stream()
                .filter(r -> !r.when.isBlank())
                .sorted(Comparator.comparingDouble(RuleRow::number))
                .map(r -> new Rule(r.when.strip(), grade(r.grade)))
                .toList();
    }

    private double number() {
        try {
            return Double.parseDouble(place.strip().replace(',', '.'));
        } catch (NumberFormatException e) {
            return Double.MAX_VALUE;
        }
    }

    static Grade grade(String written) {
        Grade grade = Rules.grade(written);
        if (grade == null) {
            throw Refusal.invalid("grade", "A grade is 911, 912, notice or ignore, not \"" + written + "\".");
        }
        return grade;
    }
}
