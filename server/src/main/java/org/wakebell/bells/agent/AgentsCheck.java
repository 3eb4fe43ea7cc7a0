package org.wakebell.bells.agent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Check;

/** Whether every home agent that was paired has its line to this installation. */
record AgentsCheck(Clock clock, Tx tx, People people, AgentRows rows) implements Check {

    @Override
    public String name() {
        return "agents";
    }

    @Override
    public Finding look() {
        List<AgentFact> all = tx.read(() -> rows.all(clock.instant()));
        List<AgentFact> away = all.stream()
                .filter(agent -> !agent.connected())
                .sorted(Comparator.comparing(AgentsCheck::since).thenComparing(AgentFact::id))
                .toList();
        if (away.isEmpty()) {
            return Finding.ready("Home agents that are paired: " + all.size() + "; all are connected.")
                    .said("bells.finding.agents.ready", String.valueOf(all.size()));
        }
        AgentFact first = away.getFirst();
        String owner = people.person(first.owner()).map(Person::name).orElse("");
        String since = since(first).truncatedTo(ChronoUnit.SECONDS).toString();
        return Finding.degraded(away.size() + " of " + all.size() + " home agents are not connected. First: " + first.name() + " of " + owner
                        + ", since " + since + ". The bells behind it cannot ring. Look whether it has power and network, or revoke it.")
                .said("bells.finding.agents.away", String.valueOf(away.size()), String.valueOf(all.size()), first.name(), owner, since);
    }

    /** One that never came is away since it was paired. */
    private static Instant since(AgentFact agent) {
        return Objects.requireNonNullElse(agent.seen(), agent.paired());
    }
}
