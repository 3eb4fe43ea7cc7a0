package org.wakebell.bells;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Outcome;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;

/**
 * How many messages that call nobody out of bed go to one provider at once, and to one bell in a minute. More than that
 * are sent later, none is dropped. A call to get up passes beside all of it: it is no message of this kind. Only where very
 * many are called at once by one provider that says "later" do they stand in line for it, see {@link Lane}.
 */
final class Lanes {

    /** On their way to one mail server, or to one host of webhooks, from this process. */
    static final int AT_ONCE = 8;

    /** To one bell, from all nodes together; counted in the rows, so that a restart forgets nothing. */
    static final int A_MINUTE = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** So long a call stays in line before what it was told is written down. */
    private static final Duration IN_LINE = Duration.ofSeconds(6);

    private final Clock clock;
    private final Tx tx;
    private final OrderRows orders;
    private final Map<String, Semaphore> providers = new ConcurrentHashMap<>();
    private final Map<String, Lane> calls = new ConcurrentHashMap<>();

    Lanes(Clock clock, Tx tx, OrderRows orders) {
        this.clock = clock;
        this.tx = tx;
        this.orders = orders;
    }

    /** What is asked of the provider. */
    interface Send {
        Outcome send() throws InterruptedException;
    }

    Outcome through(Order order, Installed bell, Send message) throws InterruptedException {
        if (bell.waking()) {
            return message.send();
        }
        if (order.calls()) {
            return call(calls.computeIfAbsent(provider(bell), provider -> new Lane(clock)), message);
        }
        Instant now = clock.instant();
        long lately = tx.read(() -> orders.takenSince(order.bell(), now.minus(MINUTE)));
        if (lately >= A_MINUTE) {
            return new Outcome.RetryLater(Duration.ofSeconds(15), lately + " messages went to this bell within a minute; this one waits for the next");
        }
        Semaphore lane = providers.computeIfAbsent(provider(bell), provider -> new Semaphore(AT_ONCE, true));
        if (!lane.tryAcquire(20, TimeUnit.SECONDS)) {
            return new Outcome.RetryLater(Duration.ofSeconds(10), AT_ONCE + " messages are on their way to " + provider(bell) + " and it is slow; this one waits");
        }
        try {
            return message.send();
        } finally {
            lane.release();
        }
    }

    /**
     * In a crowd a provider that asks for a moment's patience is given it here: each "later" that is written down costs a
     * commit that somebody else waits for. Alone it is heard as ever, and the duty comes again.
     */
    private Outcome call(Lane lane, Send message) throws InterruptedException {
        long since = clock.nanos();
        while (true) {
            Outcome outcome = once(lane, message);
            boolean soon = outcome instanceof Outcome.RetryLater later
                    && later.after().compareTo(Lane.MOMENT) <= 0
                    && clock.nanos() - since + later.after().toNanos() < IN_LINE.toNanos();
            if (!soon || !lane.crowded()) {
                return outcome;
            }
            lane.pause(((Outcome.RetryLater) outcome).after());
        }
    }

    private static Outcome once(Lane lane, Send message) throws InterruptedException {
        lane.enter();
        @Nullable Outcome outcome = null;
        try {
            outcome = message.send();
            return outcome;
        } finally {
            lane.leave(outcome);
        }
    }

    private static String provider(Installed bell) {
        return switch (Kind.of(bell.kind())) {
            case MAIL -> "the mail server";
            case WEBHOOK -> host(bell.config().getOrDefault("url", ""));
            case DLINK, BEDSIDE -> bell.id();
        };
    }

    private static String host(String url) {
        try {
            return String.valueOf(URI.create(url).getAuthority());
        } catch (IllegalArgumentException e) {
            return url;
        }
    }
}
