package org.wakebell.triage;

import java.util.List;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Subject;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.web.Pokes;

/** Puts the room together. {@link #subject} has to be given to paging before the loops start. */
public final class TriageRoom {

    private final Triage triage;
    private final AlertSubject subject;
    private final List<DutyKind> kinds;

    /** @param node names this process among those that share the database */
    public TriageRoom(
            Clock clock,
            Tx tx,
            Ids ids,
            Duties duties,
            Pokes pokes,
            String node,
            People people,
            Paging paging,
            Incidents incidents) {
        Alerts alerts = new Alerts(tx, ids);
        Evidence evidence = new Evidence(tx);
        Counters counters = new Counters(tx);
        Triagers triagers = new Triagers(alerts, paging, duties, pokes);
        Openings openings = new Openings(tx, alerts, evidence, incidents);
        Episodes episodes = new Episodes(ids, alerts, evidence, triagers, incidents, openings);
        Growth growth = new Growth(alerts, evidence, episodes, triagers, incidents);
        Taking taking =
                new Taking(clock, tx, new Lanes(tx, duties, node), counters, new Memory(), episodes, growth);
        Frictions frictions = new Frictions(evidence, paging, incidents, people);
        Verdicts verdicts = new Verdicts(clock, alerts, triagers, openings, incidents, frictions, people);
        this.triage = new Triage(clock, tx, taking, verdicts, alerts, evidence, frictions, new Beats(tx, incidents));
        this.subject = new AlertSubject(alerts, openings, verdicts, clock);
        this.kinds = List.of(
                new VerdictDue(clock, alerts, evidence, triagers, openings),
                new Reminder(clock, alerts, triagers),
                new Folding(clock, tx));
    }

    public Triage triage() {
        return triage;
    }

    public Subject subject() {
        return subject;
    }

    public List<DutyKind> kinds() {
        return kinds;
    }
}
