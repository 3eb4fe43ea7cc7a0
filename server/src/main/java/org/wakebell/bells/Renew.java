package org.wakebell.bells;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.wakebell.drivers.Outcome;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/**
 * Keeps an order alive until it is hushed: renews its lease, rings again what is not known to sound, and takes over
 * from a node that died. Owed from the first ring on.
 */
final class Renew implements DutyKind {

    static final String DUTY = "bells.renew";
    static final Duration EVERY = Duration.ofSeconds(5);

    /** Well before the lease ends, so that a renewal may fail a few times. */
    private static final Duration SPARE = Duration.ofMinutes(8);

    /** After its start a node does not take whoever lost their line with it for gone: they are on their way back. */
    private static final Duration RETURN = Duration.ofSeconds(25);

    /** No order lives longer. What is still unanswered then is rung anew. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private static final Outcome ENOUGH = new Outcome.Refused("it sounded for 12 hours, as long as any bell does at a time", false);

    private final Clock clock;
    private final OrderRows orders;
    private final Carrier carrier;
    private final Switchboard lines;
    private final Direct direct;
    private final long start;

    Renew(Clock clock, OrderRows orders, Carrier carrier, Switchboard lines, Direct direct) {
        this.clock = clock;
        this.orders = orders;
        this.carrier = carrier;
        this.lines = lines;
        this.direct = direct;
        this.start = clock.nanos();
    }

    @Override
    public String name() {
        return DUTY;
    }

    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Duration pause(int failures) {
        return EVERY;
    }

    @Override
    public void perform(Held held) throws InterruptedException {
        Optional<Carrier.Job> found = carrier.job(held.duty().key());
        Instant now = clock.instant();
        if (found.isEmpty() || !found.get().order().alive()) {
            held.finish(() -> {});
            return;
        }
        Carrier.Job job = found.get();
        Order order = job.order();
        if (order.ordered().plus(LONGEST).isBefore(now)) {
            held.finish(() -> {
                lines.answers().learned(order.key(), ENOUGH, now);
                orders.over(order.key());
            });
            return;
        }
        if (!wanting(job, now)) {
            held.again(now.plus(EVERY), "", () -> {});
            return;
        }
        Carrier.Done done = carrier.ring(job, Order.LEASE);
        if (soundsElsewhere(order, done, now)) {
            held.again(now.plus(EVERY), "", () -> {});
            return;
        }
        held.settle(() -> {
            if (news(order.outcome(), done.outcome())) {
                lines.answers().learned(order.key(), done.outcome(), clock.instant());
            }
            carrier.record(job, done);
            return finished(job, done.outcome(), now)
                    ? new Held.Next.Done()
                    : new Held.Next.Again(clock.instant().plus(pause(order, done.outcome())), "");
        });
    }

    /** Whoever stands beside the bell holds an order that sounds, and nothing else is known than that they have not come back yet. */
    private boolean soundsElsewhere(Order order, Carrier.Done done, Instant now) {
        boolean away = done.outcome() instanceof Outcome.RetryLater || done.outcome() instanceof Outcome.Refused refused && !refused.credential();
        return done.asked()
                && away
                && order.outcome() instanceof Outcome.Sounding
                && order.lease().isAfter(now)
                && clock.nanos() - start < RETURN.toNanos();
    }

    /** Whoever asked us to come later is heard, unless it is a call to wake somebody. */
    static Duration pause(Order order, Outcome outcome) {
        boolean patient = outcome instanceof Outcome.RetryLater later && !order.calls() && later.after().compareTo(EVERY) > 0;
        return patient ? ((Outcome.RetryLater) outcome).after() : EVERY;
    }

    private boolean wanting(Carrier.Job job, Instant now) {
        Order order = job.order();
        if (!(order.outcome() instanceof Outcome.Sounding) && !(order.outcome() instanceof Outcome.Taken)) {
            return true;
        }
        boolean orphan = job.bell().flatMap(lines::carrying).filter(line -> line == direct).isPresent()
                && (orders.mine(order) ? !direct.plays(order.key()) : order.nodeUntil().isBefore(now));
        return orphan || order.lease().isBefore(now.plus(SPARE));
    }

    private static boolean finished(Carrier.Job job, Outcome outcome, Instant now) {
        boolean lasting = job.bell().map(Installed::waking).orElse(false);
        return switch (outcome) {
            case Outcome.Sounding o -> !lasting;
            case Outcome.Taken o -> !lasting;
            case Outcome.Refused o -> o.credential() || job.order().tooLate(now) || !lasting;
            case Outcome.RetryLater o -> false;
            case Outcome.Unknown o -> false;
        };
    }

    /** A newer proof of the same noise is no news. */
    private static boolean news(@org.jspecify.annotations.Nullable Outcome before, Outcome after) {
        return before == null
                || before.getClass() != after.getClass()
                || !Said.of(before, Instant.EPOCH).why().equals(Said.of(after, Instant.EPOCH).why());
    }
}
