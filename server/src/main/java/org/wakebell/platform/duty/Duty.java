package org.wakebell.platform.duty;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that the system owes, as it stands in its row.
 *
 * @param kind which {@link DutyKind} does it
 * @param version of the payload's form; a node never claims a version newer than it knows
 * @param key at most one duty of a kind has a given key
 * @param about whose business it is (a page's id, say), so that all of it can be cancelled at once
 * @param payload what the kind wrote, small JSON or plain text
 * @param due when it becomes due, wall time
 * @param attempts how often it was tried and failed
 */
public record Duty(
        String id, String kind, int version, String key, String about, String payload, Instant due, int attempts) {

    /** What to write down. {@code due} in the past or now: done as soon as this transaction commits. */
    public record Owed(String kind, int version, String key, String about, String payload, Instant due, Priority priority) {

        public Owed(String kind, String key, String about, String payload, Instant due) {
            this(kind, 1, key, about, payload, due, Priority.USUAL);
        }

        public Owed first() {
            return new Owed(kind, version, key, about, payload, due, Priority.FIRST);
        }
    }

    /** Among duties that are due: a person's ring before a reminder. */
    public enum Priority {
        FIRST,
        USUAL,
        LAST
    }

    /** A duty that failed too often and waits for a person. Shown by health, loudly. */
    public record Parked(String id, String kind, String key, @Nullable String why, Instant due, int attempts) {}
}
