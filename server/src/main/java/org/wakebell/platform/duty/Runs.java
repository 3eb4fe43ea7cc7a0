package org.wakebell.platform.duty;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.db.Tx;

/** Does the duties that this process has claimed. */
final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Tx tx;
    private final Kinds kinds;
    private final Claims claims;
    private final Executor hands;
    private final Signal signal;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Runs(Tx tx, Kinds kinds, Claims claims, Executor hands, Signal signal) {
        this.tx = tx;
        this.kinds = kinds;
        this.claims = claims;
        this.hands = hands;
        this.signal = signal;
    }

    boolean none() {
        return running.isEmpty();
    }

    void start(Duty duty, long claim) {
        running.add(duty.id());
        hands.execute(() -> run(duty, claim));
    }

    private void run(Duty duty, long claim) {
        Claimed held = new Claimed(duty, claim);
        try {
            kinds.of(duty).perform(held);
            if (!held.settled) {
                throw new IllegalStateException(duty.kind() + " neither finished nor asked for another time");
            }
        } catch (Held.Fenced e) {
            LOG.debug("{}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveBack(duty, claim, "stopped", false);
        } catch (Exception | StackOverflowError e) {
            LOG.error("duty {} {} failed (attempt {})", duty.kind(), duty.key(), duty.attempts() + 1, e);
            giveBack(duty, claim, e.toString(), true);
        } finally {
            running.remove(duty.id());
        }
    }

    private void giveBack(Duty duty, long claim, String why, boolean failed) {
        int failures = duty.attempts() + (failed ? 1 : 0);
        DutyKind kind = kinds.of(duty);
        @Nullable String parked = failed && failures >= kind.parkAfter() ? why : null;
        Instant next = failed ? claims.now().plus(kind.pause(failures)) : duty.due();
        try {
            claims.giveBack(duty, claim, failures, next, parked);
        } catch (RuntimeException e) {
            // The row keeps our claim, which nobody renews: it is taken up again when it runs out.
            LOG.error("could not give back duty {} {}", duty.kind(), duty.key(), e);
        }
    }

    private final class Claimed implements Held {
        private final Duty duty;
        private final long claim;
        private boolean settled;

        Claimed(Duty duty, long claim) {
            this.duty = duty;
            this.claim = claim;
        }

        @Override
        public Duty duty() {
            return duty;
        }

        @Override
        public void settle(Runnable lock, Supplier<Next> effect) {
            tx.write(() -> {
                lock.run();
                // The fence goes before the effect: it locks the row, so an overtaken node never gets as far as the effect.
                fence(claims.stands(duty, claim));
                switch (effect.get()) {
                    case Next.Done _ -> fence(claims.end(duty, claim));
                    case Next.Again again -> {
                        fence(claims.again(duty, claim, again.due(), again.payload()));
                        tx.afterCommit(signal::raise);
                    }
                }
            });
            settled = true;
        }

        private void fence(boolean ours) {
            if (!ours) {
                throw new Fenced(duty);
            }
        }
    }
}
