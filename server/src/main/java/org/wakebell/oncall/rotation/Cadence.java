package org.wakebell.oncall.rotation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The beat of a rotation: a handoff every so many hours, days, weeks or months of the wall clock, counted from a local
 * anchor, forwards and backwards without end. Every handoff is computed from the anchor, never from the one before:
 * iterating would stick at 03:30 for ever after one spring night, and at the 29th after one February.
 *
 * @param every at least 1
 * @param start the anchor, cut to the minute; turn 0 begins here
 */
public record Cadence(int every, Unit unit, LocalDateTime start) {

    public Cadence {
        if (every < 1) {
            throw new IllegalArgumentException("every must be at least 1, not " + every);
        }
        start = start.truncatedTo(ChronoUnit.MINUTES);
    }

    /** The wall-clock time at which turn {@code n} begins; the 31st is the last day in a shorter month. */
    public LocalDateTime local(long n) {
        return start.plus(Math.multiplyExact(n, every), unit.chrono);
    }

    /** When turn {@code n} begins: the first time the clock shows it, or the first instant after the gap it fell in. */
    public Instant begin(long n, ZoneId zone) {
        return Wall.first(local(n), zone);
    }

    /**
     * The turn that runs at an instant. Of turns that begin at the same instant (a gap swallowed the earlier ones) the
     * last one runs; the others were consumed.
     */
    public long turn(Instant at, ZoneId zone) {
        long n = Math.floorDiv(unit.chrono.between(start, Wall.local(at, zone)), every);
        while (!begin(n + 1, zone).isAfter(at)) {
            n++;
        }
        while (begin(n, zone).isAfter(at)) {
            n--;
        }
        return n;
    }
}
