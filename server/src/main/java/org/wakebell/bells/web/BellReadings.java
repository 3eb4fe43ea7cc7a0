package org.wakebell.bells.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.agent.AgentFact;
import org.wakebell.bells.agent.Agents;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;

/** Reads what the Bells screen shows, for the controllers that share it. */
@Component
class BellReadings {

    private final BellSetup setup;
    private final Agents agents;
    private final People people;

    BellReadings(BellSetup setup, Agents agents, People people) {
        this.setup = setup;
        this.agents = agents;
        this.people = people;
    }

    View show(Page page, Actor actor, Overview.After after) {
        return page.show("bells/list.jte", "it", overview(page, actor), "after", after);
    }

    private Overview overview(Page page, Actor actor) {
        boolean admin = actor.is(Role.ADMIN);
        List<AgentFact> theirs = admin ? agents.all(actor) : agents.of(actor, actor.person());
        Map<String, String> names = new HashMap<>();
        theirs.forEach(a -> names.put(a.id(), a.name()));
        List<BellSetup.View> mine = setup.of(actor, actor.person());
        List<BellSetup.View> all = admin ? setup.all(actor) : mine;
        Headline headline = Headline.of(page, mine);
        return new Overview(
                headline.text(),
                headline.why(),
                rows(mine, names),
                rows(all.stream().filter(b -> !b.owner().equals(actor.person())).toList(), names),
                homes(actor, theirs, all),
                admin ? people.everyone() : List.of());
    }

    private List<Row> rows(List<BellSetup.View> bells, Map<String, String> agentNames) {
        return bells.stream()
                .map(b -> new Row(b, name(b.owner()), agentNames.getOrDefault(b.agent(), b.agent())))
                .toList();
    }

    private List<Home> homes(Actor actor, List<AgentFact> agentFacts, List<BellSetup.View> bells) {
        Set<String> known = bells.stream()
                .map(b -> b.agent() + " " + b.config().getOrDefault("mac", ""))
                .collect(Collectors.toSet());
        return agentFacts.stream()
                .map(a -> new Home(
                        a,
                        name(a.owner()),
                        agents.found(actor, a.id()).stream()
                                .filter(d -> d.kind().equals("dlink") && !known.contains(a.id() + " " + d.mac()))
                                .toList()))
                .toList();
    }

    private String name(String person) {
        return people.person(person).map(Person::name).orElse(person);
    }
}
