package org.wakebell.bells;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Outcome;
import org.wakebell.platform.clock.Clock;

/**
 * Calls to get up on their way to one provider. There is room for as many at once as it has shown to take: more with every
 * one that it takes, half when it says "later" (as TCP finds the width of a path, RFC 5681), and none for the moment that
 * it asks a crowd for. A few never wait, and nobody waits for long: who would only be refused is better off in line, and
 * who would not be must not wait.
 */
final class Lane {

    /** So many may always be under way. */
    static final int FEWEST = 16;

    /** "Later" that is soon enough for a whole crowd to wait for it. */
    static final Duration MOMENT = Duration.ofSeconds(2);

    private static final int FIRST = 32;

    /** For room, while the provider has refused nobody. */
    private static final Duration TRUSTING = Duration.ofSeconds(1);

    /** For room, when it has just said "later": it would only say so again. */
    private static final Duration WARNED = Duration.ofSeconds(5);

    private static final long REMEMBERED = Duration.ofSeconds(10).toNanos();

    /** Refusals so close together are one piece of news. */
    private static final long ONE_NEWS = Duration.ofMillis(200).toNanos();

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition room = lock.newCondition();
    private final Condition aside = lock.newCondition();
    private int width = FIRST;
    private int open;
    private int waiting;
    private int taken;
    private boolean shut;
    private long shutUntil;
    private boolean warned;
    private long warnedAt;

    Lane(Clock clock) {
        this.clock = clock;
    }

    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting++;
            try {
                long since = clock.nanos();
                for (long left = left(since); left > 0 && (open >= width || shut() > 0); left = left(since)) {
                    room.awaitNanos(shut() > 0 ? Math.min(left, shut()) : left);
                }
            } finally {
                waiting--;
            }
            open++;
        } finally {
            lock.unlock();
        }
    }

    /** @param outcome what it said; null if it failed in a way that says nothing about how much it takes */
    void leave(@Nullable Outcome outcome) {
        lock.lock();
        try {
            int were = open--;
            if (outcome instanceof Outcome.RetryLater later) {
                narrow(were, later.after());
            } else if (outcome instanceof Outcome.Taken) {
                widen();
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Out of the line for a while. */
    void pause(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = time.toNanos();
            while (left > 0) {
                left = aside.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void narrow(int were, Duration after) {
        long now = clock.nanos();
        if (were >= FEWEST && after.compareTo(MOMENT) <= 0) {
            shut = true;
            shutUntil = now + after.toNanos();
        }
        if (!warned || now - warnedAt > ONE_NEWS) {
            width = Math.max(FEWEST, Math.min(width, were) / 2);
            taken = 0;
        }
        warned = true;
        warnedAt = now;
    }

    private void widen() {
        taken++;
        if (!warned || taken >= width) {
            width++;
            taken = 0;
        }
    }

    /** What it may have learned while somebody waits counts, too. */
    private long left(long since) {
        return since + (lately() ? WARNED : TRUSTING).toNanos() - clock.nanos();
    }

    /** For so many nanoseconds nobody is let in. */
    private long shut() {
        long left = shut ? shutUntil - clock.nanos() : 0;
        shut = left > 0;
        return left;
    }

    private boolean lately() {
        return warned && clock.nanos() - warnedAt < REMEMBERED;
    }

    /** Very many are called by way of this provider at this moment. */
    boolean crowded() {
        lock.lock();
        try {
            return waiting > 0 || open >= FEWEST;
        } finally {
            lock.unlock();
        }
    }

    int width() {
        lock.lock();
        try {
            return width;
        } finally {
            lock.unlock();
        }
    }
}
