package org.wakebell.incident;

import java.time.Instant;
import org.wakebell.incident.hook.Herald;
import org.wakebell.incident.hook.Told;
import org.wakebell.people.Actor;

/** What other systems hear of an incident, never of the pulse: as it stands once the thing has happened. */
final class Lifecycle {

    private final Herald herald;
    private final Rows rows;

    Lifecycle(Herald herald, Rows rows) {
        this.herald = herald;
        this.rows = rows;
    }

    void happened(Told.Kind kind, String incident, Actor by, String why, Instant now) {
        String person = by.via() == Actor.Via.SYSTEM || by.via() == Actor.Via.SENDER ? "" : by.person();
        tell(kind, incident, by.name(), person, "", why, now);
    }

    /** Who takes it on without having been asked has answered by it: both are told, in this order. */
    void owned(Incident before, Actor by, Instant now) {
        if (before.answeredAt() == null) {
            happened(Told.Kind.ANSWERED, before.id(), by, by.name() + " is up", now);
        }
        happened(Told.Kind.OWNED, before.id(), by, by.name() + " works on it", now);
    }

    /** What tells people that it is over rings nobody for it. */
    void rang(String incident, String person, String name, String bell, String why, Instant now) {
        if (rows.find(incident).filter(it -> it.state().live()).isEmpty()) {
            return;
        }
        tell(Told.Kind.RUNG, incident, name, person, bell, why, now);
    }

    private void tell(Told.Kind kind, String incident, String by, String person, String bell, String why, Instant now) {
        if (!herald.isHeard()) {
            return;
        }
        rows.find(incident).filter(it -> it.number() > 0).ifPresent(it -> herald.tell(new Told(
                kind, now, by, person, bell, why, it.id(), it.number(), it.title(), it.service(), it.since(), it.opened(),
                it.answeredName(), it.owner(), it.ownerName(), it.state().live() ? null : it.state().name(), it.grade(), it.due())));
    }
}
