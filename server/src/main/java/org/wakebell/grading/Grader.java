package org.wakebell.grading;

import org.jspecify.annotations.Nullable;
import org.wakebell.grading.fingerprint.Fingerprint;

/**
 * An event becomes a grade, a fingerprint, a title and the reasons for them. Pure and safe to share between threads.
 * {@link #grade} does all of it; the hot path asks in steps and explains a fingerprint only when it is new to a batch.
 */
public final class Grader {

    private final String source;
    private final Rules rules;

    /** @param source its id; a sender's own keys are unique only within it */
    public Grader(String source, Rules rules) {
        this.source = source;
        this.rules = rules;
    }

    public Rules.Decision decide(Event event) {
        return rules.decide(event);
    }

    public Fingerprint fingerprint(Event event) {
        return Fingerprint.of(evidence(event));
    }

    /** The fingerprint of an alert that the sender only names, as when it resolves it. */
    public Fingerprint named(String senderKey) {
        return Fingerprint.of(new Fingerprint.Evidence(source, "", "", Severity.NONE, senderKey, "", "", "", ""));
    }

    public Graded explain(Event event, Rules.Decision decision, Fingerprint fingerprint) {
        return new Graded(
                event,
                decision.grade(),
                fingerprint.toString(),
                Clean.line(Fingerprint.explain(evidence(event)), 1_000),
                Clean.title(event),
                decision.rule(),
                decision.reason());
    }

    public Graded grade(Event event) {
        return explain(event, decide(event), fingerprint(event));
    }

    private Fingerprint.Evidence evidence(Event event) {
        return new Fingerprint.Evidence(
                source,
                event.attributes().getOrDefault("service.name", ""),
                event.logger(),
                event.severityNumber(),
                given(event.senderKey()),
                given(event.exceptionType()),
                given(event.stack()),
                given(event.template()),
                event.body());
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
