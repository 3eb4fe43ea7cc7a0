package org.wakebell.bells;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.drivers.Outcome;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/** Tells a bell that an order was hushed, until it has heard or the order's last lease is long over. */
final class Tell implements DutyKind {

    static final String DUTY = "bells.hush";

    private static final Logger LOG = LoggerFactory.getLogger(Tell.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Clock clock;
    private final OrderRows orders;
    private final Carrier carrier;
    private final Direct direct;

    Tell(Clock clock, OrderRows orders, Carrier carrier, Direct direct) {
        this.clock = clock;
        this.orders = orders;
        this.carrier = carrier;
        this.direct = direct;
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
        return SOON;
    }

    @Override
    public void perform(Held held) throws InterruptedException {
        Optional<Carrier.Job> job = carrier.job(held.duty().key());
        if (job.isEmpty()) {
            held.finish(() -> {});
            return;
        }
        Order order = job.get().order();
        Outcome outcome = carrier.hush(job.get());
        Instant now = clock.instant();
        if (outcome instanceof Outcome.Taken) {
            held.finish(() -> orders.quiet(order.key(), now));
        } else if (order.hushed() == null || order.hushed().plus(Order.LEASE).isBefore(now)) {
            LOG.warn("hush of {} was never heard ({}); its lease is over", order.key(), Said.of(outcome, now).why());
            direct.ended(order.key());
            held.finish(() -> {});
        } else {
            boolean fresh = order.hushed().plusSeconds(60).isAfter(now);
            held.again(now.plus(fresh ? SOON : LATER), "", () -> {});
        }
    }
}
