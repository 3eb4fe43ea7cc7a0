package org.wakebell.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.wakebell.incident.Incident.State;
import org.wakebell.incident.hook.Told;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/**
 * The sender says that it is over while people are being rung. No new loud bell starts; if that holds for two minutes
 * the page ends gently. Firing again within 15 minutes goes on where it was. A third recovery within 30 minutes is not
 * believed. Once someone is up, a recovery is only a line in the story: people decide.
 */
final class Recovery implements DutyKind {

    static final String NAME = "incident.recovered";

    private static final Duration HOLDS = Duration.ofMinutes(2);
    private static final Duration MEMORY = Duration.ofMinutes(30);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Rows rows;
    private final Story story;
    private final Paging paging;
    private final Duties duties;
    private final Lifecycle lifecycle;

    Recovery(Clock clock, Rows rows, Story story, Paging paging, Duties duties, Lifecycle lifecycle) {
        this.clock = clock;
        this.rows = rows;
        this.story = story;
        this.paging = paging;
        this.duties = duties;
        this.lifecycle = lifecycle;
    }

    /** @param at when the sender said so; the two minutes run by our own clock */
    void told(Incident incident, boolean recovered, Instant at) {
        if (recovered) {
            recovers(incident, at);
        } else {
            firesAgain(incident);
        }
    }

    private void recovers(Incident incident, Instant at) {
        Instant now = clock.instant();
        if (incident.state() == State.ANSWERED || incident.state() == State.OWNED) {
            story.tell(incident.id(), now, "All its alerts recovered", "the sender says so", "Wakebell");
            return;
        }
        if (incident.state() != State.OPENED || incident.recoveringSince() != null) {
            return;
        }
        rows.recovery(incident.id(), now);
        if (rows.recoveriesSince(incident.id(), now.minus(MEMORY)) >= 3) {
            story.tell(incident.id(), now, "A third recovery within 30 minutes is not believed", "it goes on ringing", "Wakebell");
            return;
        }
        if (!rows.recovering(incident.id(), now)) {
            return;
        }
        String why = "the sender says it recovered at " + CLOCK.format(at) + " UTC";
        story.tell(incident.id(), now, "All its alerts recovered", "no new loud bell; over if it holds for 2 minutes", "Wakebell");
        paging.hold(incident.page(), true, why);
        duties.owe(new Duty.Owed(NAME, incident.id(), incident.id(), "", now.plus(HOLDS)));
    }

    private void firesAgain(Incident incident) {
        Instant now = clock.instant();
        Instant ended = incident.endedAt();
        boolean late = ended != null && now.isAfter(ended.plus(Incidents.SAME));
        if (late || !rows.firesAgain(incident)) {
            return;
        }
        cancel(incident.id());
        String why = "it fires again: same incident, same step";
        story.tell(incident.id(), now, "It fires again", why, "Wakebell");
        if (incident.state() == State.RECOVERED) {
            paging.resume(incident.page(), why);
            lifecycle.happened(Told.Kind.REOPENED, incident.id(), Actor.system(), why, now);
        } else {
            paging.hold(incident.page(), false, why);
        }
    }

    /** Someone is up, or it is over: the two minutes have nothing left to decide. */
    void cancel(String incident) {
        duties.cancel(NAME, incident);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The bells are held back until this was done. */
    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(15, failures));
    }

    @Override
    public void perform(Held held) {
        String id = held.duty().key();
        held.settle(() -> rows.find(id).map(Incident::page).ifPresent(paging::lock), () -> {
            rows.find(id).ifPresent(this::holds);
            return new Held.Next.Done();
        });
    }

    private void holds(Incident incident) {
        Instant since = incident.recoveringSince();
        Instant now = clock.instant();
        if (since == null || now.isBefore(since.plus(HOLDS))) {
            return;
        }
        String why = "recovered by itself " + CLOCK.format(now) + " UTC, sleep";
        if (rows.recovered(incident.id(), since, why, now)) {
            story.tell(incident.id(), now, "Recovered, not looked at", "a 912 for the morning", "Wakebell");
            paging.end(Actor.system(), incident.page(), Paging.End.RECOVERED, why);
            lifecycle.happened(Told.Kind.RESOLVED, incident.id(), Actor.system(), why, now);
        }
    }
}
