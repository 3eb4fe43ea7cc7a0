package org.wakebell.paging;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.wakebell.people.Actor;

/** The rooms that page about something. Filled while the house is built; a kind nobody answers for is a refusal to start. */
final class Subjects {

    private final Map<String, Subject> byKind = new HashMap<>();

    void add(Subject subject) {
        if (byKind.put(subject.kind(), subject) != null) {
            throw new IllegalStateException("two rooms page about " + subject.kind());
        }
    }

    void require(Collection<String> kinds) {
        for (String kind : kinds) {
            of(kind);
        }
    }

    Subject.Brief brief(Page page) {
        return of(page.subjectKind()).brief(page.subjectId());
    }

    void answered(Page page, String choice, Actor who) {
        of(page.subjectKind()).answered(page.subjectId(), page.id(), choice, who);
    }

    void told(Page page, Instant at, String what, String why) {
        of(page.subjectKind()).told(page.subjectId(), at, what, why);
    }

    void rang(Page page, Instant at, String person, String name, String bell, String why) {
        of(page.subjectKind()).rang(page.subjectId(), at, person, name, bell, why);
    }

    /** Distinct users known to be hurt by it. */
    long hurt(Page page) {
        return of(page.subjectKind()).hurt(page.subjectId());
    }

    private Subject of(String kind) {
        Subject subject = byKind.get(kind);
        if (subject == null) {
            throw new IllegalStateException("no room answers for pages about " + kind);
        }
        return subject;
    }
}
