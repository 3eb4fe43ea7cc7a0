package org.wakebell.paging;

import java.time.Instant;
import java.util.List;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;

/** Somebody has it and wants another to have it: it moves when that one accepts. The caller owns the transaction. */
final class HandOver {

    private final Clock clock;
    private final People people;
    private final Pages pages;
    private final Whom whom;
    private final Steps steps;
    private final Watch watch;
    private final Acts acts;
    private final Quiet quiet;
    private final Notes notes;
    private final Subjects subjects;

    HandOver(
            Clock clock,
            People people,
            Pages pages,
            Whom whom,
            Steps steps,
            Watch watch,
            Acts acts,
            Quiet quiet,
            Notes notes,
            Subjects subjects) {
        this.clock = clock;
        this.people = people;
        this.pages = pages;
        this.whom = whom;
        this.steps = steps;
        this.watch = watch;
        this.acts = acts;
        this.quiet = quiet;
        this.notes = notes;
        this.subjects = subjects;
    }

    /** Whom the page can be offered to: able people, but not who has it. */
    List<Person> candidates(Page page) {
        return whom.able(steps.service(page)).stream()
                .filter(p -> !p.id().equals(page.answeredBy()))
                .toList();
    }

    void offer(Actor by, String page, String to) {
        Page row = had(page);
        if (!row.answeredBy().equals(by.person())) {
            throw Refusal.forbidden("Only " + name(row.answeredBy()) + ", who has it, can offer it.");
        }
        if (to.equals(by.person())) {
            throw Refusal.invalid("to", "It is yours already.");
        }
        Person person = whom.chosen(steps.service(row), to);
        pages.offered(page, to);
        acts.acted(by, page);
        Instant now = clock.instant();
        notes.offered(row, person, by.name(), now);
        subjects.told(row, now, by.name() + " offers it to " + person.name(), "it moves when they accept");
    }

    void accept(Actor by, String page) {
        Page row = had(page);
        if (!row.offeredTo().equals(by.person())) {
            throw Refusal.conflict("It is not offered to you any more.");
        }
        Instant now = clock.instant();
        pages.owned(page, by.person(), now);
        people.acted(by.person(), now);
        quiet.page(page);
        watch.begin(page, now, Watch.OWNED);
        people.person(row.answeredBy()).ifPresent(from -> notes.accepted(row, from, by.name(), now));
        subjects.told(row, now, by.name() + " accepted it", "handed over by " + name(row.answeredBy()));
        subjects.answered(row, "own", by);
    }

    /** By the person it was offered to, or taken back by the one who offered it. */
    void decline(Actor by, String page) {
        Page row = had(page);
        boolean back = row.answeredBy().equals(by.person());
        if (row.offeredTo().isEmpty() || (!back && !row.offeredTo().equals(by.person()))) {
            throw Refusal.conflict("It is not offered to you any more.");
        }
        pages.offered(page, "");
        Instant now = clock.instant();
        people.acted(by.person(), now);
        if (!back) {
            people.person(row.answeredBy()).ifPresent(from -> notes.declined(row, from, by.name(), now));
        }
        subjects.told(row, now, by.name() + (back ? " took the offer back" : " declined it"),
                "it stays with " + name(row.answeredBy()));
    }

    private Page had(String page) {
        Page row = pages.required(page);
        return switch (row.state()) {
            case ANSWERED, OWNED -> row;
            case RINGING -> throw Refusal.conflict("Nobody has it: it is still ringing.");
            case ENDED -> throw Refusal.conflict("This page is over.");
        };
    }

    private String name(String person) {
        return people.person(person).map(Person::name).orElse("someone");
    }
}
