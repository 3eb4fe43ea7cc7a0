package org.wakebell.paging.web;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Subject;
import org.wakebell.people.Person;

/**
 * What the screen shows.
 *
 * @param called they are asked to get up: it rings them, or they are to help whoever has it
 * @param others further 911s that ring this person now
 * @param heard when the newest of their rings was decided
 * @param done a word of what was just done, or empty
 */
public record AnswerShown(
        Person person,
        Subject.Brief brief,
        Paging.PageFact fact,
        List<Other> others,
        String why,
        boolean loud,
        boolean called,
        @Nullable String successor,
        @Nullable String answeredBy,
        Instant heard,
        String done) {

    public record Other(String page, Subject.Brief brief) {}

    /** What an answer from this screen covers: it travels with the form. */
    public String listed() {
        return Stream.concat(Stream.of(fact.id()), others.stream().map(Other::page)).collect(Collectors.joining(","));
    }

    /** Another 911 rings, though this one is answered. */
    public boolean another() {
        return !ringing() && !others.isEmpty();
    }

    /** Somebody has it, and this person is called to help. */
    public boolean helps() {
        return called && !ringing();
    }

    public boolean over() {
        return fact.state().equals("ENDED");
    }

    public boolean ringing() {
        return fact.state().equals("RINGING");
    }
}
