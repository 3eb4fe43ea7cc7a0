package org.wakebell.bells;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Watcher;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;

/**
 * Bells and the orders given to them. An order is a row before it is a sound: {@link #order} in the transaction that
 * decides, {@link #ring} after it, with no transaction open.
 */
public final class Bells {

    private final Clock clock;
    private final Tx tx;
    private final Duties duties;
    private final BellRows bells;
    private final OrderRows orders;
    private final Carrier carrier;
    private final Switchboard lines;

    Bells(Clock clock, Tx tx, Duties duties, BellRows bells, OrderRows orders, Carrier carrier, Switchboard lines) {
        this.clock = clock;
        this.tx = tx;
        this.duties = duties;
        this.bells = bells;
        this.orders = orders;
        this.carrier = carrier;
        this.lines = lines;
    }

    /** The bells of a person that are set up and switched on, gentle ones first. */
    public List<BellFact> of(String person) {
        return tx.read(() -> bells.of(person).stream().filter(row -> row.bell().on()).map(Bells::fact).toList());
    }

    public Optional<BellFact> bell(String id) {
        return tx.read(() -> bells.find(id).map(Bells::fact));
    }

    /** Writes an order down, in the caller's transaction. The same key again changes nothing. Nothing sounds yet. */
    public void order(NewOrder order) {
        Instant now = clock.instant();
        tx.write(() -> {
            orders.insert(order, now.plus(Order.LEASE), now);
        });
    }

    /**
     * New words for an order that stands, in the caller's transaction: the noise goes on, and a screen beside the bell
     * shows them when it asks again (10 s). False if it was hushed meanwhile, or is over.
     */
    public boolean reword(String key, String title, String text, List<Ring.Choice> choices) {
        return tx.write(() -> orders.reword(key, title, text, choices));
    }

    /**
     * Carries the order out from this node, or has the node do it that holds the line to the bell. Bounded time (about
     * 10 s). From then on its lease is renewed, and what is not known to sound is tried again, until {@link #hush}; what
     * is learned later comes through {@link Answers}. The same key again is harmless.
     */
    public Outcome ring(String key) throws InterruptedException {
        Tx.refuseInside("a bell was rung");
        Carrier.Job job = carrier.job(key).orElse(null);
        if (job == null) {
            return new Outcome.Refused("there is no such order", false);
        }
        Carrier.Done done = carrier.ring(job, Order.LEASE);
        if (job.order().alive()) {
            tx.together(() -> {
                carrier.record(job, done);
                Instant next = clock.instant().plus(Renew.pause(job.order(), done.outcome()));
                duties.owe(new Duty.Owed(Renew.DUTY, key, job.order().about(), "", next));
            });
        }
        return done.outcome();
    }

    /** It was rung, is not known to sound, and is tried again by itself. */
    public boolean tries(String key) {
        return tx.read(() -> duties.due(Renew.DUTY, key) != null);
    }

    /** One short soft sound that ends by itself. The outcome is kept as the bell's last proof. */
    Outcome test(String key, String bell, String title) throws InterruptedException {
        Instant now = clock.instant();
        order(new NewOrder(key, bell, "test", title, "", List.of(), Loudness.gentle(), now.plusSeconds(10)));
        Carrier.Job job = carrier.job(key).orElseThrow();
        Carrier.Done done = carrier.ring(job, Duration.ofSeconds(20));
        tx.write(() -> {
            carrier.record(job, done);
            orders.over(key);
        });
        return done.outcome();
    }

    /** Writes the hush down in the caller's transaction; right after the commit the bell is told, until it has heard. */
    public void hush(String key) {
        Instant now = clock.instant();
        tx.write(() -> {
            if (orders.hush(key, now)) {
                duties.owe(new Duty.Owed(Tell.DUTY, key, key, "", now).first());
            }
        });
    }

    /** Hushes whatever sounds on a bell that is switched off: whoever rang it must not count on it. In the caller's transaction. */
    void hushOn(String bell) {
        Instant now = clock.instant();
        tx.write(() -> orders.alive(bell).forEach(order -> {
            lines.answers().learned(order.key(), Order.NO_BELL, now);
            hush(order.key());
        }));
    }

    /** Tells a bell that is about to be removed to be quiet, once, and lets go of it. */
    void letGo(String bell) throws InterruptedException {
        List<String> keys = tx.read(() -> orders.sinceHushed(bell, clock.instant().minus(Order.LEASE)));
        for (String key : keys) {
            Optional<Carrier.Job> job = carrier.job(key);
            if (job.isPresent()) {
                carrier.hush(job.get());
            }
        }
        carrier.forget(bell);
    }

    /** Hushes every order about one page. */
    public void hushAbout(String about) {
        tx.write(() -> orders.aliveAbout(about).forEach(this::hush));
    }

    /**
     * Paging introduces itself before the house opens.
     *
     * @throws IllegalStateException if someone has already
     */
    public void answers(Answers hook) {
        lines.answers(hook);
    }

    /** At start, so that there is a place for what the watcher outside says. */
    public void keepWatcher() {
        tx.write(() -> bells.keepWatcher(clock.instant()));
    }

    /** How the watcher outside took the last beats. */
    public Beats beats() {
        return tx.read(() -> {
            BellRows.Row said = bells.stored(Watcher.ID).orElse(null);
            Order last = orders.newest(Watcher.ID).orElse(null);
            Outcome outcome = last == null ? null : last.outcome();
            return new Beats(
                    said != null && said.state().equals("READY") ? said.proofAt() : null,
                    outcome == null || outcome instanceof Outcome.Taken ? "" : Said.of(outcome, clock.instant()).why());
        });
    }

    /** Deletes the orders of a beat that is over. */
    public void forgetBeat(String about) {
        tx.write(() -> orders.forgetBeat(about));
    }

    private static BellFact fact(BellRows.Row row) {
        Installed bell = row.bell();
        return new BellFact(
                bell.id(),
                bell.owner(),
                bell.kind(),
                bell.label(),
                bell.waking(),
                bell.on() && !row.state().equals("NOT_READY"),
                row.health(),
                bell.maximum());
    }

    /**
     * @param key of the ring; given to providers and agents, the same for every retry
     * @param about the page's id
     * @param deadline a bell that could only start later than this must not start
     */
    public record NewOrder(
            String key,
            String bell,
            String about,
            String title,
            String text,
            List<Ring.Choice> choices,
            Loudness loudness,
            Instant deadline) {}

    /**
     * @param taken when the last beat was taken; null if none was yet, or a later one was refused
     * @param why what became of the newest beat, a sentence; empty if it was taken, or has not left this house
     */
    public record Beats(@Nullable Instant taken, String why) {}

    /**
     * @param kind {@code dlink}, {@code bedside}, {@code mail}, {@code webhook}
     * @param waking loud enough for a sleeper (siren, bedside page)
     * @param works false if its last check said that it cannot ring
     * @param health what its last check said, a sentence; empty before the first
     * @param maximum the owner's loudest, percent
     */
    public record BellFact(
            String id, String owner, String kind, String label, boolean waking, boolean works, String health, int maximum) {}
}
