package org.wakebell.bells;

import java.time.Duration;
import java.util.Optional;
import org.wakebell.drivers.Health;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.web.Pokes;

/** Looks at one bell once a minute, which also keeps the way to a siren warm; at what is not ours every five minutes. */
final class Look implements DutyKind {

    static final String DUTY = "bells.check";

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration OTHERS_EVERY = Duration.ofMinutes(5);

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
        Optional<BellRows.Row> row = id.equals(BellRows.MAIL_SERVER) ? Optional.empty() : tx.read(() -> bells.find(id));
        Optional<Installed> bell = id.equals(BellRows.MAIL_SERVER)
                ? bells.mailServer()
                : row.map(BellRows.Row::bell);
        if (bell.isEmpty() || !bell.get().on()) {
            held.finish(() -> {});
            return;
        }
        Health health = seen(carrier.check(bell.get()), row.map(BellRows.Row::proof).orElse(""));
        Duration every = Kind.of(bell.get().kind()).ours ? EVERY : OTHERS_EVERY;
        held.again(clock.instant().plus(every), "", () -> {
            if (bells.checked(id, health)) {
                pokes.poke("bells/" + id);
            }
            bells.pin(bell.get(), health);
        });
    }

    /** A connection alone does not outweigh that the last call was refused; a test that is taken does. */
    private static Health seen(Health health, String proof) {
        return health.state() == Health.State.READY && proof.startsWith(BellRows.REFUSED)
                ? new Health(Health.State.NOT_READY, proof.substring(BellRows.REFUSED.length()), health.at(), health.facts())
                : health;
    }
}
