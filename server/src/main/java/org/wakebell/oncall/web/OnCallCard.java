package org.wakebell.oncall.web;

import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wakebell.oncall.Planning;
import org.wakebell.people.People;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Page;

/** Whose next 24 hours these are, and when they are nobody's. */
@Component
class OnCallCard implements Card {

    private final Planning planning;
    private final People people;

    OnCallCard(Planning planning, People people) {
        this.planning = planning;
        this.people = people;
    }

    @Override
    public int place() {
        return 40;
    }

    @Override
    public Optional<Shown> show(Page page) {
        NextDay day = new NextDayPicture(people, page).of(planning.all());
        Optional<NextDay.Hole> worst = day.holes().stream().max(Comparator.comparingInt(NextDay.Hole::weight));
        return Optional.of(new Shown(
                Size.LESS,
                Tone.PLAIN,
                "oncall people",
                worst.map(NextDay.Hole::headline).orElse(""),
                worst.map(NextDay.Hole::weight).orElse(0),
                page.part(
                        "oncall/card.jte",
                        "day", day,
                        "holes", day.holes().stream().limit(4).toList(),
                        "mayPlan", page.reader().isAny("admin", "responder"))));
    }
}
