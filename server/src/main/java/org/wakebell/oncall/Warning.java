package org.wakebell.oncall;

import java.time.Instant;
import java.util.List;

/**
 * Something in the next weeks of a schedule that somebody should look at by day.
 *
 * @param from of the first time it happens, and {@code until}, half-open; for what has no time, the time looked at
 * @param people ids of those it is about
 * @param what capabilities, or the layer whose turn is empty, or a calendar's name and its trouble; empty if none of
 *     these says anything
 * @param times how often it happens in the time looked at, or how many nights in a row
 */
public record Warning(
        Kind kind, String schedule, String name, Instant from, Instant until, List<String> people, List<String> what, int times) {

    public Warning {
        people = List.copyOf(people);
        what = List.copyOf(what);
    }

    /** From the loudest down. */
    public enum Kind {
        /** Nobody is on call at any time. */
        EMPTY(100),
        /** Someone is on call while off, though the layer skips: everyone in turn is off. */
        ALL_OFF(95),
        /** Nobody is on call, or only people whose account is off. */
        GAP(80),
        /** Nobody is on call because the running turn is empty. */
        EMPTY_TURN(80),
        /** Somebody is on call, and nobody who may do what is demanded. */
        UNABLE(70),
        /** Someone is on call while on vacation. */
        VACATION(60),
        /** Someone whose account is off is in the line-up. */
        INACTIVE(55),
        /** A calendar that is read fails or has become empty; its last good copy counts, and may be wrong by now. */
        UNREAD(52),
        /** Nobody is rung when nobody is on call. */
        NO_FALLBACK(50),
        /** A demanded capability of someone in the line-up ended. */
        EXPIRED(45),
        /** Someone has more nights in a row than {@link Warnings#NIGHTS}. */
        NIGHTS(40),
        /** A demanded capability of someone in the line-up ends soon. */
        EXPIRING(30),
        /** Someone is on call on a public holiday of their country. */
        HOLIDAY(10);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        /** 100 the loudest; from 70 on a 911 could find nobody who can help. */
        public int weight() {
            return weight;
        }

        public boolean loud() {
            return weight >= 70;
        }
    }
}
