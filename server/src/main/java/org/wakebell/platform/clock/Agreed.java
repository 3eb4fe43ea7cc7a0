package org.wakebell.platform.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that the nodes of one database agree on: the database's, as last measured, carried on by this process's
 * monotonic clock. Claims are made and judged by it, so that a node whose own clock is wrong neither takes what is
 * another's nor is robbed. On the embedded database nobody measures: there it is this machine's.
 */
public final class Agreed {

    /** This machine and the database: more is worth a look. */
    public static final Duration APART = Duration.ofSeconds(2);

    /** More, and people are woken at wrong times. */
    public static final Duration FAR_APART = Duration.ofSeconds(30);

    /** A clock that is being slewed stays below it; one that was set, or a machine that slept, does not. */
    private static final Duration A_JUMP = Duration.ofSeconds(1);

    private record Pair(Instant at, long nanos) {}

    /** This machine's clock went on by so much more, or less, than time did. */
    public record Jump(Instant noticed, Duration by) {}

    private final Clock clock;
    private volatile @Nullable Pair database;
    private volatile Pair wall;
    private volatile boolean stale;
    private volatile @Nullable Jump jump;

    public Agreed(Clock clock) {
        this.clock = clock;
        this.wall = new Pair(clock.instant(), clock.nanos());
    }

    public Instant instant() {
        Pair known = database;
        return known == null ? clock.instant() : carried(known);
    }

    /** The database said this time at that moment of {@link Clock#nanos()}. */
    public void measured(Instant said, long nanos) {
        look();
        database = new Pair(said, nanos);
        stale = false;
    }

    /** This machine's clock less the database's: negative if it is slow. Zero if nobody measured. */
    public Duration apart() {
        Pair known = database;
        return known == null ? Duration.ZERO : Duration.between(carried(known), clock.instant());
    }

    /** Has this machine's clock jumped since this was last asked? If so, that is remembered. */
    public boolean look() {
        Duration by = drift();
        wall = new Pair(clock.instant(), clock.nanos());
        if (by.abs().compareTo(A_JUMP) <= 0) {
            return false;
        }
        jump = new Jump(clock.instant(), by);
        stale = true;
        return true;
    }

    /** False after a jump until the database was asked again: what is due is not known then. */
    public boolean steady() {
        return database == null || !stale && drift().abs().compareTo(A_JUMP) <= 0;
    }

    public @Nullable Jump lastJump() {
        return jump;
    }

    private Duration drift() {
        return Duration.between(carried(wall), clock.instant());
    }

    private Instant carried(Pair pair) {
        return pair.at.plusNanos(clock.nanos() - pair.nanos).truncatedTo(ChronoUnit.MICROS);
    }
}
