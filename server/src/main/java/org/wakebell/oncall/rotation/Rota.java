package org.wakebell.oncall.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Layers and overrides, and the three questions one asks of them: who now, who over a time, when does it change. All
 * three walk the same edges and ask {@link #at} in between, so they cannot disagree.
 */
public final class Rota {

    /** Beyond this nobody looks for a change. */
    public static final Duration HORIZON = Duration.ofDays(400);

    static final int STEPS = 1_000;

    private record Valid(Layer layer, Instant from, Instant until, boolean turnsOver) {}

    /** @param own the rota of a temporary schedule */
    private record Laid(Change change, Instant from, Instant until, @Nullable Rota own) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    private final List<Valid> layers;
    private final List<Laid> changes;
    private final Map<String, List<Leave>> leaves;
    private final NavigableSet<Instant> edges = new TreeSet<>();

    /**
     * @param layers in the order they are shown; people of equal priority are named in this order
     * @param changes in the order they were made
     */
    public Rota(List<Layer> layers, List<Change> changes) {
        this(layers, changes, List.of());
    }

    /** @param leaves when people are off; counts only where a layer skips */
    public Rota(List<Layer> layers, List<Change> changes, List<Leave> leaves) {
        this.leaves = leaves.stream().collect(Collectors.groupingBy(Leave::person));
        this.layers = layers.stream()
                .filter(layer -> !layer.turns().isEmpty())
                .map(layer -> new Valid(layer, layer.begins(), layer.ends(), layer.turnsOver()))
                .toList();
        this.changes = changes.stream()
                .map(change -> new Laid(
                        change, change.from().start(change.zone()), change.until().end(change.zone()), own(change, leaves)))
                .toList();
        this.layers.forEach(valid -> edge(valid.from, valid.until));
        this.changes.forEach(laid -> edge(laid.from, laid.until));
        skipped(leaves).forEach(leave -> edge(leave.from(), leave.until()));
    }

    private @Nullable Rota own(Change change, List<Leave> leaves) {
        return change instanceof Change.Temporary temporary ? new Rota(temporary.layers(), List.of(), leaves) : null;
    }

    /** Those that can change anything here. */
    private Stream<Leave> skipped(List<Leave> all) {
        return all.stream().filter(leave -> layers.stream()
                .map(Valid::layer)
                .anyMatch(layer -> layer.skip().contains(leave.why())
                        && layer.turns().stream().anyMatch(turn -> turn.contains(leave.person()))));
    }

    private void edge(Instant from, Instant until) {
        edges.add(from);
        edges.add(until);
    }

    /** Who is on call at an instant, and why; empty if nobody is. */
    public List<Seat> at(Instant at) {
        List<Seat> seats = byLayers(at);
        for (Laid laid : changes) {
            if (laid.own != null && laid.covers(at)) {
                seats.clear();
                laid.own.byLayers(at).forEach(seat -> seats.add(new Seat(seat.person(), new Cause.Changed(laid.change, seat))));
            } else if (laid.covers(at)) {
                apply(laid.change, seats);
            }
        }
        return List.copyOf(seats);
    }

    private List<Seat> byLayers(Instant at) {
        List<Seat> seats = new ArrayList<>();
        int top = Integer.MIN_VALUE;
        for (Valid valid : layers) {
            Layer layer = valid.layer;
            if (layer.priority() < top || at.isBefore(valid.from) || !at.isBefore(valid.until) || !layer.open(at)) {
                continue;
            }
            long turn = layer.cadence().turn(at, layer.zone());
            int place = layer.place(turn);
            List<String> group = layer.turns().get(place);
            if (group.isEmpty()) {
                continue;
            }
            if (layer.priority() > top) {
                seats.clear();
                top = layer.priority();
            }
            seat(layer, turn, place, at, seats);
        }
        return seats;
    }

    /**
     * The turn that runs; where the layer skips, those of it who are there, or of the next turn in which anyone is. If
     * everyone in turn is off, the turn stays as it is: skipping never makes a gap.
     */
    private void seat(Layer layer, long turn, int place, Instant at, List<Seat> seats) {
        int of = layer.turns().size();
        List<String> group = layer.turns().get(place);
        List<String> there = present(layer, group, at);
        if (there.size() == group.size()) {
            Cause cause = new Cause.Turned(layer.name(), layer.zone(), turn, place, of);
            group.forEach(person -> sit(seats, new Seat(person, cause)));
            return;
        }
        List<String> off = group.stream().filter(person -> !there.contains(person)).toList();
        for (int more = 0; more < of; more++) {
            int next = (place + more) % of;
            List<String> stand = present(layer, layer.turns().get(next), at);
            if (!stand.isEmpty()) {
                Cause cause = new Cause.Turned(layer.name(), layer.zone(), turn, next, of, off);
                stand.forEach(person -> sit(seats, new Seat(person, cause)));
                return;
            }
        }
        Cause cause = new Cause.Turned(layer.name(), layer.zone(), turn, place, of);
        group.forEach(person -> sit(seats, new Seat(person, cause)));
    }

    private List<String> present(Layer layer, List<String> group, Instant at) {
        if (layer.skip().isEmpty() || leaves.isEmpty()) {
            return group;
        }
        return group.stream()
                .filter(person -> leaves.getOrDefault(person, List.of()).stream()
                        .noneMatch(leave -> layer.skip().contains(leave.why()) && leave.covers(at)))
                .toList();
    }

    private static void apply(Change change, List<Seat> seats) {
        switch (change) {
            case Change.Add add -> sit(seats, new Seat(add.person(), new Cause.Changed(add, null)));
            case Change.Remove remove -> seats.removeIf(seat -> seat.person().equals(remove.person()));
            case Change.Temporary _ -> seats.clear();
            case Change.Replace replace -> {
                for (int i = 0; i < seats.size(); i++) {
                    Seat before = seats.get(i);
                    if (before.person().equals(replace.insteadOf())) {
                        seats.remove(i);
                        if (!sits(seats, replace.person())) {
                            seats.add(i, new Seat(replace.person(), new Cause.Changed(replace, before)));
                        }
                        return;
                    }
                }
                agreed(replace, seats);
            }
        }
    }

    /** Whoever was passed over had agreed with somebody: what people agree comes before what is skipped. */
    private static void agreed(Change.Replace replace, List<Seat> seats) {
        for (int i = 0; i < seats.size(); i++) {
            Seat before = seats.get(i);
            if (before.cause() instanceof Cause.Turned turned && turned.passed().contains(replace.insteadOf())) {
                if (turned.standsIn()) {
                    seats.removeIf(seat -> seat.cause().equals(turned));
                }
                if (!sits(seats, replace.person())) {
                    seats.add(Math.min(i, seats.size()), new Seat(replace.person(), new Cause.Changed(replace, before)));
                }
                return;
            }
        }
    }

    private static void sit(List<Seat> seats, Seat seat) {
        if (!sits(seats, seat.person())) {
            seats.add(seat);
        }
    }

    static boolean sits(List<Seat> seats, String person) {
        for (Seat seat : seats) {
            if (seat.person().equals(person)) {
                return true;
            }
        }
        return false;
    }

    /** The whole of {@code [from, to)} in order, gaps included, as few spans as {@code join} allows. */
    public List<Span> spans(Instant from, Instant to, Join join) {
        List<Span> spans = new ArrayList<>();
        Instant at = from;
        while (at.isBefore(to)) {
            Instant next = edgeAfter(at, join == Join.HANDOFFS);
            Span span = new Span(at, next.isBefore(to) ? next : to, at(at));
            if (!spans.isEmpty() && join.same(spans.getLast(), span)) {
                Span before = spans.removeLast();
                span = new Span(before.from(), span.until(), before.seats());
            }
            spans.add(span);
            at = span.until();
        }
        return spans;
    }

    /** The spans of {@code [from, to)} in which somebody is on call, joined while people and cause stay the same. */
    public List<Span> shifts(Instant from, Instant to) {
        return spans(from, to, Join.CAUSES).stream().filter(span -> !span.gap()).toList();
    }

    /** The spans of {@code [from, to)} in which nobody is. */
    public List<Span> gaps(Instant from, Instant to) {
        return spans(from, to, Join.PEOPLE).stream().filter(Span::gap).toList();
    }

    /** The next instants at which other people are on call; fewer than {@code most} if they lie beyond the horizon. */
    public List<Instant> handoffs(Instant after, int most) {
        List<Instant> handoffs = new ArrayList<>();
        Instant horizon = after.plus(HORIZON);
        Set<String> now = people(after);
        Instant at = edgeAfter(after, false);
        while (handoffs.size() < most && at.isBefore(horizon)) {
            Set<String> then = people(at);
            if (!then.equals(now)) {
                handoffs.add(at);
                now = then;
            }
            at = edgeAfter(at, false);
        }
        return handoffs;
    }

    /** When this person, who is on call at an instant, is no more; {@link Instant#MAX} if beyond the horizon. */
    public Instant until(String person, Instant at) {
        Instant horizon = at.plus(HORIZON);
        Instant edge = edgeAfter(at, false);
        for (int steps = 0; steps < STEPS && edge.isBefore(horizon); steps++) {
            if (!sits(at(edge), person)) {
                return edge;
            }
            edge = edgeAfter(edge, false);
        }
        return Instant.MAX;
    }

    /** Since when this person, who is on call at an instant, has been; {@link Instant#MIN} if beyond the horizon. */
    public Instant since(String person, Instant at) {
        Instant horizon = at.minus(HORIZON);
        Instant edge = edgeUpTo(at);
        for (int steps = 0; steps < STEPS && edge.isAfter(horizon); steps++) {
            Instant before = edge.minusNanos(1);
            if (!sits(at(before), person)) {
                return edge;
            }
            edge = edgeUpTo(before);
        }
        return Instant.MIN;
    }

    /** The answers of {@link #at}, {@link #handoffs}, {@link #since} and {@link #until} from one walk each way. */
    public Around around(Instant at) {
        return Around.of(this, at);
    }

    private Set<String> people(Instant at) {
        return at(at).stream().map(Seat::person).collect(Collectors.toUnmodifiableSet());
    }

    /** The next instant at which anything may change, {@link Instant#MAX} if nothing ever does. */
    Instant edgeAfter(Instant at, boolean everyHandoff) {
        Instant next = edges.higher(at);
        next = next == null ? Instant.MAX : next;
        for (Valid valid : layers) {
            if (at.isBefore(valid.from) || !at.isBefore(valid.until)) {
                continue;
            }
            Layer layer = valid.layer;
            // While it is closed, whose turn it is changes nothing.
            if (everyHandoff || valid.turnsOver && layer.open(at)) {
                long turn = layer.cadence().turn(at, layer.zone());
                next = sooner(next, layer.cadence().begin(turn + 1, layer.zone()));
            }
            for (Window window : layer.restrict()) {
                next = sooner(next, window.edgeAfter(at, layer.zone()));
            }
        }
        for (Laid laid : changes) {
            if (laid.own != null && laid.covers(at)) {
                next = sooner(next, laid.own.edgeAfter(at, everyHandoff));
            }
        }
        return next;
    }

    Instant edgeUpTo(Instant at) {
        Instant last = edges.floor(at);
        last = last == null ? Instant.MIN : last;
        for (Valid valid : layers) {
            if (at.isBefore(valid.from) || !at.isBefore(valid.until)) {
                continue;
            }
            Layer layer = valid.layer;
            if (valid.turnsOver && layer.open(at)) {
                last = later(last, layer.cadence().begin(layer.cadence().turn(at, layer.zone()), layer.zone()));
            }
            for (Window window : layer.restrict()) {
                last = later(last, window.edgeUpTo(at, layer.zone()));
            }
        }
        for (Laid laid : changes) {
            if (laid.own != null && laid.covers(at)) {
                last = later(last, laid.own.edgeUpTo(at));
            }
        }
        return last;
    }

    private static Instant sooner(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
