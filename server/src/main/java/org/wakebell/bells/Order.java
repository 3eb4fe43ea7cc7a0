package org.wakebell.bells;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/** An order as it stands in its row. */
record Order(
        String key,
        String bell,
        String about,
        String title,
        String text,
        List<Ring.Choice> choices,
        Loudness loudness,
        Instant lease,
        Instant deadline,
        State state,
        @Nullable Outcome outcome,
        Instant ordered,
        @Nullable Instant started,
        @Nullable Instant hushed,
        String node,
        Instant nodeUntil) {

    static final Outcome NO_BELL = new Outcome.Refused("this bell was switched off or removed", false);

    /** How long an order lives without being renewed: a dead server does not silence a siren, nor can it scream for ever. */
    static final Duration LEASE = Duration.ofMinutes(10);

    /** Whoever stands beside a bell may take this long to start again what had started in time. */
    private static final Duration RESUME = Duration.ofSeconds(30);

    enum State {
        /** Not known to sound yet. */
        ORDERED,
        RINGING,
        /** Hushed. */
        QUIET,
        FAILED,
        /** Nothing more to be done: taken, or too late. */
        OVER
    }

    boolean tooLate(Instant now) {
        return started == null && deadline.isBefore(now);
    }

    /** Somebody is asked to get up, at once; anything else can wait for a moment. */
    boolean calls() {
        return choices.stream().anyMatch(choice -> choice.id().startsWith("up"));
    }

    boolean alive() {
        return hushed == null && state != State.OVER && state != State.QUIET;
    }

    Ring ring(Instant now, Instant until, int maximum) {
        Instant start = started == null ? deadline : later(deadline, now.plus(RESUME));
        return new Ring(key, title, text, choices, loudness.atMost(maximum), until, start);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
