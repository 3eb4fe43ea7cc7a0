package org.wakebell.bells;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;

/** Carries orders and hushes to the line that a bell hangs on. No transaction is open while a bell is asked. */
final class Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

    /** An order and the bell it is for, as they were when this was read. */
    record Job(Order order, Optional<Installed> bell) {}

    /** What became of it, until when the order now lives, and whether the bell itself was asked. */
    record Done(Outcome outcome, Instant lease, boolean asked) {
        Done(Outcome outcome, Instant lease) {
            this(outcome, lease, false);
        }
    }

    private final Clock clock;
    private final Tx tx;
    private final Pokes pokes;
    private final BellRows bells;
    private final OrderRows orders;
    private final Switchboard lines;
    private final Direct direct;
    private final Lanes lanes;

    Carrier(Clock clock, Tx tx, Pokes pokes, BellRows bells, OrderRows orders, Switchboard lines, Direct direct) {
        this.clock = clock;
        this.tx = tx;
        this.pokes = pokes;
        this.bells = bells;
        this.orders = orders;
        this.lines = lines;
        this.direct = direct;
        this.lanes = new Lanes(clock, tx, orders);
    }

    Optional<Job> job(String key) {
        return tx.read(() -> orders.find(key)
                .map(order -> new Job(order, bells.find(order.bell()).map(BellRows.Row::bell))));
    }

    Done ring(Job job, Duration lease) throws InterruptedException {
        Tx.refuseInside("a bell was rung");
        Order order = job.order();
        Instant now = clock.instant();
        Instant until = now.plus(lease);
        if (!order.alive()) {
            return new Done(over(order), order.lease());
        }
        if (order.tooLate(now)) {
            return new Done(new Outcome.Refused("too late: it had to start by " + order.deadline(), false), order.lease());
        }
        Installed bell = job.bell().orElse(null);
        if (bell == null || !bell.on()) {
            return new Done(Order.NO_BELL, order.lease());
        }
        Line line = lines.carrying(bell).orElse(null);
        if (line == null) {
            return new Done(new Outcome.Refused("this server has no line to bells of kind " + bell.kind(), false), order.lease());
        }
        if (line == direct && bell.waking() && !orders.mine(order) && !tx.write(() -> orders.grip(order.key(), now))) {
            Outcome theirs = order.outcome();
            return new Done(
                    theirs == null ? new Outcome.RetryLater(Duration.ofSeconds(2), "another node is ringing it") : theirs,
                    order.lease());
        }
        return new Done(proven(order, asked(line, () -> lanes.through(order, bell, () -> line.ring(bell, order.ring(now, until, bell.maximum()))))), until, true);
    }

    /** Where another node holds the line, what it has heard is more than our not knowing. */
    private Outcome proven(Order asked, Outcome outcome) {
        if (!(outcome instanceof Outcome.Unknown)) {
            return outcome;
        }
        Outcome there = tx.read(() -> orders.find(asked.key())).map(Order::outcome).orElse(null);
        boolean news = outcome == Line.ELSEWHERE || !Objects.equals(there, asked.outcome());
        return there instanceof Outcome.Sounding && news ? there : outcome;
    }

    /** What was delivered stays so: whoever asks again may have died before it wrote that down. */
    private static Outcome over(Order order) {
        Outcome before = order.outcome();
        return order.hushed() == null && before instanceof Outcome.Taken
                ? before
                : new Outcome.Refused("this ring was hushed, or is over", false);
    }

    /** Writes down what a bell said. In the caller's transaction. */
    void record(Job job, Done done) {
        Order order = job.order();
        Instant now = clock.instant();
        boolean lasting = job.bell().map(Installed::waking).orElse(false);
        orders.said(order.key(), done.outcome(), lasting, done.lease(), now);
        if (order.tooLate(now)) {
            orders.over(order.key());
        }
        if (done.outcome() instanceof Outcome.Sounding sounding) {
            bells.proof(order.bell(), sounding.proof().kind() + ": " + sounding.proof().detail(), sounding.proof().at());
        } else if (!lasting && done.asked()) {
            remember(order.bell(), done.outcome(), now);
        }
        pokes.poke("bells/" + order.bell());
    }

    /** A bell that only takes messages has no better proof than its last answer, good or bad. */
    private void remember(String bell, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Taken taken -> {
                bells.proof(bell, Outcome.Proof.Kind.ACCEPTED + ": " + taken.receipt(), now);
                bells.checked(bell, new Health(Health.State.READY, taken.receipt(), now, java.util.Map.of()));
            }
            case Outcome.Refused refused -> {
                bells.proof(bell, BellRows.REFUSED + refused.why(), now);
                bells.checked(bell, new Health(Health.State.NOT_READY, refused.why(), now, java.util.Map.of()));
            }
            case Outcome.Sounding o -> {}
            case Outcome.RetryLater o -> {}
            case Outcome.Unknown o -> {}
        }
    }

    Outcome hush(Job job) throws InterruptedException {
        Tx.refuseInside("a bell was hushed");
        Installed bell = job.bell().orElse(null);
        Line line = bell == null ? null : lines.carrying(bell).orElse(null);
        if (bell == null || line == null) {
            return new Outcome.Taken("the bell is gone");
        }
        return asked(line, () -> line.hush(bell, job.order().key()));
    }

    void forget(String bell) {
        direct.forget(bell);
    }

    Health check(Installed bell) throws InterruptedException {
        Tx.refuseInside("a bell was checked");
        Line line = lines.carrying(bell).orElse(null);
        if (line == null) {
            return notReady("this server has no line to bells of kind " + bell.kind());
        }
        try {
            return line.check(bell);
        } catch (RuntimeException e) {
            LOG.error("checking a bell on line {} failed", line.name(), e);
            return notReady("the check itself failed: see the server's log");
        }
    }

    private Health notReady(String why) {
        return new Health(Health.State.NOT_READY, why, clock.instant(), java.util.Map.of());
    }

    private interface Asked {
        Outcome ask() throws InterruptedException;
    }

    private static Outcome asked(Line line, Asked what) throws InterruptedException {
        try {
            return what.ask();
        } catch (RuntimeException e) {
            LOG.error("line {} failed", line.name(), e);
            return new Outcome.Unknown("the line " + line.name() + " failed: see the server's log");
        }
    }
}
