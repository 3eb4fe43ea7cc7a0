package org.wakebell.home;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.wire.Message;
import org.wakebell.wire.Message.BellHealth;

/** Goes round the devices without a noise: how they are, and which there are. One errand at a time, as they bear it. */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private interface Errand<T> {
        T run() throws InterruptedException;
    }

    private final Installed bells;
    private final ServerTime time;
    private final Lookout.Finder finder;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, BellHealth> seen = new LinkedHashMap<>();

    Rounds(Installed bells, ServerTime time, Lookout.Finder finder) {
        this.bells = bells;
        this.time = time;
        this.finder = finder;
    }

    /** Every bell's health; what changed since the last time is logged. */
    List<BellHealth> check() throws InterruptedException {
        return alone(() -> {
            List<BellHealth> all = new ArrayList<>();
            for (BellHealth health : bells.check()) {
                BellHealth told = withClock(health);
                BellHealth before = seen.put(told.bell(), told);
                if (before == null || !before.state().equals(told.state())) {
                    LOG.info("{}: {}, {}", bells.label(told.bell()), told.state(), told.why());
                }
                all.add(told);
            }
            return all;
        });
    }

    List<Message.Device> search() throws InterruptedException {
        return alone(finder::look);
    }

    private BellHealth withClock(BellHealth health) {
        if (!time.farOff() || !health.state().equals("READY")) {
            return health;
        }
        String why = health.why() + "; the agent's clock is " + time.off().toSeconds() + " s off, set it right";
        return new BellHealth(health.bell(), "DOUBTFUL", why, health.at(), health.facts());
    }

    private <T> T alone(Errand<T> errand) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            return errand.run();
        } finally {
            turn.unlock();
        }
    }
}
