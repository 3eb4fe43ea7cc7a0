package org.wakebell.bells.bedside;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Line;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.platform.db.Tx;

/** Rings the page beside the bed. */
final class BedsideLine implements Line {

    private final Bedside bedside;

    BedsideLine(Bedside bedside) {
        this.bedside = bedside;
    }

    @Override
    public String name() {
        return Bedside.KIND;
    }

    @Override
    public boolean carries(Installed bell) {
        return bell.kind().equals(Bedside.KIND);
    }

    @Override
    public Outcome ring(Installed bell, Ring ring) throws InterruptedException {
        Tx.refuseInside("ringing a bedside page");
        Health health = bedside.check(bell.id());
        if (health.state() != Health.State.READY) {
            return new Outcome.Refused(health.why(), false);
        }
        CompletableFuture<Outcome> first = bedside.ring(bell.id(), ring.key());
        for (int second = 0; second < 10; second++) {
            try {
                return first.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                if (bedside.soundsElsewhere(ring.key())) {
                    break;
                }
            }
        }
        bedside.forgetRing(ring.key());
        return new Outcome.Unknown("the bedside page has not said that it sounds in 10 s");
    }

    @Override
    public Outcome hush(Installed bell, String key) throws InterruptedException {
        Tx.refuseInside("hushing a bedside page");
        try {
            Outcome told = bedside.hush(bell.id(), key).get(2, TimeUnit.SECONDS);
            bedside.forgetHush(key);
            return told;
        } catch (TimeoutException | ExecutionException e) {
            if (bedside.toldElsewhere(bell.id(), key)) {
                bedside.forgetHush(key);
                return Bedside.TOLD;
            }
            return new Outcome.RetryLater(Duration.ofSeconds(2), "the bedside page has not asked since");
        }
    }

    @Override
    public Health check(Installed bell) {
        return bedside.check(bell.id());
    }
}
