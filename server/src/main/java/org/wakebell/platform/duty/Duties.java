package org.wakebell.platform.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/**
 * Durable work on one table. To owe is to insert, in the transaction of the reason; to claim is one compare-and-set;
 * to finish is to delete the row by its claim in the commit of the effect. So a duty is done at least once, by any
 * node, and whoever was overtaken commits nothing.
 */
public final class Duties {

    private final Agreed time;
    private final Tx tx;
    private final Ids ids;
    private final News news;
    private final Kinds kinds = new Kinds();
    private final Claims claims;
    private final Runs runs;
    private final List<Loop> loops;

    /**
     * @param node names this process; two processes must never share it
     * @param hands runs each claimed duty (virtual threads in production)
     */
    public Duties(Clock clock, Tx tx, Ids ids, RandomGenerator random, String node, Executor hands) {
        this(new Agreed(clock), tx, ids, random, node, hands);
    }

    /** @param time the same on every node: by it things are due, and claims are judged */
    public Duties(Agreed time, Tx tx, Ids ids, RandomGenerator random, String node, Executor hands) {
        this.time = time;
        this.tx = tx;
        this.ids = ids;
        this.news = new News(time);
        this.claims = new Claims(time, tx, random, node);
        this.runs = new Runs(time, tx, kinds, claims, hands, news);
        this.loops = List.of(new Pick(kinds, claims, runs, news.signal(), this::nextDue), new Heartbeat(claims, runs));
    }

    /** What wakes the pickers of other nodes, quick and without a promise; it ends in their {@link #look}. */
    public void elsewhere(Runnable others) {
        news.tell(others);
    }

    /** Another node says that something may be free to claim. */
    public void look() {
        news.signal().raise();
    }

    /** Before the loops start. */
    public void register(DutyKind kind) {
        kinds.add(kind);
    }

    /**
     * Writes a duty down in the open transaction. One that is due is born claimed here and starts right after the
     * commit. False if a duty of this kind and key is owed already; it stays as it is.
     */
    public boolean owe(Duty.Owed owed) {
        boolean due = !owed.due().isAfter(time.instant()) && kinds.know(owed);
        String id = ids.next();
        long claim = due ? claims.next() : 0;
        int rows = tx.sql("""
                        INSERT INTO platform_duty
                          (id, kind, version, dkey, about, payload, due, priority, attempts, claimed_by, claim, claim_until)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
                        ON CONFLICT (kind, dkey) DO NOTHING
                        """)
                .params(
                        id,
                        owed.kind(),
                        owed.version(),
                        owed.key(),
                        owed.about(),
                        owed.payload(),
                        Micros.of(owed.due()),
                        owed.priority().ordinal(),
                        due ? claims.node() : "",
                        claim,
                        due ? claims.until() : 0L)
                .update();
        if (rows == 1) {
            Duty duty = new Duty(
                    id, owed.kind(), owed.version(), owed.key(), owed.about(), owed.payload(), owed.due(), 0);
            tx.afterCommit(due ? () -> runs.start(duty, claim) : () -> news.due(owed.due()));
        }
        return rows == 1;
    }

    /** The same in place of one of this kind and key that is owed already; a run of that one in progress loses its claim. */
    public void oweAnew(Duty.Owed owed) {
        if (!owe(owed)) {
            cancel(owed.kind(), owed.key());
            owe(owed);
        }
    }

    /** Moves an owed duty to another time. False if there is none. A run in progress loses its claim. */
    public boolean move(String kind, String key, Instant due) {
        int rows = tx.sql("""
                        UPDATE platform_duty SET due = ?, claimed_by = '', claim = 0, claim_until = 0
                        WHERE kind = ? AND dkey = ?
                        """)
                .params(Micros.of(due), kind, key)
                .update();
        tx.afterCommit(() -> news.due(due));
        return rows == 1;
    }

    /** Makes everything owed of one kind about one thing due at the given time; what is being done meanwhile is fenced. */
    public int moveAbout(String kind, String about, Instant due) {
        int rows = tx.sql("""
                        UPDATE platform_duty SET due = ?, claimed_by = '', claim = 0, claim_until = 0
                        WHERE kind = ? AND about = ?
                        """)
                .params(Micros.of(due), kind, about)
                .update();
        tx.afterCommit(() -> news.due(due));
        return rows;
    }

    /** Takes back one duty. A run in progress finds its claim gone. */
    public boolean cancel(String kind, String key) {
        return tx.sql("DELETE FROM platform_duty WHERE kind = ? AND dkey = ?").params(kind, key).update() == 1;
    }

    /** Takes back everything of one kind about one thing. */
    public int cancelAbout(String kind, String about) {
        return tx.sql("DELETE FROM platform_duty WHERE kind = ? AND about = ?").params(kind, about).update();
    }

    /** When the given duty is due, if it is owed. */
    public @Nullable Instant due(String kind, String key) {
        return tx.sql("SELECT due FROM platform_duty WHERE kind = ? AND dkey = ?")
                .params(kind, key)
                .query((row, n) -> Micros.instant(row, "due"))
                .optional()
                .orElse(null);
    }

    /** The earliest due time of all that this node can do: what a story waits for. */
    public @Nullable Instant nextDue() {
        return tx.<@Nullable Instant>read(() -> tx.sql(
                        "SELECT due FROM platform_duty WHERE parked_why IS NULL AND (" + kinds.mine() + ") ORDER BY due LIMIT 1")
                .query((row, n) -> Micros.instant(row, "due"))
                .optional()
                .orElse(null));
    }

    public List<Duty.Parked> parked() {
        return tx.read(() -> tx.sql("""
                        SELECT id, kind, dkey, parked_why, due, attempts FROM platform_duty
                        WHERE parked_why IS NOT NULL ORDER BY due, id
                        """)
                .query((row, n) -> new Duty.Parked(
                        row.getString("id"),
                        row.getString("kind"),
                        row.getString("dkey"),
                        row.getString("parked_why"),
                        Micros.instant(row, "due"),
                        row.getInt("attempts")))
                .list());
    }

    /** How late the most overdue duty is: the truest single number of whether this server keeps up. */
    public Duration lag() {
        Instant next = nextDue();
        Instant now = time.instant();
        return next == null || next.isAfter(now) ? Duration.ZERO : Duration.between(next, now);
    }

    /**
     * On the embedded database no other process can hold a claim, so those of the process that died are void at once
     * and nobody waits for them to run out.
     */
    public void forgetClaimsOfTheDead() {
        claims.forgetThoseOfTheDead();
    }

    public Collection<Loop> loops() {
        return loops;
    }
}
