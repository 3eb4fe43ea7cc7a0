package org.wakebell.platform.duty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Trouble;
import org.wakebell.platform.db.Tx;

/** Does the duties that this process has claimed. */
final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Clock clock;
    private final Tx tx;
    private final Kinds kinds;
    private final Claims claims;
    private final Executor hands;
    private final News news;
    private final Map<Long, Run> running = new ConcurrentHashMap<>();

    Runs(Clock clock, Tx tx, Kinds kinds, Claims claims, Executor hands, News news) {
        this.clock = clock;
        this.tx = tx;
        this.kinds = kinds;
        this.claims = claims;
        this.hands = hands;
        this.news = news;
    }

    /** What is being done and not for too long; what is, is interrupted. */
    List<String> alive() {
        List<String> alive = new ArrayList<>(running.size());
        running.values().forEach(run -> {
            if (run.late()) {
                run.giveUp();
            } else {
                alive.add(run.duty.id());
            }
        });
        Collections.sort(alive);
        return alive;
    }

    void start(Duty duty, long claim) {
        Run run = new Run(duty, claim);
        running.put(claim, run);
        hands.execute(run);
    }

    /** One duty in hand. */
    private final class Run implements Runnable {
        private final Duty duty;
        private final long claim;
        private final long since = clock.nanos();
        private @Nullable Thread thread;
        private boolean late;

        Run(Duty duty, long claim) {
            this.duty = duty;
            this.claim = claim;
        }

        @Override
        public void run() {
            if (!begin()) {
                running.remove(claim);
                return;
            }
            Claimed held = new Claimed(duty, claim);
            try {
                kinds.of(duty).perform(held);
                if (!held.settled) {
                    throw new IllegalStateException(duty.kind() + " neither finished nor asked for another time");
                }
            } catch (Held.Fenced e) {
                LOG.debug("{}", e.getMessage());
            } catch (InterruptedException e) {
                boolean tooLong = end();
                giveBack(duty, claim, tooLong ? "it took longer than " + kinds.of(duty).longest() : "stopped", tooLong);
                Thread.currentThread().interrupt();
            } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
                end();
                failed(e);
            } finally {
                end();
                running.remove(claim);
            }
        }

        private void failed(Throwable e) {
            if (Trouble.in(e).isPresent()) {
                // No fault of the duty's: it is not counted, or a long night without a database would park everything.
                LOG.warn("duty {} {} waits for the database: {}", duty.kind(), duty.key(), e.toString());
                putBack(duty, claim, duty.attempts(), claims.now().plusSeconds(1), null);
                return;
            }
            LOG.error("duty {} {} failed (attempt {})", duty.kind(), duty.key(), duty.attempts() + 1, e);
            giveBack(duty, claim, e.toString(), true);
        }

        /** False if it waited for its turn until it was too late: somebody else may have it by now. */
        private synchronized boolean begin() {
            thread = Thread.currentThread();
            return !late;
        }

        /** True if it was given up. From here on nobody interrupts this thread. */
        private synchronized boolean end() {
            thread = null;
            return late;
        }

        private boolean late() {
            return clock.nanos() - since > kinds.of(duty).longest().toNanos();
        }

        private synchronized void giveUp() {
            if (!late) {
                late = true;
                LOG.error("duty {} {} takes longer than {} and is given up", duty.kind(), duty.key(), kinds.of(duty).longest());
                if (thread != null) {
                    thread.interrupt();
                }
            }
        }
    }

    private void giveBack(Duty duty, long claim, String why, boolean failed) {
        int failures = duty.attempts() + (failed ? 1 : 0);
        DutyKind kind = kinds.of(duty);
        @Nullable String parked = failed && failures >= kind.parkAfter() ? why : null;
        Instant next = failed ? claims.now().plus(kind.pause(failures)) : duty.due();
        putBack(duty, claim, failures, next, parked);
    }

    private void putBack(Duty duty, long claim, int failures, Instant next, @Nullable String parked) {
        try {
            claims.giveBack(duty, claim, failures, next, parked);
        } catch (RuntimeException e) {
            // The row keeps our claim, which nobody renews: it is taken up again when it runs out.
            LOG.warn("could not give back duty {} {}: {}", duty.kind(), duty.key(), e.toString());
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
            tx.together(() -> {
                lock.run();
                // The fence goes before the effect: it locks the row, so an overtaken node never gets as far as the effect.
                fence(claims.stands(duty, claim));
                switch (effect.get()) {
                    case Next.Done _ -> fence(claims.end(duty, claim));
                    case Next.Again again -> {
                        fence(claims.again(duty, claim, Micros.of(again.due()), again.payload()));
                        tx.afterCommit(() -> news.due(again.due()));
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
