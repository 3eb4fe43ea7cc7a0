package org.wakebell.drivers;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.drivers.SirenScore.Burst;

/**
 * Plays a {@link Loudness} profile on a device while the order's lease lives. It stands next to the device: what the
 * device holds is one burst of at most 60 s, so if this process dies the bedroom is quiet within a minute. Several rings
 * share one device and make one noise; a hush of one stops the device and the others sound again a second later.
 *
 * <p>{@link #turn} does what is due. In production a virtual thread takes turns; a test takes them itself.
 */
public final class Siren implements Bell {

    private static final Logger LOG = LoggerFactory.getLogger(Siren.class);

    private final Sounder device;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    /** Held from the decision to sound until the device has the order, so that no sound can follow its own hush. */
    private final ReentrantLock hand = new ReentrantLock(true);
    private final SirenScore score = new SirenScore();
    private @Nullable Thread player;
    private volatile boolean closed;

    private Siren(Sounder device, InstantSource clock, Sleeper sleeper) {
        this.device = device;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Plays by itself on a virtual thread. */
    public static Siren playing(Sounder device, InstantSource clock, Sleeper sleeper) {
        Siren siren = new Siren(device, clock, sleeper);
        siren.player = Thread.ofVirtual().name("siren " + device).start(siren::play);
        return siren;
    }

    /** Plays when {@link #turn} is called. */
    public static Siren cranked(Sounder device, InstantSource clock, Sleeper sleeper) {
        return new Siren(device, clock, sleeper);
    }

    @Override
    public Outcome ring(Ring ring) throws InterruptedException {
        Optional<Outcome> refusal = locked(() -> score.enter(ring, clock.instant()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        turn();
        Optional<Outcome> outcome = locked(() -> score.outcome(ring.key()));
        if (outcome.isEmpty()) {
            // The device was sounding for another ring already: that noise is this ring's first proof.
            prove(List.of(ring.key()));
            outcome = locked(() -> score.outcome(ring.key()));
        }
        wakePlayer();
        return outcome.orElseGet(() -> new Outcome.RetryLater(Duration.ofSeconds(1), "the siren is busy"));
    }

    @Override
    public Outcome hush(String key) throws InterruptedException {
        if (!locked(() -> score.hush(key, clock.instant()))) {
            return new Outcome.Taken("quiet already");
        }
        Outcome outcome = quiet();
        wakePlayer();
        return outcome;
    }

    @Override
    public Health check() throws InterruptedException {
        return device.check();
    }

    /** Does what is due now. How long nothing else will be. */
    public Duration turn() throws InterruptedException {
        if (closed) {
            return Duration.ofHours(1);
        }
        if (locked(() -> score.owesQuiet(clock.instant()))) {
            quiet();
        }
        Optional<Burst> burst = sound();
        if (burst.isPresent()) {
            prove(burst.get().keys());
        }
        return locked(() -> score.untilNext(clock.instant()));
    }

    private Optional<Burst> sound() throws InterruptedException {
        hand.lockInterruptibly();
        try {
            Optional<Burst> burst = locked(() -> score.next(clock.instant()));
            if (burst.isEmpty()) {
                return burst;
            }
            Outcome outcome = device.sound(burst.get().burst());
            locked(() -> score.played(burst.get(), outcome, !device.asksAfter().isEmpty(), clock.instant()));
            return burst.filter(b -> outcome instanceof Outcome.Sounding || outcome instanceof Outcome.Unknown);
        } finally {
            hand.unlock();
        }
    }

    /** One hush, one dismissal: whoever comes second while the player or a hush tells the device finds it told. */
    private Outcome quiet() throws InterruptedException {
        hand.lockInterruptibly();
        try {
            if (!locked(score::quietOwed)) {
                return new Outcome.Taken("the siren was dismissed");
            }
            Outcome outcome = device.quiet();
            locked(() -> score.quieted(outcome instanceof Outcome.Taken, clock.instant()));
            return outcome;
        } finally {
            hand.unlock();
        }
    }

    /** Accepted is not sounding: asks the device until it says yes, or has said no for too long. */
    private void prove(Collection<String> keys) throws InterruptedException {
        Duration waited = Duration.ZERO;
        Sounder.State said = Sounder.State.NO;
        for (Duration at : device.asksAfter()) {
            sleeper.sleep(at.minus(waited));
            waited = at;
            if (locked(() -> score.none(keys))) {
                return;
            }
            said = device.sounding();
            if (said != Sounder.State.NO) {
                break;
            }
        }
        Sounder.State last = said;
        if (!device.asksAfter().isEmpty()) {
            locked(() -> score.proven(keys, last, clock.instant()));
        }
    }

    private void wakePlayer() {
        state.lock();
        try {
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }

    private void play() {
        while (!closed) {
            try {
                Duration rest = turn();
                state.lockInterruptibly();
                try {
                    if (!closed && score.untilNext(clock.instant()).isPositive()) {
                        changed.await(Math.max(1, rest.toMillis()), TimeUnit.MILLISECONDS);
                    }
                } finally {
                    state.unlock();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("{}: a turn failed and will be taken again", device, e);
                restAfterFailure();
            }
        }
    }

    private void restAfterFailure() {
        try {
            sleeper.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T locked(Supplier<T> work) {
        state.lock();
        try {
            return work.get();
        } finally {
            state.unlock();
        }
    }

    private void locked(Runnable work) {
        state.lock();
        try {
            work.run();
        } finally {
            state.unlock();
        }
    }

    /** Stops playing. A sound in progress ends by the device's own timer: a restart must not silence a page. */
    @Override
    public void close() {
        closed = true;
        Thread thread = player;
        if (thread != null) {
            thread.interrupt();
        }
        device.close();
    }

    @Override
    public String toString() {
        return device.toString();
    }
}
