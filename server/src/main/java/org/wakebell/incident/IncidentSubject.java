package org.wakebell.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wakebell.incident.Incident.State;
import org.wakebell.incident.hook.Told;
import org.wakebell.paging.Subject;
import org.wakebell.people.Actor;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;

/** What a page about an incident says, and what becomes of the answers to it. */
final class IncidentSubject implements Subject {

    static final String KIND = "incident";

    private final Clock clock;
    private final Rows rows;
    private final Story story;
    private final Recovery recovery;
    private final Timing timing;
    private final Lifecycle lifecycle;
    private final Tasks tasks;

    IncidentSubject(Clock clock, Rows rows, Story story, Recovery recovery, Timing timing, Lifecycle lifecycle, Tasks tasks) {
        this.tasks = tasks;
        this.clock = clock;
        this.rows = rows;
        this.story = story;
        this.recovery = recovery;
        this.timing = timing;
        this.lifecycle = lifecycle;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Brief brief(String id) {
        Incident incident = get(id);
        List<String> facts = new ArrayList<>(incident.facts());
        if (incident.due() != null) {
            facts.add("due " + tasks.said(incident));
        }
        if (incident.joined() > 0) {
            facts.add(String.format(Locale.ROOT, "%,d more alerts folded into it", incident.joined()));
        }
        if (incident.state() == State.OWNED) {
            facts.add(incident.ownerName() + " works on it");
        } else if (incident.answeredAt() != null) {
            facts.add(incident.answeredName() + " is up");
        }
        return new Brief(incident.title(), facts, incident.since(), "/incidents/" + incident.number());
    }

    @Override
    public long hurt(String id) {
        return get(id).users();
    }

    @Override
    public void answered(String id, String page, String choice, Actor who) {
        Instant now = clock.instant();
        Incident before = get(id);
        if (before.task()) {
            tasks.answered(who, before);
            return;
        }
        switch (choice) {
            case "own" -> {
                timing.acts(before, now);
                if (rows.owned(id, who, now) && !before.owner().equals(who.person())) {
                    lifecycle.owned(before, who, now);
                }
            }
            case "not_911" -> story.tell(id, now, who.name() + " says: not a 911", "", who.name());
            default -> {
                timing.acts(before, now);
                if (rows.answered(id, who, now)) {
                    lifecycle.happened(Told.Kind.ANSWERED, id, who, who.name() + " is up", now);
                }
            }
        }
        recovery.cancel(id);
    }

    @Override
    public void told(String id, Instant at, String what, String why) {
        story.tell(id, at, what, why, "Wakebell");
    }

    @Override
    public void rang(String id, Instant at, String person, String name, String bell, String why) {
        lifecycle.rang(id, person, name, bell, why, at);
    }

    private Incident get(String id) {
        return rows.find(id).orElseThrow(() -> Refusal.missing("There is no such incident."));
    }
}
