package org.wakebell.triage.web;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wakebell.people.People;
import org.wakebell.people.Service;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Page;
import org.wakebell.triage.Triage;

/** What waits for a verdict: those with the least time first, then what has stopped and what is a 912. */
@Component
class TriageCard implements Card {

    private static final int MOST = 6;

    private final Triage triage;
    private final People people;

    TriageCard(Triage triage, People people) {
        this.triage = triage;
        this.people = people;
    }

    @Override
    public int place() {
        return 30;
    }

    @Override
    public Optional<Shown> show(Page page) {
        Triage.Unjudged unjudged = triage.unjudged(MOST);
        List<Waiting> rows =
                unjudged.rows().stream().map(row -> waiting(row, page)).toList();
        int judge = unjudged.judge();
        return Optional.of(new Shown(
                Size.MORE,
                Tone.PLAIN,
                "triage",
                judge == 0 ? "" : page.t(judge == 1 ? "triage.card.headline.one" : "triage.card.headline", judge),
                judge == 0 ? 0 : 40,
                page.part("triage/card.jte", "rows", rows, "more", unjudged.all() - rows.size())));
    }

    private Waiting waiting(Triage.Glance row, Page page) {
        String service = row.alert().service();
        return new Waiting(
                row,
                people.service(service).map(Service::name).orElse(service),
                Chart.small(row.minutes(), page.now()));
    }
}
