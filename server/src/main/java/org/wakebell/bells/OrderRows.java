package org.wakebell.bells;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Watcher;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of {@code bells_order}. Joins the caller's transaction. */
final class OrderRows {

    /** Another node may take over what a node has not held on to for this long. */
    static final Duration GRIP = Duration.ofSeconds(8);

    /** Nothing is sent so late; bounds what a count has to read. */
    private static final Duration DAY = Duration.ofDays(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Ring.Choice>> CHOICES = new TypeReference<>() {};

    private final Tx tx;
    private final String node;

    OrderRows(Tx tx, String node) {
        this.tx = tx;
        this.node = node;
    }

    /** False if there is an order with this key already; it stays as it is. */
    boolean insert(Bells.NewOrder order, Instant lease, Instant now) {
        return tx.sql("""
                        INSERT INTO bells_order
                          (rkey, bell, about, title, body, choices, loudness, lease, deadline, state, outcome, why, proof,
                           ordered_at, node, node_until)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ORDERED', '', '', '', ?, ?, ?)
                        ON CONFLICT (rkey) DO NOTHING
                        """)
                        .params(
                                order.key(),
                                order.bell(),
                                order.about(),
                                order.title(),
                                order.text(),
                                JSON.writeValueAsString(order.choices()),
                                JSON.writeValueAsString(order.loudness()),
                                Micros.of(lease),
                                Micros.of(order.deadline()),
                                Micros.of(now),
                                node,
                                Micros.of(now.plus(GRIP)))
                        .update()
                == 1;
    }

    /** False if it was hushed, or is over. */
    boolean reword(String key, String title, String text, List<Ring.Choice> choices) {
        return tx.sql("""
                        UPDATE bells_order SET title = ?, body = ?, choices = ?
                        WHERE rkey = ? AND hushed_at IS NULL AND state <> 'OVER'
                        """)
                        .params(title, text, JSON.writeValueAsString(choices), key)
                        .update()
                == 1;
    }

    Optional<Order> find(String key) {
        return tx.sql("SELECT * FROM bells_order WHERE rkey = ?").params(key).query(OrderRows::order).optional();
    }

    Optional<Order> newest(String bell) {
        return tx.sql("SELECT * FROM bells_order WHERE bell = ? ORDER BY ordered_at DESC, rkey DESC LIMIT 1")
                .params(bell)
                .query(OrderRows::order)
                .optional();
    }

    /** Only a beat is ever forgotten; what rang for people stays. */
    void forgetBeat(String about) {
        tx.sql("DELETE FROM bells_order WHERE about = ? AND bell = ?").params(about, Watcher.ID).update();
    }

    /** Orders of a bell that want to sound, oldest first. */
    List<Order> alive(String bell) {
        return tx.sql("""
                        SELECT * FROM bells_order
                        WHERE bell = ? AND hushed_at IS NULL AND state <> 'OVER'
                        ORDER BY ordered_at, rkey
                        """)
                .params(bell)
                .query(OrderRows::order)
                .list();
    }

    List<String> aliveAbout(String about) {
        return tx.sql("SELECT rkey FROM bells_order WHERE about = ? AND hushed_at IS NULL AND state <> 'OVER' ORDER BY rkey")
                .params(about)
                .query(String.class)
                .list();
    }

    /** Orders of a bell that were hushed lately and that it may not have heard of. */
    List<String> sinceHushed(String bell, Instant since) {
        return tx.sql("""
                        SELECT rkey FROM bells_order
                        WHERE bell = ? AND hushed_at > ? AND quiet_at IS NULL AND outcome <> ''
                        ORDER BY rkey
                        """)
                .params(bell, Micros.of(since))
                .query(String.class)
                .list();
    }

    /** Messages that this bell has taken since then. */
    long takenSince(String bell, Instant since) {
        return tx.sql("SELECT count(*) FROM bells_order WHERE bell = ? AND outcome = 'taken' AND outcome_at > ? AND ordered_at > ?")
                .params(bell, Micros.of(since), Micros.of(since.minus(DAY)))
                .query(Long.class)
                .single();
    }

    /** Nothing happens to an order that was hushed meanwhile. */
    void said(String key, Outcome outcome, boolean lasting, Instant lease, Instant now) {
        Said said = Said.of(outcome, now);
        tx.sql("""
                UPDATE bells_order
                SET state = ?, outcome = ?, why = ?, proof = ?, outcome_at = ?, lease = ?,
                    started_at = CASE WHEN started_at IS NULL AND ? THEN CAST(? AS bigint) ELSE started_at END
                WHERE rkey = ? AND hushed_at IS NULL AND state <> 'OVER'
                """)
                .params(
                        said.state(lasting).name(),
                        said.outcome(),
                        said.why(),
                        said.proof(),
                        Micros.of(said.at()),
                        Micros.of(lease),
                        said.started(),
                        Micros.of(now),
                        key)
                .update();
    }

    void over(String key) {
        tx.sql("UPDATE bells_order SET state = 'OVER' WHERE rkey = ? AND hushed_at IS NULL").params(key).update();
    }

    /** True for the first hush of an order that is not over. */
    boolean hush(String key, Instant now) {
        return tx.sql("""
                        UPDATE bells_order SET state = 'QUIET', hushed_at = ?
                        WHERE rkey = ? AND hushed_at IS NULL AND state <> 'OVER'
                        """)
                        .params(Micros.of(now), key)
                        .update()
                == 1;
    }

    void quiet(String key, Instant now) {
        tx.sql("UPDATE bells_order SET quiet_at = ? WHERE rkey = ?").params(Micros.of(now), key).update();
    }

    /** Takes over an order that no living node plays. */
    boolean grip(String key, Instant now) {
        return tx.sql("""
                        UPDATE bells_order SET node = ?, node_until = ?
                        WHERE rkey = ? AND (node = ? OR node_until < ?)
                        """)
                        .params(node, Micros.of(now.plus(GRIP)), key, node, Micros.of(now))
                        .update()
                == 1;
    }

    boolean mine(Order order) {
        return order.node().equals(node);
    }

    void keepGrip(List<String> keys, Instant now) {
        for (String key : keys) {
            tx.sql("UPDATE bells_order SET node_until = ? WHERE rkey = ? AND node = ?")
                    .params(Micros.of(now.plus(GRIP)), key, node)
                    .update();
        }
    }

    /** On the embedded database no other process can be playing. */
    void forgetGripsOfTheDead() {
        tx.sql("UPDATE bells_order SET node_until = 0 WHERE node <> ? AND node_until <> 0").params(node).update();
    }

    private static Order order(ResultSet row, int n) throws SQLException {
        Instant at = Micros.nullable(row, "outcome_at");
        return new Order(
                row.getString("rkey"),
                row.getString("bell"),
                row.getString("about"),
                row.getString("title"),
                row.getString("body"),
                JSON.readValue(row.getString("choices"), CHOICES),
                JSON.readValue(row.getString("loudness"), Loudness.class),
                Micros.instant(row, "lease"),
                Micros.instant(row, "deadline"),
                Order.State.valueOf(row.getString("state")),
                at == null ? null : Said.read(row.getString("outcome"), row.getString("why"), row.getString("proof"), at),
                Micros.instant(row, "ordered_at"),
                Micros.nullable(row, "started_at"),
                Micros.nullable(row, "hushed_at"),
                row.getString("node"),
                Micros.instant(row, "node_until"));
    }
}
