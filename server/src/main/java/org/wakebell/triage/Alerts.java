package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.grading.Grade;
import org.wakebell.people.Actor;
import org.wakebell.people.Watcher;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/**
 * Alerts and episodes in their tables. {@link #raise} is the one compare-and-set: whoever changes an alert or its
 * episode raises the version first, which also locks the row; the statements that follow need no condition.
 */
final class Alerts {

    private static final String BOTH = """
            SELECT a.id AS alert_id, a.source, a.service, a.fingerprint, a.title, a.grouped, a.version, a.recovered,
              e.id AS episode_id, e.nth, e.grade, e.rule, e.reason, e.opened, e.timer_from, e.deadline,
              e.original_deadline, e.extended, e.resting, e.looking_name, e.looking_at, e.verdict, e.verdict_by,
              e.verdict_name, e.verdict_why, e.verdict_at, e.undo_until, e.sure, e.closed, e.closed_how, e.incident,
              e.told_users, e.told_hosts, e.told_rate, e.acked_name, e.acked_at
            FROM triage_alert a JOIN triage_episode e ON %s
            """;
    private static final String CURRENT = BOTH.formatted("e.id = a.episode");

    private final Tx tx;
    private final Ids ids;

    Alerts(Tx tx, Ids ids) {
        this.tx = tx;
        this.ids = ids;
    }

    Optional<Alert> find(String id) {
        return tx.sql(CURRENT + " WHERE a.id = ?").param(id).query(Alert::of).optional();
    }

    Optional<Alert> find(String source, String fingerprint) {
        return tx.sql(CURRENT + " WHERE a.source = ? AND a.fingerprint = ?")
                .params(source, fingerprint)
                .query(Alert::of)
                .optional();
    }

    /** Newest first; without the pulse's. */
    List<Alert> newest(int most) {
        return tx.sql(CURRENT + " WHERE a.source <> ? ORDER BY e.opened DESC, a.id LIMIT " + most).param(Watcher.ID).query(Alert::of).list();
    }

    /** Of each incident of episodes that opened in this stretch. */
    List<Triage.Cause> causes(Instant from, Instant until) {
        return tx.sql("""
                        SELECT e.incident, a.source, e.rule, e.reason, e.verdict, e.verdict_by
                        FROM triage_episode e JOIN triage_alert a ON a.id = e.alert
                        WHERE e.incident <> '' AND e.opened >= ? AND e.opened < ? AND a.source <> ? ORDER BY e.opened, e.id
                        """)
                .params(Micros.of(from), Micros.of(until), Watcher.ID)
                .query((row, n) -> new Triage.Cause(
                        row.getString("incident"),
                        row.getString("source"),
                        row.getString("rule"),
                        row.getString("reason"),
                        row.getString("verdict").equals("V911") ? row.getString("verdict_by") : ""))
                .list();
    }

    /** Not closed, the oldest first. */
    List<Alert> open(Grade grade) {
        return tx.sql(CURRENT + " WHERE e.closed IS NULL AND e.grade = ? ORDER BY e.opened, a.id LIMIT 500")
                .param(grade.name())
                .query(Alert::of)
                .list();
    }

    int waiting() {
        return tx.sql("""
                        SELECT count(*) FROM triage_episode
                        WHERE closed IS NULL AND grade = 'G911' AND incident = '' AND NOT resting
                        """)
                .query(Integer.class)
                .single();
    }

    /** Every stretch of an alert, the newest first. */
    List<Alert> episodes(String alert) {
        return tx.sql(BOTH.formatted("e.alert = a.id") + " WHERE a.id = ? ORDER BY e.nth DESC LIMIT 50")
                .param(alert)
                .query(Alert::of)
                .list();
    }

    /** First sight of a trouble: true on exactly one node. */
    boolean insert(String id, Batch.Delta d, String episode) {
        return tx.sql("""
                        INSERT INTO triage_alert (id, source, service, fingerprint, title, grouped, version, episode)
                        VALUES (?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT (source, fingerprint) DO NOTHING
                        """)
                        .params(id, d.source(), d.service(), d.fingerprint(), d.title(), d.grouped(), episode)
                        .update()
                == 1;
    }

    boolean raise(Alert seen) {
        return tx.sql("UPDATE triage_alert SET version = version + 1 WHERE id = ? AND version = ?")
                        .params(seen.id(), seen.version())
                        .update()
                == 1;
    }

    void insertEpisode(
            String id, String alert, int nth, Batch.Delta d, Instant now, @Nullable Instant deadline, Alert.Levels told) {
        tx.sql("""
                INSERT INTO triage_episode
                  (id, alert, nth, grade, rule, reason, opened, timer_from, deadline, original_deadline, extended, resting,
                   looking_name, verdict, verdict_by, verdict_name, verdict_why, sure, closed_how, incident, told_users,
                   told_hosts, told_rate, acked_name)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, false, '', '', '', '', '', false, '', '', ?, ?, ?, '')
                """)
                .param(id)
                .param(alert)
                .param(nth)
                .param(d.grade().name())
                .param(d.rule())
                .param(d.reason())
                .param(Micros.of(now))
                .param(deadline == null ? null : Micros.of(now))
                .param(Micros.ofNullable(deadline))
                .param(Micros.ofNullable(deadline))
                .param(told.users())
                .param(told.hosts())
                .param(told.rate())
                .update();
    }

    void current(String alert, String episode, Batch.Delta d) {
        tx.sql("UPDATE triage_alert SET episode = ?, service = ?, title = ?, grouped = ?, recovered = NULL WHERE id = ?")
                .params(episode, d.service(), d.title(), d.grouped(), alert)
                .update();
    }

    /** The time to judge starts (again). */
    void timer(String episode, Grade grade, String rule, String reason, Instant now, Instant deadline) {
        tx.sql("""
                UPDATE triage_episode
                SET grade = ?, rule = ?, reason = ?, timer_from = ?, deadline = ?, original_deadline = ?, resting = false
                WHERE id = ?
                """)
                .params(grade.name(), rule, reason, Micros.of(now), Micros.of(deadline), Micros.of(deadline), episode)
                .update();
    }

    void grade(String episode, Grade grade, String rule, String reason) {
        tx.sql("UPDATE triage_episode SET grade = ?, rule = ?, reason = ? WHERE id = ?")
                .params(grade.name(), rule, reason, episode)
                .update();
    }

    void extend(String episode, Instant deadline) {
        tx.sql("UPDATE triage_episode SET extended = true, deadline = ? WHERE id = ?")
                .params(Micros.of(deadline), episode)
                .update();
    }

    void rest(String episode) {
        tx.sql("UPDATE triage_episode SET resting = true WHERE id = ?").param(episode).update();
    }

    void told(String episode, Alert.Levels levels) {
        tx.sql("UPDATE triage_episode SET told_users = ?, told_hosts = ?, told_rate = ? WHERE id = ?")
                .params(levels.users(), levels.hosts(), levels.rate(), episode)
                .update();
    }

    void recovered(String alert, @Nullable Instant at) {
        tx.sql("UPDATE triage_alert SET recovered = ? WHERE id = ?")
                .param(Micros.ofNullable(at))
                .param(alert)
                .update();
    }

    void acknowledged(String episode, String who, Instant at) {
        tx.sql("UPDATE triage_episode SET acked_name = ?, acked_at = ? WHERE id = ?")
                .params(who, Micros.of(at), episode)
                .update();
    }

    void looking(String episode, Actor who, Instant at) {
        tx.sql("UPDATE triage_episode SET looking_name = ?, looking_at = ? WHERE id = ?")
                .params(who.name(), Micros.of(at), episode)
                .update();
    }

    /** @param undo how long it may be taken back, zero if not at all */
    void judged(
            String episode, Triage.Verdict verdict, String by, String name, String why, boolean sure, Instant now, Duration undo) {
        tx.sql("""
                UPDATE triage_episode
                SET verdict = ?, verdict_by = ?, verdict_name = ?, verdict_why = ?, sure = ?, verdict_at = ?, undo_until = ?,
                  closed = coalesce(closed, CAST(? AS bigint)), closed_how = 'judged', resting = false
                WHERE id = ?
                """)
                .param(verdict.name())
                .param(by)
                .param(name)
                .param(why)
                .param(sure)
                .param(Micros.of(now))
                .param(undo.isZero() ? null : Micros.of(now.plus(undo)))
                .param(Micros.of(now))
                .param(episode)
                .update();
    }

    void unjudged(String episode) {
        tx.sql("""
                UPDATE triage_episode
                SET verdict = '', verdict_by = '', verdict_name = '', verdict_why = '', sure = false, verdict_at = NULL,
                  undo_until = NULL, closed = NULL, closed_how = '', incident = ''
                WHERE id = ?
                """)
                .param(episode)
                .update();
    }

    void closed(String episode, String how, Instant now) {
        tx.sql("UPDATE triage_episode SET closed = ?, closed_how = ?, resting = false WHERE id = ? AND closed IS NULL")
                .params(Micros.of(now), how, episode)
                .update();
    }

    void incident(String episode, String incident) {
        tx.sql("UPDATE triage_episode SET incident = ? WHERE id = ?").params(incident, episode).update();
    }

    /** Alerts of an incident whose sender has not said that they are over. */
    int firing(String incident) {
        return tx.sql("""
                        SELECT count(*) FROM triage_episode e JOIN triage_alert a ON a.episode = e.id
                        WHERE e.incident = ? AND a.recovered IS NULL
                        """)
                .param(incident)
                .query(Integer.class)
                .single();
    }

    /** Puts two nodes in order that hear what becomes of one incident's alerts; the second sees what the first wrote. */
    void together(String incident) {
        tx.sql("""
                INSERT INTO triage_together (incident, times) VALUES (?, 1)
                ON CONFLICT (incident) DO UPDATE SET times = triage_together.times + 1
                """)
                .param(incident)
                .update();
    }

    void page(String episode, String page) {
        tx.sql("INSERT INTO triage_page (episode, page) VALUES (?, ?) ON CONFLICT (episode, page) DO NOTHING")
                .params(episode, page)
                .update();
    }

    List<String> pages(String episode) {
        return tx.sql("SELECT page FROM triage_page WHERE episode = ? ORDER BY page")
                .param(episode)
                .query(String.class)
                .list();
    }

    void line(String alert, String episode, Instant at, String what, String why, String who) {
        tx.sql("""
                INSERT INTO triage_line (id, alert, episode, nth, at, what, why, who)
                SELECT ?, ?, ?, count(*) + 1, ?, ?, ?, ? FROM triage_line WHERE alert = ?
                """)
                .params(ids.next(), alert, episode, Micros.of(at), what, why, who, alert)
                .update();
    }

    List<Triage.Line> lines(String alert) {
        return tx.sql("SELECT at, what, why, who FROM triage_line WHERE alert = ? ORDER BY at DESC, nth DESC, id LIMIT 200")
                .param(alert)
                .query((row, n) -> new Triage.Line(
                        Micros.instant(row, "at"), row.getString("what"), row.getString("why"), row.getString("who")))
                .list();
    }
}
