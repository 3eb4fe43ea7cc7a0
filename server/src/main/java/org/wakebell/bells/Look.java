package org.wakebell.bells;

import java.time.Duration;
import java.util.Optional;
import org.wakebell.drivers.Health;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.web.Pokes;

/** Looks at one bell once a minute, which also keeps the way to a siren warm; at the mail server every five minutes. */
final class Look implements DutyKind {

    static final String DUTY = "bells.check";

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration MAIL_EVERY = Duration.ofMinutes(5);

    private final Clock clock;
    private final Tx tx;
    private final Pokes pokes;
    private final BellRows bells;
    private final Carrier carrier;

    Look(Clock clock, Tx tx, Pokes pokes, BellRows bells, Carrier carrier) {
        this.clock = clock;
        this.tx = tx;
        this.pokes = pokes;
        this.bells = bells;
        this.carrier = carrier;
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
    public void perform(Held held) throws InterruptedException {
        String id = held.duty().key();
        Optional<Installed> bell = id.equals(BellRows.MAIL_SERVER)
                ? bells.mailServer()
                : tx.read(() -> bells.find(id).map(BellRows.Row::bell));
        if (bell.isEmpty() || !bell.get().on()) {
            held.finish(() -> {});
            return;
        }
        Health health = carrier.check(bell.get());
        Duration every = id.equals(BellRows.MAIL_SERVER) ? MAIL_EVERY : EVERY;
        held.again(clock.instant().plus(every), "", () -> {
            if (bells.checked(id, health)) {
                pokes.poke("bells/" + id);
            }
            bells.pin(bell.get(), health);
        });
    }
}
