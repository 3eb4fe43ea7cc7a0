package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wakebell.incident.Incidents;
import org.wakebell.people.Actor;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/**
 * Incidents that come from alerts. Those that open without a human are bounded, at most three per source in 15
 * minutes and all further alerts in one storm: a broken source must not bury the ring that matters. A human's 911 is
 * never folded.
 */
final class Openings {

    private static final Duration SPAN = Duration.ofMinutes(15);
    private static final int MOST = 3;

    private final Tx tx;
    private final Alerts alerts;
    private final Evidence evidence;
    private final Incidents incidents;

    Openings(Tx tx, Alerts alerts, Evidence evidence, Incidents incidents) {
        this.tx = tx;
        this.alerts = alerts;
        this.evidence = evidence;
        this.incidents = incidents;
    }

    /** A person judged it. */
    String byHand(Alert alert, Actor by, String why, Instant now, Duration undo) {
        String incident = incidents.open(opening(alert, by, why, now.plus(undo), now));
        alerts.incident(alert.episode().id(), incident);
        return incident;
    }

    /** A person judged that it can wait for the day. The alert stays as it was: what it becomes is judged anew. */
    void task(Alert alert, Actor by, String why, Instant now, Duration undo) {
        incidents.task(opening(alert, by, why, now.plus(undo), now));
    }

    /** Within its undo, by whoever judged: it never was. */
    void undoTask(Alert alert, Actor by, Instant now) {
        incidents.taskFrom("/triage/" + alert.id())
                .flatMap(task -> incidents.look(task.id()))
                .filter(task -> task.openedBy().equals(by.person()) && !now.isAfter(task.undoUntil()))
                .ifPresent(task -> incidents.undo(by, task.id()));
    }

    /** By policy, or because nobody judged in time. */
    String byItself(Alert alert, String why, Instant now) {
        String source = alert.source();
        turn(source);
        String incident;
        if (recent(source, now) < MOST) {
            incident = incidents.open(opening(alert, Actor.system(), why, now, now));
            opened(incident, source, now, false);
        } else {
            incident = storm(alert, why, now);
        }
        alerts.incident(alert.episode().id(), incident);
        return incident;
    }

    private String storm(Alert alert, String why, Instant now) {
        String running = running(alert.source(), now);
        if (!running.isEmpty()) {
            // What is folded into it fires, whatever became of the others: nobody may be told to sleep over it.
            alerts.together(running);
            incidents.recovered(running, false, now);
            incidents.joined(running, 1);
            return running;
        }
        String incident = incidents.open(new Incidents.Opening(
                alert.service(),
                "Storm: more than " + MOST + " incidents from " + alert.source() + " in 15 minutes, the newest "
                        + alert.title(),
                List.of("all further alerts of this source are folded into this one incident"),
                now,
                Actor.system(),
                why,
                "/triage",
                Set.of(),
                now));
        opened(incident, alert.source(), now, true);
        return incident;
    }

    private String running(String source, Instant now) {
        return tx.sql("SELECT incident FROM triage_opening WHERE source = ? AND storm ORDER BY at DESC, incident LIMIT 1")
                .param(source)
                .query(String.class)
                .optional()
                .filter(incident -> incidents.takesEvents(incident, now))
                .orElse("");
    }

    /** Two nodes that open for one source do it one after the other. */
    private void turn(String source) {
        tx.sql("""
                INSERT INTO triage_source (source, openings) VALUES (?, 1)
                ON CONFLICT (source) DO UPDATE SET openings = triage_source.openings + 1
                """)
                .param(source)
                .update();
    }

    private int recent(String source, Instant now) {
        return tx.sql("SELECT count(*) FROM triage_opening WHERE source = ? AND at > ? AND NOT storm")
                .params(source, Micros.of(now.minus(SPAN)))
                .query(Integer.class)
                .single();
    }

    private void opened(String incident, String source, Instant now, boolean storm) {
        tx.sql("INSERT INTO triage_opening (incident, source, at, storm) VALUES (?, ?, ?, ?)")
                .params(incident, source, Micros.of(now), storm)
                .update();
    }

    private Incidents.Opening opening(Alert alert, Actor by, String why, Instant undoUntil, Instant now) {
        StillHappening.Group group = evidence.group(alert.episode().id());
        Instant first = group.first();
        // These words stay with the incident while time goes on.
        long users = evidence.distinct(alert.episode().id(), "user");
        List<String> facts = facts(alert, group, users, now);
        facts.set(0, "when it was opened: " + facts.getFirst());
        return new Incidents.Opening(
                alert.service(),
                alert.title(),
                facts,
                first == null ? alert.episode().opened() : first,
                by,
                why,
                "/triage/" + alert.id(),
                Set.of(),
                undoUntil,
                users);
    }

    /** Short facts in order of weight, for bells and for the answer screen. */
    List<String> facts(Alert alert, Instant now) {
        String episode = alert.episode().id();
        return facts(alert, evidence.group(episode), evidence.distinct(episode, "user"), now);
    }

    private List<String> facts(Alert alert, StillHappening.Group group, long users, Instant now) {
        List<String> facts = new ArrayList<>();
        facts.add(evidence.pulse(alert, group, now).why());
        long hosts = evidence.distinct(alert.episode().id(), "host");
        if (users > 0) {
            facts.add(Spoken.distinct(users, "user", "users"));
        }
        if (hosts > 0) {
            facts.add(Spoken.distinct(hosts, "host", "hosts"));
        }
        return facts;
    }
}
