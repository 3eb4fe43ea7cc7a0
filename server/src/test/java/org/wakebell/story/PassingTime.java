package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.wakebell.platform.clock.Clock;

/** Time that passes when the story says so, for threads that sleep in it: each wakes when its moment has come. */
@NullMarked
public final class PassingTime implements Clock {

    private final Instant start;
    private final Map<Thread, Instant> asleep = new HashMap<>();
    private final Set<Thread> awake = new HashSet<>();
    private Instant now;

    public PassingTime(Instant start) {
        this.start = start;
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return Duration.between(start, now).toNanos();
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
        asleep.entrySet().removeIf(sleeper -> {
            boolean up = !sleeper.getValue().isAfter(now);
            if (up) {
                awake.add(sleeper.getKey());
            }
            return up;
        });
        notifyAll();
    }

    public synchronized void sleep(Duration time) throws InterruptedException {
        Thread me = Thread.currentThread();
        Instant until = now.plus(time);
        awake.remove(me);
        asleep.put(me, until);
        try {
            while (now.isBefore(until)) {
                wait();
            }
        } finally {
            asleep.remove(me);
            awake.add(me);
        }
    }

    public synchronized boolean sleeps(Thread thread) {
        return asleep.containsKey(thread);
    }

    /** How many sleep now. */
    public synchronized int sleepers() {
        return asleep.size();
    }

    /**
     * Waits, in real time, until whoever woke has done what it woke for: it sleeps again or has ended.
     *
     * @param busy whoever has a reason to stay up
     */
    public void settle(Predicate<Thread> busy) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(25);
        for (Set<Thread> up = up(busy); !up.isEmpty(); up = up(busy)) {
            assertThat(System.nanoTime()).as("still awake at %s: %s", instant(), up).isLessThan(end);
            Thread.sleep(1);
        }
    }

    private synchronized Set<Thread> up(Predicate<Thread> busy) {
        awake.removeIf(thread -> !thread.isAlive());
        Set<Thread> up = new HashSet<>(awake);
        up.removeIf(busy);
        return up;
    }
}
