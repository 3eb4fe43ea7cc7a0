package org.wakebell.incident;

import java.time.Instant;
import java.util.List;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;

/** What happened, in order: the ladder of the incident's screen. Lines are appended and never changed. */
final class Story {

    private final Tx tx;
    private final Ids ids;
    private final Pokes pokes;

    Story(Tx tx, Ids ids, Pokes pokes) {
        this.tx = tx;
        this.ids = ids;
        this.pokes = pokes;
    }

    void tell(String incident, Instant at, String what, String why, String who) {
        tx.sql("""
                INSERT INTO incident_line (id, incident, nth, at, what, why, who)
                SELECT ?, ?, count(*) + 1, ?, ?, ?, ? FROM incident_line WHERE incident = ?
                """)
                .params(ids.next(), incident, Micros.of(at), what, why, who, incident)
                .update();
        pokes.poke("incident/" + incident);
        pokes.poke("incident");
    }

    List<Incidents.Line> of(String incident) {
        return tx.sql("SELECT at, what, why, who FROM incident_line WHERE incident = ? ORDER BY at, nth, id")
                .param(incident)
                .query((row, n) -> new Incidents.Line(
                        Micros.instant(row, "at"),
                        row.getString("what"),
                        row.getString("why"),
                        row.getString("who")))
                .list();
    }
}
