package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wakebell.triage.Triage.Ongoing;

/**
 * Is it still happening? Silence of a group is surprising when, at its own rate r, a silence of t would come by chance
 * with p = e^(-r t) &lt; 0.01, and lasts 2 minutes at least. Surprising silence means <em>stopped</em> only while ordinary
 * records of the same service go on arriving at their usual pace; a service that went quiet altogether is
 * <em>unknown</em>, because a dead service is silent too.
 */
final class StillHappening {

    static final Duration SHORTEST = Duration.ofMinutes(2);

    /** -ln 0.01 */
    private static final double SURPRISE = -Math.log(0.01);

    /** The group's own rate is the lower of that of the whole episode and that of its last ten minutes. */
    private static final long RECENT = 10;

    /** How far back the usual pace of a service is looked for, in minutes. */
    static final long USUAL = 60;

    /** How long ordinary records are kept per minute, in minutes. */
    static final long KEPT = Duration.ofHours(48).toMinutes();

    /**
     * Events of a group.
     *
     * @param minutes events per epoch minute, without those that are folded into hours
     * @param count all of them
     */
    record Group(NavigableMap<Long, Long> minutes, long count, @Nullable Instant first, @Nullable Instant last) {}

    /** @param ordinary records of the service that no rule raised, per epoch minute */
    static Pulse look(Group group, NavigableMap<Long, Long> ordinary, Instant now) {
        Instant first = group.first();
        Instant last = group.last();
        if (first == null || last == null) {
            return new Pulse(Ongoing.UNKNOWN, "no event of it is on record", null, 0, Lines.NEVER_SEEN);
        }
        Duration silence = last.isAfter(now) ? Duration.ZERO : Duration.between(last, now);
        double perMinute = rate(group, first, last);
        double minutes = silence.toMillis() / 60_000.0;
        if (silence.compareTo(SHORTEST) < 0 || perMinute * minutes <= SURPRISE) {
            String why = "last seen " + Spoken.ago(silence) + ", within its own rhythm of " + Spoken.rate(perMinute);
            return new Pulse(Ongoing.GOING_ON, why, last, perMinute, Lines.GO_ON);
        }
        String seen = "last seen " + Spoken.ago(silence) + ", and it used to come at " + Spoken.rate(perMinute);
        return switch (lines(ordinary, last, now)) {
            case GO_ON -> new Pulse(
                    Ongoing.STOPPED, seen + "; its ordinary lines go on", last, perMinute, Lines.GO_ON);
            case STOPPED_TOO -> new Pulse(
                    Ongoing.UNKNOWN, seen + "; its ordinary lines stopped too", last, perMinute, Lines.STOPPED_TOO);
            case TOO_RARE -> new Pulse(
                    Ongoing.UNKNOWN,
                    seen + "; its ordinary lines are too rare to tell whether the service still speaks",
                    last,
                    perMinute,
                    Lines.TOO_RARE);
            case NEVER_SEEN -> new Pulse(
                    Ongoing.UNKNOWN,
                    seen + "; no ordinary lines are known of this service, so silence proves nothing",
                    last,
                    perMinute,
                    Lines.NEVER_SEEN);
        };
    }

    private static double rate(Group group, Instant first, Instant last) {
        double whole = perMinute(group.count(), first, last);
        long from = minute(last) - RECENT;
        Instant start = Instant.ofEpochSecond(from * 60);
        if (!start.isAfter(first) || group.minutes().isEmpty()) {
            return whole;
        }
        long recent = sum(group.minutes().tailMap(from, true));
        return Math.min(whole, perMinute(recent, start, last));
    }

    /** One event alone is taken as one a minute: after 4.6 minutes of silence it is over. */
    private static double perMinute(long count, Instant from, Instant to) {
        double minutes = Duration.between(from, to).toMillis() / 60_000.0;
        return Math.max(1, count) / Math.max(1, minutes);
    }

    /** What the ordinary records of the service do while the group is silent. */
    enum Lines {
        GO_ON,
        STOPPED_TOO,
        /** So rare that their absence shows nothing yet. */
        TOO_RARE,
        NEVER_SEEN
    }

    /**
     * The minute whose hour before it shows the usual pace of the service: when the group was heard last, or for a group
     * that is silent for longer than ordinary records are kept, the first minute with a whole hour of them before it.
     */
    static long pivot(Instant last, Instant now) {
        return Math.max(minute(last), minute(now) - KEPT + USUAL);
    }

    private static Lines lines(NavigableMap<Long, Long> ordinary, Instant last, Instant now) {
        long lastMinute = pivot(last, now);
        NavigableMap<Long, Long> before = ordinary.subMap(lastMinute - USUAL, true, lastMinute, false);
        if (before.isEmpty()) {
            return Lines.NEVER_SEEN;
        }
        double usual = (double) sum(before) / (lastMinute - before.firstKey());
        // Long enough that five records are to be expected; never so long that it reaches back before the silence.
        long window = Math.max(2, (long) Math.ceil(5 / usual));
        long current = minute(now);
        if (window > current - lastMinute) {
            return Lines.TOO_RARE;
        }
        double expected = usual * window;
        long heard = sum(ordinary.subMap(Math.max(lastMinute + 1, current - window), true, current, true));
        return heard >= expected / 2 ? Lines.GO_ON : Lines.STOPPED_TOO;
    }

    private static long sum(Map<Long, Long> minutes) {
        return minutes.values().stream().mapToLong(Long::longValue).sum();
    }

    static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60);
    }

    static NavigableMap<Long, Long> none() {
        return new TreeMap<>();
    }

    /**
     * The answer and why.
     *
     * @param perMinute the group's own rate before the silence
     */
    record Pulse(Ongoing ongoing, String why, @Nullable Instant last, double perMinute, Lines lines) {}

    private StillHappening() {}
}
