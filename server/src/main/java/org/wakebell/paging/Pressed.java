package org.wakebell.paging;

import java.time.Instant;
import org.wakebell.bells.Answers;
import org.wakebell.drivers.Outcome;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;

/** What comes back through a bell: the person whose bell it is did something beside it. */
final class Pressed implements Answers {

    private final Pages pages;
    private final People people;
    private final Paging paging;
    private final Ringing ringing;
    private final Fold fold;

    Pressed(Pages pages, People people, Paging paging, Ringing ringing, Fold fold) {
        this.fold = fold;
        this.pages = pages;
        this.people = people;
        this.paging = paging;
        this.ringing = ringing;
    }

    @Override
    public void pressed(String orderKey, String choice, String how, Instant at) {
        RingRow ring = pages.ring(orderKey).orElse(null);
        Person person = ring == null ? null : people.person(ring.person()).orElse(null);
        if (ring == null || person == null || ring.place().startsWith("n")) {
            return;
        }
        Actor by = new Actor(person.id(), person.name(), person.roles(), Actor.Via.BELL);
        switch (choice) {
            case "hush" -> paging.hush(by, fold.pages(ring, Integer.MAX_VALUE), fold.decided(ring));
            case "pass" -> paging.passOn(by, ring.page(), null);
            default -> paging.answer(by, fold.pages(ring, Calls.listed(choice)), choice.startsWith("up") ? "up" : choice);
        }
    }

    @Override
    public void learned(String orderKey, Outcome outcome, Instant at) {
        pages.ring(orderKey)
                .filter(ring -> ring.state() != RingRow.State.QUIET)
                .ifPresent(ring -> {
                    pages.lock(ring.page());
                    ringing.learned(ring, outcome, at);
                });
    }
}
