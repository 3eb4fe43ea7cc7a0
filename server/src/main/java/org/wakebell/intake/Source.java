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
        Instant created) {

    public Source {
        rules = List.copyOf(rules);
    }
}
