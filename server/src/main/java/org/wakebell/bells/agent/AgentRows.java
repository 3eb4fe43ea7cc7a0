package org.wakebell.bells.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wakebell.drivers.Health;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.wire.Message;

/** What is written down about agents. Every method runs inside the caller's transaction. */
final class AgentRows {

    /** One that was paired, revoked since or not. */
    record Known(String id, String owner, String name, String publicKey, boolean revoked) {}

    private final Tx tx;

    AgentRows(Tx tx) {
        this.tx = tx;
    }

    void insert(String id, String owner, String name, Message.Pair ask, String address, Instant now) {
        tx.sql("""
                        INSERT INTO bells_agent
                          (id, owner, name, public_key, paired, revoked, program, kinds, address, zone, offset_seconds,
                           clock_off, node, seen, since, looked, gone)
                        VALUES (?, ?, ?, ?, ?, NULL, ?, '', ?, '', 0, 0, '', NULL, NULL, NULL, ?)
                        """)
                .params(id, owner, name, ask.publicKey(), Micros.of(now), cut(ask.program()), address, false)
                .update();
    }

    Optional<Known> known(String id) {
        return tx.sql("SELECT id, owner, name, public_key, revoked FROM bells_agent WHERE id = ?")
                .params(id)
                .query((row, i) -> new Known(
                        row.getString("id"),
                        row.getString("owner"),
                        row.getString("name"),
                        row.getString("public_key"),
                        Micros.nullable(row, "revoked") != null))
                .optional();
    }

    /** It stands in the door of this node. */
    void connected(Message.Hello hello, String address, String node, Instant now) {
        tx.sql("""
                        UPDATE bells_agent SET program = ?, kinds = ?, address = ?, zone = ?, offset_seconds = ?,
                          clock_off = ?, node = ?, seen = ?, since = ?, gone = ? WHERE id = ?
                        """)
                .params(
                        cut(hello.program()),
                        cut(String.join(" ", hello.kinds())),
                        address,
                        cut(hello.zone()),
                        hello.offsetSeconds(),
                        Duration.between(now, hello.at()).toSeconds() * 1_000_000,
                        node,
                        Micros.of(now),
                        Micros.of(now),
                        false,
                        hello.agent())
                .update();
    }

    void seen(String id, String node, Instant at) {
        tx.sql("UPDATE bells_agent SET seen = ? WHERE id = ? AND node = ? AND seen < ?")
                .params(Micros.of(at), id, node, Micros.of(at))
                .update();
    }

    /** Agents whose bells still count as reachable though nothing was heard since. */
    List<Known> silentSince(Instant before) {
        return tx.sql("""
                        SELECT id, owner, name, public_key, revoked FROM bells_agent
                        WHERE revoked IS NULL AND gone = ? AND seen < ? ORDER BY id
                        """)
                .params(false, Micros.of(before))
                .query((row, i) -> new Known(
                        row.getString("id"), row.getString("owner"), row.getString("name"), row.getString("public_key"), false))
                .list();
    }

    /** True for the one node that says so. */
    boolean markGone(String id, Instant before) {
        return tx.sql("UPDATE bells_agent SET gone = ? WHERE id = ? AND gone = ? AND seen < ?")
                        .params(true, id, false, Micros.of(before))
                        .update()
                == 1;
    }

    /** The node that holds its line, if one does. */
    Optional<String> holder(String id, Instant now) {
        return tx.sql("SELECT node FROM bells_agent WHERE id = ? AND revoked IS NULL AND gone = ? AND seen > ?")
                .params(id, false, Micros.of(now.minus(Agents.DEAD)))
                .query(String.class)
                .optional();
    }

    Optional<AgentFact> one(String id, Instant now) {
        return tx.sql("SELECT * FROM bells_agent WHERE id = ? AND revoked IS NULL")
                .params(id)
                .query((row, i) -> fact(row, now))
                .optional();
    }

    List<AgentFact> of(String owner, Instant now) {
        return tx.sql("SELECT * FROM bells_agent WHERE owner = ? AND revoked IS NULL ORDER BY name, id")
                .params(owner)
                .query((row, i) -> fact(row, now))
                .list();
    }

    List<AgentFact> all(Instant now) {
        return tx.sql("SELECT * FROM bells_agent WHERE revoked IS NULL ORDER BY name, id")
                .query((row, i) -> fact(row, now))
                .list();
    }

    private static AgentFact fact(ResultSet row, Instant now) throws SQLException {
        Instant seen = Micros.nullable(row, "seen");
        boolean connected = seen != null && !row.getBoolean("gone") && seen.isAfter(now.minus(Agents.DEAD));
        return new AgentFact(
                row.getString("id"),
                row.getString("owner"),
                row.getString("name"),
                row.getString("program"),
                row.getString("address"),
                row.getString("zone"),
                row.getInt("offset_seconds"),
                Duration.ofSeconds(row.getLong("clock_off") / 1_000_000),
                Micros.instant(row, "paired"),
                seen,
                Micros.nullable(row, "since"),
                Micros.nullable(row, "looked"),
                connected);
    }

    void health(String agent, String bell, Health health) {
        String facts = health.facts().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
        tx.sql("""
                        INSERT INTO bells_agent_health (agent, bell, state, why, facts, at) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (agent, bell) DO UPDATE SET state = excluded.state, why = excluded.why,
                          facts = excluded.facts, at = excluded.at
                        """)
                .params(agent, bell, health.state().name(), health.why(), facts, Micros.of(health.at()))
                .update();
    }

    Optional<Health> health(String agent, String bell) {
        return tx.sql("SELECT state, why, facts, at FROM bells_agent_health WHERE agent = ? AND bell = ?")
                .params(agent, bell)
                .query((row, i) -> new Health(
                        Health.State.valueOf(row.getString("state")),
                        row.getString("why"),
                        Micros.instant(row, "at"),
                        facts(row.getString("facts"))))
                .optional();
    }

    private static Map<String, String> facts(String lines) {
        return lines.lines()
                .filter(line -> line.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1), (a, b) -> b));
    }

    /** Takes the place of what it found before. */
    void found(String agent, List<Message.Device> devices, Instant now) {
        tx.sql("UPDATE bells_agent SET looked = ? WHERE id = ?").params(Micros.of(now), agent).update();
        tx.sql("DELETE FROM bells_agent_found WHERE agent = ?").params(agent).update();
        for (Message.Device d : devices) {
            tx.sql("""
                            INSERT INTO bells_agent_found (agent, kind, host, port, mac, model, name, at)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (agent, kind, host, port) DO NOTHING
                            """)
                    .params(agent, cut(d.kind()), cut(d.host()), d.port(), cut(d.mac()), cut(d.model()), cut(d.name()), Micros.of(now))
                    .update();
        }
    }

    /** What an agent says of itself is shown to people: one line, not endless. */
    private static String cut(String text) {
        String clean = text.replaceAll("\\p{C}", " ").strip();
        return clean.length() > 200 ? clean.substring(0, 200) : clean;
    }
}
