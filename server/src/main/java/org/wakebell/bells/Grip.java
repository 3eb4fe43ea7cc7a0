package org.wakebell.bells;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Dialect;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.Loop;

/** Holds on to the orders that this process plays itself, and lets go of those that another node saw hushed. */
final class Grip implements Loop {

    private final Clock clock;
    private final Tx tx;
    private final Duties duties;
    private final BellRows bells;
    private final OrderRows orders;
    private final Carrier carrier;
    private final Direct direct;
    private boolean begun;

    Grip(Clock clock, Tx tx, Duties duties, BellRows bells, OrderRows orders, Carrier carrier, Direct direct) {
        this.clock = clock;
        this.tx = tx;
        this.duties = duties;
        this.bells = bells;
        this.orders = orders;
        this.carrier = carrier;
        this.direct = direct;
    }

    @Override
    public String name() {
        return "bells";
    }

    @Override
    public boolean step() throws InterruptedException {
        if (!begun) {
            begin();
            begun = true;
        }
        List<String> keys = direct.playing();
        if (keys.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        tx.write(() -> orders.keepGrip(keys, now));
        for (String key : keys) {
            Carrier.Job job = carrier.job(key).orElse(null);
            if (job == null) {
                direct.ended(key);
            } else if (!job.order().alive() || !orders.mine(job.order())) {
                carrier.hush(job);
            }
        }
        return false;
    }

    private void begin() {
        tx.write(() -> {
            if (tx.dialect() == Dialect.SQLITE) {
                orders.forgetGripsOfTheDead();
            }
            bells.mailServer().ifPresent(server -> {
                bells.insert(server, clock.instant());
                duties.owe(new Duty.Owed(Look.DUTY, server.id(), server.id(), "", clock.instant()));
            });
        });
    }

    @Override
    public Duration rest() {
        return Duration.ofSeconds(2);
    }
}
