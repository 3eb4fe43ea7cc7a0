package org.wakebell.paging.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wakebell.paging.Paging;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Page;

/** What rings now, ring by ring with its proof, and who is up for what else is open. */
@Component
class RingingCard implements Card {

    private final Paging paging;
    private final People people;

    RingingCard(Paging paging, People people) {
        this.paging = paging;
        this.people = people;
    }

    @Override
    public int place() {
        return 10;
    }

    /** Shown when nothing rings, too: so an open Board has the place where the next page appears. */
    @Override
    public Optional<Shown> show(Page page) {
        List<Paging.PageFact> open = paging.open().stream()
                .filter(p -> p.urgency() == Paging.Urgency.WAKE)
                .toList();
        List<Ladder> ringing =
                open.stream().filter(p -> p.state().equals("RINGING")).map(this::ladder).toList();
        List<Up> up = open.stream().filter(p -> !p.state().equals("RINGING")).map(this::up).toList();
        return Optional.of(new Shown(
                Size.TWO_THIRDS,
                ringing.isEmpty() ? Tone.PLAIN : Tone.ALARM,
                "paging",
                ringing.isEmpty() ? "" : page.t(ringing.size() == 1 ? "paging.card.headline.one" : "paging.card.headline", ringing.size()),
                ringing.isEmpty() ? 0 : 100,
                page.part("paging/card.jte", "ringing", ringing, "up", up)));
    }

    private Ladder ladder(Paging.PageFact page) {
        List<Ladder.Rung> rungs = paging.rings(page.id()).stream().map(this::rung).toList();
        return new Ladder(page, paging.brief(page.id()), Ladder.inOrder(rungs), paging.nextStep(page.id()));
    }

    private Ladder.Rung rung(Paging.RingFact ring) {
        Instant sounded = ring.proofAt();
        return new Ladder.Rung(ring, name(ring.person()), sounded == null ? ring.due() : sounded);
    }

    private Up up(Paging.PageFact page) {
        String who = page.answeredBy();
        return new Up(page, paging.brief(page.id()), who == null ? "" : name(who));
    }

    private String name(String person) {
        return people.person(person).map(Person::name).orElse(person);
    }
}
