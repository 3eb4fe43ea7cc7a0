package org.wakebell.incident;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.wakebell.incident.Confirming.Waiting;
import org.wakebell.incident.Incidents.ByHand;
import org.wakebell.people.Actor;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;

/** The 911s by hand that wait, in their table. The caller owns the transaction. */
final class WaitingRows {

    static final String RUNG = "RUNG";
    static final String DROPPED = "DROPPED";

    private final Tx tx;
    private final Ids ids;
    private final Pokes pokes;

    WaitingRows(Tx tx, Ids ids, Pokes pokes) {
        this.tx = tx;
        this.ids = ids;
        this.pokes = pokes;
    }

    Waiting insert(Actor by, ByHand call, Instant now) {
        Waiting fresh = new Waiting(ids.next(), by.person(), by.name(), call.service(), call.persons(), "", call.why().strip(), now);
        tx.sql("""
                INSERT INTO incident_waiting
                  (id, asker, asker_name, service, persons, why, at, state, decided_by, decided_name, decided_at, incident)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'WAITING', '', '', NULL, '')
                """)
                .params(fresh.id(), by.person(), by.name(), fresh.service(), words(fresh.persons()), fresh.why(), Micros.of(now))
                .update();
        pokes.poke("incident");
        return fresh;
    }

    List<Waiting> since(Instant then) {
        return tx.sql("SELECT * FROM incident_waiting WHERE state = 'WAITING' AND at > ? ORDER BY at, id")
                .param(Micros.of(then))
                .query((row, n) -> new Waiting(
                        row.getString("id"),
                        row.getString("asker"),
                        row.getString("asker_name"),
                        row.getString("service"),
                        row.getString("persons").isEmpty() ? Set.of() : Set.of(row.getString("persons").split(" ")),
                        "",
                        row.getString("why"),
                        Micros.instant(row, "at")))
                .list();
    }

    boolean decided(String id, String how, Actor by, String incident, Instant now) {
        pokes.poke("incident");
        return tx.sql("""
                        UPDATE incident_waiting SET state = ?, decided_by = ?, decided_name = ?, decided_at = ?, incident = ?
                        WHERE id = ? AND state = 'WAITING'
                        """)
                        .params(how, by.person(), by.name(), Micros.of(now), incident, id)
                        .update()
                == 1;
    }

    /** Whoever waits signed in again and called once more: what waited for the same has rung. */
    void rung(Actor by, ByHand call, String incident, Instant now) {
        tx.sql("""
                UPDATE incident_waiting SET state = 'RUNG', decided_by = ?, decided_name = ?, decided_at = ?, incident = ?
                WHERE asker = ? AND service = ? AND persons = ? AND why = ? AND state = 'WAITING'
                """)
                .params(by.person(), by.name(), Micros.of(now), incident, by.person(), call.service(), words(call.persons()), call.why().strip())
                .update();
    }

    private static String words(Set<String> persons) {
        return String.join(" ", persons.stream().sorted().toList());
    }
}
