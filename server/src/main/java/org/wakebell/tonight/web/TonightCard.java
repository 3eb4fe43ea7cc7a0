package org.wakebell.tonight.web;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.People;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Page;
import org.wakebell.tonight.Readiness;
import org.wakebell.tonight.Tonight;

/** Everyone who is needed until the morning, and whether a bell would reach them. */
@Component
class TonightCard implements Card {

    private final Tonight tonight;
    private final OnCall onCall;
    private final People people;

    TonightCard(Tonight tonight, OnCall onCall, People people) {
        this.tonight = tonight;
        this.onCall = onCall;
        this.people = people;
    }

    @Override
    public int place() {
        return 20;
    }

    @Override
    public Optional<Shown> show(Page page) {
        List<Sleeper> sleepers = tonight.needed().stream()
                .map(n -> new Sleeper(
                        n, people.awake(n.person(), page.now()), n.person().id().equals(page.reader().person())))
                .toList();
        Said said = said(page, sleepers);
        return Optional.of(new Shown(
                Size.THIRD,
                Tone.PLAIN,
                "tonight bells oncall people",
                said.headline,
                said.weight,
                page.part("tonight/card.jte", "sleepers", sleepers, "planned", !onCall.schedules().isEmpty())));
    }

    private record Said(String headline, int weight) {}

    /** The worst of it: nobody there, someone who cannot be woken, someone who perhaps cannot. */
    private static Said said(Page page, List<Sleeper> sleepers) {
        if (sleepers.isEmpty()) {
            return new Said(page.t("tonight.headline.nobody"), 60);
        }
        Optional<Sleeper> deaf = first(sleepers, Readiness.State.NOT_READY);
        if (deaf.isPresent()) {
            return new Said(page.t("tonight.headline.not", deaf.get().needed().person().name()), 60);
        }
        Optional<Sleeper> doubtful = first(sleepers, Readiness.State.DOUBTFUL);
        if (doubtful.isPresent()) {
            return new Said(page.t("tonight.headline.doubtful", doubtful.get().needed().person().name()), 30);
        }
        return new Said(page.t("tonight.headline.ready"), 1);
    }

    private static Optional<Sleeper> first(List<Sleeper> sleepers, Readiness.State state) {
        return sleepers.stream().filter(s -> s.needed().readiness().state() == state).findFirst();
    }
}
