package org.wakebell.platform.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/**
 * Durable work on one table. To owe is to insert, in the transaction of the reason; to claim is one compare-and-set;
 * to finish is to delete the row by its claim in the commit of the effect. So a duty is done at least once, by any
 * node, and whoever was overtaken commits nothing. RATIONALE.md beside this file says why it is ours.
 */
public final class Duties {

    /** A claim not renewed for this long belongs to whoever takes it. */
    static final Duration CLAIM = Duration.ofSeconds(8);

    static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
    private static final Duration LONGEST_REST = Duration.ofMillis(500);
    private static final int BATCH = 64;

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final RandomGenerator random;
    private final String node;
    private final Executor hands;
    private final Map<String, DutyKind> kinds = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Signal signal = new Signal();
    private volatile String mine = "1 = 0";

    /**
     * @param node names this process; two processes must never share it
     * @param hands runs each claimed duty (virtual threads in production)
     */
    public Duties(Clock clock, Tx tx, Ids ids, RandomGenerator random, String node, Executor hands) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.random = random;
        this.node = node;
        this.hands = hands;
    }

    /** Before the loops start. */
    public void register(DutyKind kind) {
        if (kinds.put(kind.name(), kind) != null) {
            throw new IllegalStateException("two kinds of duty named " + kind.name());
        }
        mine = kinds.values().stream()
                .map(k -> "(kind = '" + k.name().replace("'", "''") + "' AND version <= " + k.version() + ")")
                .sorted()
                .collect(Collectors.joining(" OR "));
    }

    /**
     * Writes a duty down in the open transaction. One that is due is born claimed here and starts right after the
     * commit. False if a duty of this kind and key is owed already; it stays as it is.
     */
    public boolean owe(Duty.Owed owed) {
        Instant now = clock.instant();
        boolean due = !owed.due().isAfter(now) && known(owed);
        String id = ids.next();
        long claim = due ? newClaim() : 0;
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
                        due ? node : "",
                        claim,
                        due ? Micros.of(now.plus(CLAIM)) : 0L)
                .update();
        if (rows == 1) {
            Duty duty = new Duty(
                    id, owed.kind(), owed.version(), owed.key(), owed.about(), owed.payload(), owed.due(), 0);
            tx.afterCommit(due ? () -> start(duty, claim) : signal::raise);
        }
        return rows == 1;
    }

    /** Moves an owed duty to another time. False if there is none. A run in progress loses its claim. */
    public boolean move(String kind, String key, Instant due) {
        int rows = tx.sql("""
                        UPDATE platform_duty SET due = ?, claimed_by = '', claim = 0, claim_until = 0
                        WHERE kind = ? AND dkey = ?
                        """)
                .params(Micros.of(due), kind, key)
                .update();
        tx.afterCommit(signal::raise);
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
        tx.afterCommit(signal::raise);
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
                        "SELECT due FROM platform_duty WHERE parked_why IS NULL AND (" + mine + ") ORDER BY due LIMIT 1")
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
        Instant now = clock.instant();
        return next == null || next.isAfter(now) ? Duration.ZERO : Duration.between(next, now);
    }

    /**
     * On the embedded database no other process can hold a claim, so those of the process that died are void at once
     * and nobody waits for them to run out.
     */
    public void forgetClaimsOfTheDead() {
        tx.write(() -> {
            tx.sql("UPDATE platform_duty SET claimed_by = '', claim = 0, claim_until = 0 WHERE claimed_by <> ?")
                    .params(node)
                    .update();
        });
    }

    public Collection<Loop> loops() {
        return List.of(new Pick(), new Heartbeat());
    }

    private final class Pick implements Loop {
        private Duration rest = LONGEST_REST;

        @Override
        public String name() {
            return "duties";
        }

        @Override
        public boolean step() {
            Instant now = clock.instant();
            List<Duty> due = tx.read(() -> tx.sql("""
                            SELECT * FROM platform_duty
                            WHERE due <= ? AND parked_why IS NULL AND claim_until < ? AND (%s)
                            ORDER BY priority, due, id LIMIT %d
                            """.formatted(mine, BATCH))
                    .params(Micros.of(now), Micros.of(now))
                    .query(Duties::duty)
                    .list());
            for (Duty duty : due) {
                long claim = newClaim();
                if (claim(duty, claim, now)) {
                    start(duty, claim);
                }
            }
            Instant next = nextDue();
            Duration wait = next == null ? LONGEST_REST : Duration.between(clock.instant(), next);
            // A due time in the past belongs to a duty that is being done: no reason to hurry.
            rest = wait.isNegative() || wait.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wait;
            return due.size() == BATCH;
        }

        @Override
        public Duration rest() {
            return rest;
        }

        @Override
        public Signal signal() {
            return signal;
        }
    }

    private final class Heartbeat implements Loop {
        @Override
        public String name() {
            return "duty-heartbeat";
        }

        @Override
        public boolean step() {
            if (!running.isEmpty()) {
                tx.write(() -> {
                    tx.sql("UPDATE platform_duty SET claim_until = ? WHERE claimed_by = ?")
                            .params(Micros.of(clock.instant().plus(CLAIM)), node)
                            .update();
                });
            }
            return false;
        }

        @Override
        public Duration rest() {
            return HEARTBEAT;
        }
    }

    private boolean claim(Duty duty, long claim, Instant now) {
        return tx.write(() -> tx.sql("""
                                UPDATE platform_duty SET claimed_by = ?, claim = ?, claim_until = ?
                                WHERE id = ? AND due <= ? AND claim_until < ?
                                """)
                        .params(
                                node,
                                claim,
                                Micros.of(now.plus(CLAIM)),
                                duty.id(),
                                Micros.of(now),
                                Micros.of(now))
                        .update()
                == 1);
    }

    private void start(Duty duty, long claim) {
        running.add(duty.id());
        hands.execute(() -> run(duty, claim));
    }

    private void run(Duty duty, long claim) {
        Claimed held = new Claimed(duty, claim);
        try {
            DutyKind kind = kind(duty);
            kind.perform(held);
            if (!held.settled) {
                throw new IllegalStateException(duty.kind() + " neither finished nor asked for another time");
            }
        } catch (Held.Fenced e) {
            LOG.debug("{}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveBack(duty, claim, "stopped", false);
        } catch (Exception | StackOverflowError e) {
            LOG.error("duty {} {} failed (attempt {})", duty.kind(), duty.key(), duty.attempts() + 1, e);
            giveBack(duty, claim, e.toString(), true);
        } finally {
            running.remove(duty.id());
        }
    }

    private void giveBack(Duty duty, long claim, String why, boolean failed) {
        int failures = duty.attempts() + (failed ? 1 : 0);
        DutyKind kind = kind(duty);
        String parked = failed && failures >= kind.parkAfter() ? why : null;
        Instant next = failed ? clock.instant().plus(kind.pause(failures)) : duty.due();
        try {
            tx.write(() -> {
                tx.sql("""
                        UPDATE platform_duty
                        SET attempts = ?, due = ?, parked_why = ?, claimed_by = '', claim = 0, claim_until = 0
                        WHERE id = ? AND claimed_by = ? AND claim = ?
                        """)
                        .param(failures)
                        .param(Micros.of(next))
                        .param(parked)
                        .param(duty.id())
                        .param(node)
                        .param(claim)
                        .update();
            });
        } catch (RuntimeException e) {
            // The row keeps our claim, which nobody renews: it is taken up again when it runs out.
            LOG.error("could not give back duty {} {}", duty.kind(), duty.key(), e);
        }
    }

    private boolean known(Duty.Owed owed) {
        DutyKind kind = kinds.get(owed.kind());
        return kind != null && owed.version() <= kind.version();
    }

    private DutyKind kind(Duty duty) {
        DutyKind kind = kinds.get(duty.kind());
        if (kind == null) {
            throw new IllegalStateException("no kind of duty named " + duty.kind());
        }
        return kind;
    }

    private long newClaim() {
        return random.nextLong(1, Long.MAX_VALUE);
    }

    private static Duty duty(ResultSet row, int n) throws SQLException {
        return new Duty(
                row.getString("id"),
                row.getString("kind"),
                row.getInt("version"),
                row.getString("dkey"),
                row.getString("about"),
                row.getString("payload"),
                Micros.instant(row, "due"),
                row.getInt("attempts"));
    }

    private final class Claimed implements Held {
        private final Duty duty;
        private final long claim;
        private boolean settled;

        Claimed(Duty duty, long claim) {
            this.duty = duty;
            this.claim = claim;
        }

        @Override
        public Duty duty() {
            return duty;
        }

        @Override
        public void settle(Runnable lock, Supplier<Next> effect) {
            tx.write(() -> {
                lock.run();
                // The fence goes before the effect: it locks the row, so an overtaken node never gets as far as the effect.
                fence(tx.sql("UPDATE platform_duty SET attempts = 0 WHERE id = ? AND claimed_by = ? AND claim = ?")
                        .params(duty.id(), node, claim)
                        .update());
                switch (effect.get()) {
                    case Next.Done done ->
                        fence(tx.sql("DELETE FROM platform_duty WHERE id = ? AND claimed_by = ? AND claim = ?")
                                .params(duty.id(), node, claim)
                                .update());
                    case Next.Again again -> {
                        fence(tx.sql("""
                                        UPDATE platform_duty
                                        SET due = ?, payload = ?, claimed_by = '', claim = 0, claim_until = 0
                                        WHERE id = ? AND claimed_by = ? AND claim = ?
                                        """)
                                .params(Micros.of(again.due()), again.payload(), duty.id(), node, claim)
                                .update());
                        tx.afterCommit(signal::raise);
                    }
                }
            });
            settled = true;
        }

        private void fence(int rows) {
            if (rows != 1) {
                throw new Fenced(duty);
            }
        }
    }
}
