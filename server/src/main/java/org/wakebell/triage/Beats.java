package org.wakebell.triage;

import java.util.List;
import org.wakebell.incident.Incidents;
import org.wakebell.people.Watcher;
import org.wakebell.platform.db.Tx;

/** What the pulse leaves here. No other alert is ever deleted; a beat that is over is, so that the next is a first one again. */
final class Beats {

    private final Tx tx;
    private final Incidents incidents;

    Beats(Tx tx, Incidents incidents) {
        this.tx = tx;
        this.incidents = incidents;
    }

    boolean any() {
        return !alerts().isEmpty();
    }

    /** The alert first: whoever changes one locks it before its episodes. */
    void forget() {
        for (String alert : alerts()) {
            tx.sql("DELETE FROM triage_alert WHERE id = ?").param(alert).update();
            for (String episode : all("SELECT id FROM triage_episode WHERE alert = ? ORDER BY nth", alert)) {
                tx.sql("DELETE FROM triage_minute WHERE episode = ?").param(episode).update();
                tx.sql("DELETE FROM triage_hour WHERE episode = ?").param(episode).update();
                tx.sql("DELETE FROM triage_sample WHERE episode = ?").param(episode).update();
            }
            tx.sql("DELETE FROM triage_episode WHERE alert = ?").param(alert).update();
            tx.sql("DELETE FROM triage_line WHERE alert = ?").param(alert).update();
        }
        List<String> opened = all("SELECT incident FROM triage_opening WHERE source = ? ORDER BY incident", Watcher.ID);
        tx.sql("DELETE FROM triage_opening WHERE source = ?").param(Watcher.ID).update();
        opened.forEach(incidents::forgetBeat);
    }

    private List<String> alerts() {
        return all("SELECT id FROM triage_alert WHERE source = ? ORDER BY id", Watcher.ID);
    }

    private List<String> all(String sql, String of) {
        return tx.sql(sql).param(of).query(String.class).list();
    }
}
