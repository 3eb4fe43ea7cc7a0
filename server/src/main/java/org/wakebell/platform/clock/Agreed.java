package org.wakebell.platform.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time by which a house lives: the one that all nodes of a database agree on. It is the database's, as last measured,
 * carried on by this process's monotonic clock, so that a node whose own clock is wrong, or is set, neither takes what is
 * another's nor is robbed, and no wait gets longer or shorter by it.
 *
 * <p>On the embedded database nobody measures: there it is this machine's. When that is set back, what waits would wait
 * for as much longer; so time goes on here as if nothing had been, a tenth slower, until both are together again. A clock
 * that goes forward, because it was set or the machine slept, is followed at once.
 */
public final class Agreed implements Clock {

    /** This machine and the database: more is worth a look. */
    public static final Duration APART = Duration.ofSeconds(2);

    /** More, and one of the two is wrong. */
    public static final Duration FAR_APART = Duration.ofSeconds(30);

    /** Set back by more, time before was so wrong that it is given up: what waits for it waits longer. */
    public static final Duration FARTHEST = Duration.ofHours(2);

    /** A clock that is being slewed stays below it; one that was set, or a machine that slept, does not. */
    private static final Duration A_JUMP = Duration.ofSeconds(1);

    /** A measurement is no more exact than this: time does not tremble by it. */
    private static final Duration A_TREMBLE = Duration.ofMillis(10);

    private static final int SLOWER_BY = 10;

    /** It was this time at that moment of {@link Clock#nanos()}, and has gone on since then, or gone on slower. */
    private record Pair(Instant at, long nanos, boolean slower) {
        Instant carried(long now) {
            long since = now - nanos;
            return at.plusNanos(slower ? since - since / SLOWER_BY : since).truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** This machine's clock went on by so much more, or less, than time did. */
    public record Jump(Instant noticed, Duration by) {}

    private final Clock machine;
    private volatile @Nullable Pair database;
    private volatile Pair wall;
    private volatile boolean stale;
    private volatile @Nullable Jump jump;
    /** How far the machine's clock is behind while time goes on without it; zero usually. */
    private volatile Duration behind = Duration.ZERO;

    /** @param machine this machine's own clock */
    public Agreed(Clock machine) {
        this.machine = machine;
        this.wall = new Pair(machine.instant(), machine.nanos(), false);
    }

    @Override
    public Instant instant() {
        Pair known = database;
        if (known != null) {
            return known.carried(machine.nanos());
        }
        Instant says = machine.instant();
        Instant goesOn = wall.carried(machine.nanos());
        return setBack(Duration.between(goesOn, says)) ? goesOn : says;
    }

    @Override
    public long nanos() {
        return machine.nanos();
    }

    /** The database said this time at that moment of {@link Clock#nanos()}. */
    public void measured(Instant said, long nanos) {
        look();
        Pair known = database;
        if (known == null || Duration.between(known.carried(nanos), said).abs().compareTo(A_TREMBLE) > 0) {
            database = new Pair(said, nanos, false);
        }
        stale = false;
    }

    /** It was this late once already, in a life before: a clock that was set back meanwhile is not followed either. */
    public void notBefore(Instant known) {
        Duration by = Duration.between(known, machine.instant());
        if (setBack(by)) {
            wall = new Pair(known, machine.nanos(), false);
            look();
        }
    }

    /** This machine's clock less the database's: negative if it is slow. Zero if nobody measured. */
    public Duration apart() {
        Pair known = database;
        return known == null ? Duration.ZERO : Duration.between(known.carried(machine.nanos()), machine.instant());
    }

    /** So far this machine's clock, which was set back, is behind the time that goes on here; zero usually. */
    public Duration behind() {
        return behind;
    }

    /** Has this machine's clock jumped since this was last asked? If so, that is remembered. Asked twice a second. */
    public synchronized boolean look() {
        Instant says = machine.instant();
        long nanos = machine.nanos();
        Instant goesOn = wall.carried(nanos);
        Duration by = Duration.between(goesOn, says);
        Duration fresh = by.plus(behind);
        if (database == null && setBack(by)) {
            wall = new Pair(goesOn, nanos, true);
            behind = by.negated();
        } else {
            wall = new Pair(says, nanos, false);
            behind = Duration.ZERO;
        }
        if (fresh.abs().compareTo(A_JUMP) <= 0) {
            return false;
        }
        jump = new Jump(says, fresh);
        stale = true;
        return true;
    }

    /** False after a jump until the database was asked again: what is due is not known then. */
    public boolean steady() {
        return database == null || !stale && Duration.between(wall.carried(machine.nanos()), machine.instant()).abs().compareTo(A_JUMP) <= 0;
    }

    public @Nullable Jump lastJump() {
        return jump;
    }

    private static boolean setBack(Duration by) {
        return by.compareTo(A_JUMP.negated()) < 0 && by.compareTo(FARTHEST.negated()) >= 0;
    }
}
