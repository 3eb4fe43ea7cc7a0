package org.wakebell.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.grading.Rule;
import org.wakebell.grading.Rules;

/** What a source sends. It decides the first rules and the snippet; every door takes every source's key. */
public enum SourceKind {
    OPENTELEMETRY("opentelemetry", true),
    JSON_LINES("jsonlines", true),
    PAGERDUTY("pagerduty", false),
    PROMETHEUS("prometheus", false);

    private final String word;
    private final boolean logs;

    SourceKind(String word, boolean logs) {
        this.word = word;
        this.logs = logs;
    }

    /** As stored and as said in the API. */
    public String word() {
        return word;
    }

    public List<Rule> firstRules() {
        return logs ? Rules.forLogs() : Rules.forAlerts();
    }

    public static @Nullable SourceKind of(String word) {
        for (SourceKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
