package org.wakebell.bells;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.web.Pokes;

/** What a {@link Line} asks of the room and tells it. Joins the caller's transaction or opens its own. */
public final class Lines {

    private final Clock clock;
    private final Tx tx;
    private final Duties duties;
    private final Pokes pokes;
    private final BellRows bells;
    private final OrderRows orders;
    private final Switchboard switchboard;

    Lines(Clock clock, Tx tx, Duties duties, Pokes pokes, BellRows bells, OrderRows orders, Switchboard switchboard) {
        this.clock = clock;
        this.tx = tx;
        this.duties = duties;
        this.pokes = pokes;
        this.bells = bells;
        this.orders = orders;
        this.switchboard = switchboard;
    }

    /** At start, before anything rings. */
    public void register(Line line) {
        switchboard.add(line);
    }

    /** The bells behind a home agent that are switched on: what it must open when it connects or is poked. */
    public List<Installed> behind(String agent) {
        return tx.read(() -> bells.behind(agent).stream().map(BellRows.Row::bell).filter(Installed::on).toList());
    }

    /** A bell, switched on or not. */
    public Optional<Installed> bell(String id) {
        return tx.read(() -> bells.find(id).map(BellRows.Row::bell));
    }

    /** Orders that should be sounding on this bell now: for whoever has just connected, or lost its memory. */
    public List<Ring> ringing(String bell) {
        Instant now = clock.instant();
        return tx.read(() -> {
            int maximum = bells.find(bell).map(row -> row.bell().maximum()).orElse(0);
            return orders.alive(bell).stream()
                    .filter(order -> maximum > 0 && order.outcome() != null && !order.tooLate(now))
                    .map(order -> order.ring(now, now.plus(Order.LEASE), maximum))
                    .toList();
        });
    }

    /** Orders that want to sound on this bell, the one that is being rung right now too. */
    public List<Ring> wanted(String bell) {
        Instant now = clock.instant();
        return tx.read(() -> {
            int maximum = bells.find(bell).filter(row -> row.bell().on()).map(row -> row.bell().maximum()).orElse(0);
            return orders.alive(bell).stream()
                    .filter(order -> maximum > 0 && !order.tooLate(now))
                    .map(order -> order.ring(now, now.plus(Order.LEASE), maximum))
                    .toList();
        });
    }

    /** Whether it is proved that this order sounds, on whichever node that was heard. */
    public boolean sounds(String key) {
        return tx.read(() -> orders.find(key)).filter(order -> order.outcome() instanceof Outcome.Sounding).isPresent();
    }

    /** Keys of all orders on this bell that nobody has hushed, those that are being rung right now too: what must not be quieted. */
    public List<String> standing(String bell) {
        return tx.read(() -> orders.alive(bell).stream().map(Order::key).toList());
    }

    /** News of an order after {@link Line#ring} had returned: proof came late, or the bell fell silent. */
    public void heard(String key, Outcome outcome, Instant at) {
        tx.write(() -> orders.find(key).filter(Order::alive).ifPresent(order -> {
            // Those above first: they lock their rows before ours when they answer or hush.
            switchboard.answers().learned(key, outcome, at);
            orders.said(key, outcome, true, order.lease(), at);
            if (outcome instanceof Outcome.Sounding sounding) {
                bells.proof(order.bell(), sounding.proof().kind() + ": " + sounding.proof().detail(), at);
            }
            pokes.poke("bells/" + order.bell());
        }));
    }

    /** A person pressed {@code up}, {@code pass} or {@code hush} on or beside the bell. */
    public void pressed(String key, String choice, String how, Instant at) {
        tx.write(() -> switchboard.answers().pressed(key, choice, how, at));
    }

    /** A health report that nobody asked for. */
    public void checked(String bell, Health health) {
        tx.write(() -> {
            if (bells.checked(bell, health)) {
                pokes.poke("bells/" + bell);
            }
        });
    }

    /** Asks for a check now: an agent came or went, a page was armed. */
    public void recheck(String bell) {
        tx.write(() -> {
            duties.move(Look.DUTY, bell, clock.instant());
        });
    }
}
