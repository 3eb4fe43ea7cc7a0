package org.wakebell.intake;

import java.time.Instant;
import java.util.List;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Rule;

/**
 * Where events come from.
 *
 * @param service the id of the service that its events are about
 * @param trusted its 911s open an incident without a triager
 * @param rulesVersion counts changes of the rules, so that two people do not overwrite each other
 * @param silent what it means when it falls silent
 * @param most events a minute on each node; more are refused until there is room
 */
public record Source(
        String id,
        String name,
        String service,
        SourceKind kind,
        boolean trusted,
        List<Rule> rules,
        int rulesVersion,
        Grade silent,
        long most,
        Instant created) {

    /** About what a small server can take at all: it stops a runaway loop, not a busy evening. */
    public static final long MOST = 6_000_000;

    public Source {
        rules = List.copyOf(rules);
    }
}
