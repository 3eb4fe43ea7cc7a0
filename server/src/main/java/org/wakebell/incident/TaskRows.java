package org.wakebell.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** 912s in the table of incidents. Every change of state is a compare-and-set; the caller owns the transaction. */
final class TaskRows {

    private final Tx tx;

    TaskRows(Tx tx) {
        this.tx = tx;
    }

    /** The first lock of whatever is decided about it. */
    void lock(String id) {
        tx.sql("UPDATE incident_incident SET state = state WHERE id = ?").param(id).update();
    }

    /** What has to be done, the first due first. */
    List<Incident> live() {
        return tx.sql("""
                        SELECT * FROM incident_incident WHERE state IN ('OPENED', 'OWNED') AND due IS NOT NULL
                        ORDER BY due, number
                        """)
                .query(Incident::of)
                .list();
    }

    /** The one that came from this alert and is not done. */
    Optional<Incident> from(String origin) {
        return tx.sql("""
                        SELECT * FROM incident_incident
                        WHERE origin = ? AND due IS NOT NULL AND state IN ('OPENED', 'OWNED') ORDER BY number DESC LIMIT 1
                        """)
                .param(origin)
                .query(Incident::of)
                .optional();
    }

    /** Those that rose to this 911. */
    List<Incident> below(String incident) {
        return tx.sql("SELECT * FROM incident_incident WHERE rose = ? AND rose <> '' AND state = 'ROSE' ORDER BY id")
                .param(incident)
                .query(Incident::of)
                .list();
    }

    boolean taken(Incident seen, String person, String name) {
        return tx.sql("""
                        UPDATE incident_incident SET state = 'OWNED', owner = ?, owner_name = ?
                        WHERE id = ? AND due IS NOT NULL AND state IN ('OPENED', 'OWNED')
                        """)
                        .params(person, name, seen.id())
                        .update()
                == 1;
    }

    void due(String id, Instant due, String person) {
        tx.sql("UPDATE incident_incident SET due = ?, due_for = ? WHERE id = ?").params(Micros.of(due), person, id).update();
    }

    boolean rose(Incident seen, String to, String who, String why, Instant now) {
        return tx.sql("""
                        UPDATE incident_incident SET state = 'ROSE', rose = ?, ended_at = ?, ended_name = ?, ended_why = ?
                        WHERE id = ? AND state = ?
                        """)
                        .params(to, Micros.of(now), who, why, seen.id(), seen.state().name())
                        .update()
                == 1;
    }

    /** Back to whoever had it, or to nobody. */
    boolean back(Incident seen, boolean keepsOwner) {
        boolean owned = keepsOwner && !seen.owner().isEmpty();
        return tx.sql("""
                        UPDATE incident_incident
                        SET state = ?, owner = ?, owner_name = ?, rose = '', ended_at = NULL, ended_name = '', ended_why = ''
                        WHERE id = ? AND state = ?
                        """)
                        .params(
                                owned ? "OWNED" : "OPENED",
                                owned ? seen.owner() : "",
                                owned ? seen.ownerName() : "",
                                seen.id(),
                                seen.state().name())
                        .update()
                == 1;
    }
}
