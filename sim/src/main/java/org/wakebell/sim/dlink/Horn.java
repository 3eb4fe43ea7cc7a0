package org.wakebell.sim.dlink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes the noise: it sounds until its own timer ends or someone stops it, and remembers all of it. */
final class Horn {

    private final InstantSource clock;
    private final List<Heard> log = new ArrayList<>();
    private @Nullable Heard now;
    private int plays;
    private int dismissals;

    Horn(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void sound(int type, int volume, int seconds) {
        settle();
        plays++;
        if (now != null) {
            stop(now, "order", clock.instant());
        }
        now = new Heard("sounded", "order", clock.instant(), type, volume, seconds);
        log.add(now);
        notifyAll();
    }

    synchronized void dismiss() {
        settle();
        dismissals++;
        if (now != null) {
            stop(now, "dismissed", clock.instant());
        }
    }

    synchronized boolean sounding() {
        settle();
        return now != null;
    }

    synchronized List<Heard> log() {
        settle();
        return List.copyOf(log);
    }

    synchronized int dismissals() {
        return dismissals;
    }

    synchronized int plays() {
        return plays;
    }

    synchronized void forget() {
        log.clear();
        plays = 0;
        dismissals = 0;
    }

    private void settle() {
        if (now != null) {
            Instant end = now.at().plus(Duration.ofSeconds(now.seconds()));
            if (!clock.instant().isBefore(end)) {
                stop(now, "timer", end);
            }
        }
    }

    private void stop(Heard sound, String why, Instant at) {
        log.add(new Heard("stopped", why, at, sound.type(), sound.volume(), sound.seconds()));
        now = null;
        notifyAll();
    }

    /** Everything heard so far, once it is so much, or after this long in real time. */
    synchronized List<Heard> await(int entries, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); log().size() < entries && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            // Not longer than a moment: the end of a sound by its own timer wakes nobody.
            wait(Math.min(left, 20));
        }
        return log();
    }
}
