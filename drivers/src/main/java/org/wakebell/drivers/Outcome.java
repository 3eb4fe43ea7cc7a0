package org.wakebell.drivers;

import java.time.Duration;
import java.time.Instant;

/** What became of a ring or a hush. Every failure has a class, decided by the driver, because the next step hangs on it. */
public sealed interface Outcome {

    /** It sounds, and something better than hope says so. */
    record Sounding(Proof proof) implements Outcome {}

    /** The peer took it (a mail server, a push service, a hush). No claim that anyone heard anything. */
    record Taken(String receipt) implements Outcome {}

    /** Not now: busy, rate-limited, unreachable before anything was sent. */
    record RetryLater(Duration after, String why) implements Outcome {}

    /**
     * Never, as it is set up.
     *
     * @param credential true if a wrong PIN, password or token is the reason
     */
    record Refused(String why, boolean credential) implements Outcome {}

    /** Sent, and no answer: it may sound or not. Never counts as woken; retried with the same key. */
    record Unknown(String why) implements Outcome {}

    /** How we know that it sounded. */
    record Proof(Kind kind, Instant at, String detail) {
        public enum Kind {
            /** The device accepted the order. */
            ACCEPTED,
            /** The device says that it is sounding. */
            DEVICE_STATE,
            /** A plug measured the power it drew. */
            POWER,
            /** A microphone heard it. */
            HEARD,
            /** A page in a browser says its audio runs. */
            BROWSER
        }
    }
}
