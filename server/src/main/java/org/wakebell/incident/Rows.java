package org.wakebell.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Actor;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** Incidents in their table. Every change of state is a compare-and-set; the caller owns the transaction. */
final class Rows {

    private final Tx tx;
    private final Ids ids;

    Rows(Tx tx, Ids ids) {
        this.tx = tx;
        this.ids = ids;
    }

    /** A beat of the pulse takes no number of people's: it is below zero, and no list shows it. */
    String insert(Incidents.Opening o, boolean hand, Instant now) {
        return insert(o, hand, now, null, "");
    }

    /** @param due of a 912, for whom; null for a 911 */
    String insert(Incidents.Opening o, boolean hand, Instant now, @Nullable Instant due, String dueFor) {
        long number = o.beat() ? -Micros.of(now) : nextNumber();
        String id = ids.next();
        tx.sql("""
                INSERT INTO incident_incident
                  (id, number, service, title, facts, since, origin, persons, hand, joined, opened, opened_by, opened_name,
                   why, undo_until, state, page, answered_by, answered_name, owner, owner_name, ended_name, ended_why, users,
                   due, due_for)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, 'OPENED', '', '', '', '', '', '', '', ?, CAST(? AS bigint), ?)
                """)
                .params(
                        id,
                        number,
                        o.service(),
                        oneLine(o.title()),
                        String.join("\n", o.facts().stream().map(Rows::oneLine).toList()),
                        Micros.of(o.since()),
                        o.origin(),
                        String.join(" ", o.persons().stream().sorted().toList()),
                        hand,
                        Micros.of(now),
                        o.by().person(),
                        o.by().name(),
                        o.why(),
                        Micros.of(o.undoUntil()),
                        o.users())
                .param(Micros.ofNullable(due))
                .param(dueFor)
                .update();
        return id;
    }

    /** Numbers have no gaps: a number that was not committed is given again. Two at once wait for each other here. */
    private long nextNumber() {
        return tx.sql("UPDATE incident_counter SET last = last + 1 WHERE id = 1 RETURNING last")
                .query(Long.class)
                .single();
    }

    /** True if it was a beat of the pulse: nothing else is ever forgotten. */
    boolean forgetBeat(String id) {
        boolean beat = tx.sql("DELETE FROM incident_incident WHERE id = ? AND number < 0").param(id).update() == 1;
        if (beat) {
            tx.sql("DELETE FROM incident_line WHERE incident = ?").param(id).update();
        }
        return beat;
    }

    void hurt(String id, long users) {
        tx.sql("UPDATE incident_incident SET users = ? WHERE id = ? AND users < ?").params(users, id, users).update();
    }

    Optional<Incident> find(String id) {
        return tx.sql("SELECT * FROM incident_incident WHERE id = ?").param(id).query(Incident::of).optional();
    }

    Optional<Incident> numbered(long number) {
        return tx.sql("SELECT * FROM incident_incident WHERE number = ?").param(number).query(Incident::of).optional();
    }

    /** 911s. */
    List<Incident> live() {
        return tx.sql("""
                        SELECT * FROM incident_incident WHERE state IN ('OPENED', 'ANSWERED', 'OWNED') AND number > 0 AND due IS NULL
                        ORDER BY opened DESC, number DESC
                        """)
                .query(Incident::of)
                .list();
    }

    /** Recovered by themselves and not looked at: the morning's work. */
    List<Incident> unlooked() {
        return tx.sql("SELECT * FROM incident_incident WHERE state = 'RECOVERED' ORDER BY opened DESC, number DESC")
                .query(Incident::of)
                .list();
    }

    List<Incident> newest(int most) {
        return tx.sql("SELECT * FROM incident_incident WHERE number > 0 ORDER BY number DESC LIMIT " + most).query(Incident::of).list();
    }

    void paged(String id, String page) {
        tx.sql("UPDATE incident_incident SET page = ? WHERE id = ?").params(page, id).update();
    }

    boolean answered(String id, Actor who, Instant now) {
        return tx.sql("""
                        UPDATE incident_incident
                        SET state = 'ANSWERED', answered_by = ?, answered_name = ?, answered_at = ?, recovering_since = NULL
                        WHERE id = ? AND state = 'OPENED'
                        """)
                        .params(who.person(), who.name(), Micros.of(now), id)
                        .update()
                == 1;
    }

    /** Whoever owns without having been asked has answered by it. */
    boolean owned(String id, Actor who, Instant now) {
        return tx.sql("""
                        UPDATE incident_incident
                        SET state = 'OWNED', owner = ?, owner_name = ?, recovering_since = NULL,
                          answered_by = CASE WHEN answered_at IS NULL THEN ? ELSE answered_by END,
                          answered_name = CASE WHEN answered_at IS NULL THEN ? ELSE answered_name END,
                          answered_at = coalesce(answered_at, CAST(? AS bigint))
                        WHERE id = ? AND state IN ('OPENED', 'ANSWERED', 'OWNED')
                        """)
                        .params(who.person(), who.name(), who.person(), who.name(), Micros.of(now), id)
                        .update()
                == 1;
    }

    boolean ended(Incident seen, Incident.State how, Actor who, String why, Instant now) {
        return tx.sql("""
                        UPDATE incident_incident
                        SET state = ?, ended_at = ?, ended_name = ?, ended_why = ?, recovering_since = NULL
                        WHERE id = ? AND state = ?
                        """)
                        .params(how.name(), Micros.of(now), who.name(), why, seen.id(), seen.state().name())
                        .update()
                == 1;
    }

    boolean recovering(String id, Instant now) {
        return tx.sql("""
                        UPDATE incident_incident SET recovering_since = ?
                        WHERE id = ? AND state = 'OPENED' AND recovering_since IS NULL
                        """)
                        .params(Micros.of(now), id)
                        .update()
                == 1;
    }

    boolean recovered(String id, Instant since, String why, Instant now) {
        return tx.sql("""
                        UPDATE incident_incident
                        SET state = 'RECOVERED', ended_at = ?, ended_name = 'Wakebell', ended_why = ?, recovering_since = NULL
                        WHERE id = ? AND state = 'OPENED' AND recovering_since = ?
                        """)
                        .params(Micros.of(now), why, id, Micros.of(since))
                        .update()
                == 1;
    }

    boolean firesAgain(Incident seen) {
        return tx.sql("""
                        UPDATE incident_incident
                        SET state = 'OPENED', recovering_since = NULL, ended_at = NULL, ended_name = '', ended_why = ''
                        WHERE id = ? AND state = ? AND (state = 'RECOVERED' OR recovering_since IS NOT NULL)
                        """)
                        .params(seen.id(), seen.state().name())
                        .update()
                == 1;
    }

    long joined(String id, long more) {
        return tx.sql("UPDATE incident_incident SET joined = joined + ? WHERE id = ? RETURNING joined")
                .params(more, id)
                .query(Long.class)
                .single();
    }

    /** Puts two acts of one account in order, so that its limit holds on any number of nodes. */
    void handTurn(String person) {
        tx.sql("""
                INSERT INTO incident_hand (person, times) VALUES (?, 1)
                ON CONFLICT (person) DO UPDATE SET times = incident_hand.times + 1
                """)
                .param(person)
                .update();
    }

    int byHandSince(String person, Instant since) {
        return tx.sql("SELECT count(*) FROM incident_incident WHERE opened_by = ? AND hand AND opened > ?")
                .params(person, Micros.of(since))
                .query(Integer.class)
                .single();
    }

    @Nullable Instant lastAnswered(String person) {
        return tx.sql("""
                        SELECT answered_at FROM incident_incident
                        WHERE answered_by = ? AND answered_at IS NOT NULL AND due IS NULL
                        ORDER BY answered_at DESC, id DESC LIMIT 1
                        """)
                .param(person)
                .query((row, n) -> Micros.instant(row, "answered_at"))
                .optional()
                .orElse(null);
    }

    int recoveriesSince(String id, Instant since) {
        return tx.sql("SELECT count(*) FROM incident_recovery WHERE incident = ? AND at > ?")
                .params(id, Micros.of(since))
                .query(Integer.class)
                .single();
    }

    void recovery(String id, Instant at) {
        tx.sql("INSERT INTO incident_recovery (id, incident, at) VALUES (?, ?, ?)")
                .params(ids.next(), id, Micros.of(at))
                .update();
    }

    void right(String incident, String person, boolean right, String why, Instant at) {
        tx.sql("""
                INSERT INTO incident_right (incident, person, was_right, why, at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (incident, person) DO UPDATE SET was_right = excluded.was_right, why = excluded.why, at = excluded.at
                """)
                .params(incident, person, right, why, Micros.of(at))
                .update();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R+", " ").strip();
    }
}
