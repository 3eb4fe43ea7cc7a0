package org.wakebell.oncall.rotation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a schedule: people in turn.
 *
 * @param name shown in reasons
 * @param zone whose wall clock the handoffs, windows and validity follow
 * @param priority a higher layer hides lower ones while it has somebody; equal ones are on call together
 * @param turns people in turn; each turn is a group on call together, and an empty group is a turn of nobody
 * @param restrict the hours in which the layer counts, as a union; empty means always
 * @param from valid from, or null: always was
 * @param until valid until, or null: for ever
 * @param skip for which reasons of being off a turn goes to the next in turn; for all others it only warns
 */
public record Layer(
        String name,
        ZoneId zone,
        int priority,
        Cadence cadence,
        List<List<String>> turns,
        List<Window> restrict,
        @Nullable When from,
        @Nullable When until,
        Set<Leave.Why> skip) {

    public Layer {
        turns = turns.stream().map(List::copyOf).toList();
        restrict = List.copyOf(restrict);
        skip = Set.copyOf(skip);
    }

    /** One that skips for nothing. */
    public Layer(
            String name,
            ZoneId zone,
            int priority,
            Cadence cadence,
            List<List<String>> turns,
            List<Window> restrict,
            @Nullable When from,
            @Nullable When until) {
        this(name, zone, priority, cadence, turns, restrict, from, until, Set.of());
    }

    /** Always, everywhere, in turn. */
    public Layer(String name, ZoneId zone, Cadence cadence, List<List<String>> turns) {
        this(name, zone, 0, cadence, turns, List.of(), null, null);
    }

    public Layer restricted(Window... windows) {
        return new Layer(name, zone, priority, cadence, turns, List.of(windows), from, until, skip);
    }

    public Layer at(int priority) {
        return new Layer(name, zone, priority, cadence, turns, restrict, from, until, skip);
    }

    public Layer valid(@Nullable When from, @Nullable When until) {
        return new Layer(name, zone, priority, cadence, turns, restrict, from, until, skip);
    }

    public Layer with(List<List<String>> turns) {
        return new Layer(name, zone, priority, cadence, turns, restrict, from, until, skip);
    }

    /** Whose turn it is goes to the next in turn while they are off for one of these reasons; never into a gap. */
    public Layer skipping(Set<Leave.Why> skip) {
        return new Layer(name, zone, priority, cadence, turns, restrict, from, until, skip);
    }

    /** {@link Instant#MIN} if it always was. */
    public Instant begins() {
        return from == null ? Instant.MIN : from.start(zone);
    }

    /** {@link Instant#MAX} if it never ends. */
    public Instant ends() {
        return until == null ? Instant.MAX : until.end(zone);
    }

    boolean open(Instant at) {
        if (restrict.isEmpty()) {
            return true;
        }
        for (Window window : restrict) {
            if (window.open(at, zone)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a handoff can put somebody else on. */
    boolean turnsOver() {
        return new HashSet<>(turns).size() > 1;
    }

    /** Which of the turns comes with turn number {@code n}. */
    int place(long n) {
        return (int) Math.floorMod(n, (long) turns.size());
    }
}
