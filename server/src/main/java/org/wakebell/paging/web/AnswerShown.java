package org.wakebell.paging.web;

import org.jspecify.annotations.Nullable;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Subject;
import org.wakebell.people.Person;

/** What the screen shows; {@code done} is a word of what was just done, or empty. */
public record AnswerShown(
        Person person,
        Subject.Brief brief,
        Paging.PageFact fact,
        String why,
        boolean loud,
        @Nullable String successor,
        @Nullable String answeredBy,
        String done) {

    public boolean over() {
        return fact.state().equals("ENDED");
    }

    public boolean ringing() {
        return fact.state().equals("RINGING");
    }
}
