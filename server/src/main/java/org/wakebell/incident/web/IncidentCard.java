package org.wakebell.incident.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wakebell.incident.Confirming;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Page;

/**
 * What rings nobody: 911s by hand that wait for a second person, incidents that someone is on, 912s, and what recovered and
 * nobody has looked at.
 */
@Component
class IncidentCard implements Card {

    private static final int MOST = 6;

    private final Incidents incidents;

    private final Confirming confirming;

    IncidentCard(Incidents incidents, Confirming confirming) {
        this.confirming = confirming;
        this.incidents = incidents;
    }

    @Override
    public int place() {
        return 25;
    }

    @Override
    public Optional<Shown> show(Page page) {
        List<Incident> worked = found(incidents.open()).filter(i -> i.state() != Incident.State.OPENED).toList();
        List<Incident> unlooked = found(incidents.unlooked()).toList();
        List<Incident> tasks = incidents.tasks();
        List<Incident> rows = Stream.of(worked, tasks, unlooked).flatMap(List::stream).limit(MOST).toList();
        int more = worked.size() + tasks.size() + unlooked.size() - rows.size();
        int overdue = (int) tasks.stream().filter(it -> it.overdue(page.now())).count();
        List<Confirming.Waiting> waiting = confirming.waiting();
        return Optional.of(new Shown(
                Size.FULL,
                Tone.PLAIN,
                "incident",
                headline(page, waiting.size(), worked.size(), overdue, unlooked.size()),
                !waiting.isEmpty() ? 60 : !worked.isEmpty() ? 30 : overdue > 0 ? 25 : !unlooked.isEmpty() ? 20 : 0,
                page.part("incident/card.jte", "waiting", waiting, "rows", rows, "more", more)));
    }

    private Stream<Incident> found(List<Incidents.IncidentFact> facts) {
        return facts.stream().flatMap(fact -> incidents.look(fact.id()).stream());
    }

    private static String headline(Page page, int waiting, int worked, int overdue, int unlooked) {
        if (waiting > 0) {
            return page.t(waiting == 1 ? "incident.card.waiting.one" : "incident.card.waiting", waiting);
        }
        if (worked > 0) {
            return page.t(worked == 1 ? "incident.card.worked.one" : "incident.card.worked", worked);
        }
        if (overdue > 0) {
            return page.t("incident.card.overdue", overdue);
        }
        if (unlooked > 0) {
            return page.t(unlooked == 1 ? "incident.card.unlooked.one" : "incident.card.unlooked", unlooked);
        }
        return "";
    }
}
