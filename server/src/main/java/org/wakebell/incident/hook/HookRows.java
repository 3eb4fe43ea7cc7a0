package org.wakebell.incident.hook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** Hooks and what they have not heard yet. */
final class HookRows {

    /** What waits for one hook about one incident, the oldest of it. */
    record Call(String id, Instant at, String body) {}

    private final Tx tx;

    HookRows(Tx tx) {
        this.tx = tx;
    }

    List<Hook> all() {
        return tx.sql("SELECT * FROM incident_hook ORDER BY made, id").query(HookRows::hook).list();
    }

    boolean any() {
        return tx.sql("SELECT id FROM incident_hook LIMIT 1").query(String.class).optional().isPresent();
    }

    Optional<Hook> find(String id) {
        return tx.sql("SELECT * FROM incident_hook WHERE id = ?").param(id).query(HookRows::hook).optional();
    }

    String secret(String id) {
        return tx.sql("SELECT secret FROM incident_hook WHERE id = ?").param(id).query(String.class).single();
    }

    void insert(Hook hook, String sealed, String by) {
        tx.sql("""
                        INSERT INTO incident_hook (id, name, url, shape, service, secret, made_by, made, heard, failing, why)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, '')
                        """)
                .params(hook.id(), hook.name(), hook.url(), hook.shape().name(), hook.service(), sealed, by, Micros.of(hook.made()))
                .update();
    }

    boolean delete(String id) {
        tx.sql("DELETE FROM incident_hook_call WHERE hook = ?").param(id).update();
        tx.sql("DELETE FROM incident_hook_queue WHERE hook = ?").param(id).update();
        return tx.sql("DELETE FROM incident_hook WHERE id = ?").param(id).update() == 1;
    }

    /** The queue is this transaction's until its end; returns a number above all that it has. */
    long hold(String hook, String incident) {
        return tx.sql("""
                        INSERT INTO incident_hook_queue (hook, incident, last) VALUES (?, ?, 1)
                        ON CONFLICT (hook, incident) DO UPDATE SET last = incident_hook_queue.last + 1 RETURNING last
                        """)
                .params(hook, incident)
                .query(Long.class)
                .single();
    }

    void add(String id, String hook, String incident, long nth, Instant at, String body) {
        tx.sql("INSERT INTO incident_hook_call (id, hook, incident, nth, at, body) VALUES (?, ?, ?, ?, ?, ?)")
                .params(id, hook, incident, nth, Micros.of(at), body)
                .update();
    }

    Optional<Call> next(String hook, String incident) {
        return tx.sql("SELECT id, at, body FROM incident_hook_call WHERE hook = ? AND incident = ? ORDER BY nth LIMIT 1")
                .params(hook, incident)
                .query((row, n) -> new Call(row.getString("id"), Micros.instant(row, "at"), row.getString("body")))
                .optional();
    }

    void done(String call) {
        tx.sql("DELETE FROM incident_hook_call WHERE id = ?").param(call).update();
    }

    /** Nothing waits any more: the queue needs no row. */
    void close(String hook, String incident) {
        tx.sql("DELETE FROM incident_hook_queue WHERE hook = ? AND incident = ?").params(hook, incident).update();
    }

    void heard(String hook, Instant now) {
        tx.sql("UPDATE incident_hook SET heard = ?, failing = NULL, why = '' WHERE id = ?")
                .params(Micros.of(now), hook)
                .update();
    }

    void failing(String hook, Instant now, String why) {
        tx.sql("UPDATE incident_hook SET failing = coalesce(failing, CAST(? AS bigint)), why = ? WHERE id = ?")
                .params(Micros.of(now), why, hook)
                .update();
    }

    private static Hook hook(ResultSet row, int n) throws SQLException {
        return new Hook(
                row.getString("id"),
                row.getString("name"),
                row.getString("url"),
                Shape.valueOf(row.getString("shape")),
                row.getString("service"),
                Micros.instant(row, "made"),
                Micros.nullable(row, "heard"),
                Micros.nullable(row, "failing"),
                row.getString("why"));
    }
}
