package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wakebell.oncall.rotation.Cause;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Leave;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.Grant;
import org.wakebell.people.People;

/** What is wrong with the next weeks of a schedule, from the calendar alone. Pure. */
public final class Warnings {

    /** The loudest first. */
    static final Comparator<Warning> LOUDEST = Comparator.comparing((Warning w) -> -w.kind().weight())
            .thenComparing(Warning::from)
            .thenComparing(w -> w.people().toString());

    /** How far one looks. */
    public static final Duration AHEAD = Duration.ofDays(60);

    /** So many nights in a row are a week; more are too many. */
    public static final int NIGHTS = 7;

    /**
     * A person, as far as warnings ask.
     *
     * @param stays where they are in the time looked at
     * @param leaves when they are off in it
     */
    record Known(
            boolean active, List<Grant> grants, List<Leave> leaves, List<People.Stay> stays, LocalTime wakes, LocalTime sleeps) {}

    private final Schedule schedule;
    private final Map<String, Known> people;
    private final Instant from;
    private final Instant until;
    private final Map<List<Object>, Warning> found = new LinkedHashMap<>();

    private Warnings(Schedule schedule, Map<String, Known> people, Instant from, Instant until) {
        this.schedule = schedule;
        this.people = people;
        this.from = from;
        this.until = until;
    }

    /** @param people everyone in the line-up; whoever is missing there counts as inactive */
    static List<Warning> of(Schedule schedule, Map<String, Known> people, Instant from, Instant until) {
        Warnings warnings = new Warnings(schedule, people, from, until);
        warnings.look();
        return warnings.found.values().stream()
                .sorted(LOUDEST)
                .toList();
    }

    /** Everyone who may come to be on call, or is rung when nobody is. */
    static Set<String> lineUp(Schedule schedule, Instant from) {
        Set<String> all = new TreeSet<>(schedule.fallback());
        schedule.layersFrom(from).forEach(layer -> layer.turns().forEach(all::addAll));
        for (Change change : schedule.overrides()) {
            if (change.until().end(change.zone()).isAfter(from)) {
                switch (change) {
                    case Change.Add add -> all.add(add.person());
                    case Change.Replace replace -> all.add(replace.person());
                    case Change.Remove _ -> {}
                    case Change.Temporary temporary ->
                        temporary.layers().forEach(layer -> layer.turns().forEach(all::addAll));
                }
            }
        }
        return all;
    }

    private void look() {
        List<Span> spans = schedule.rota().spans(from, until, Join.CAUSES);
        if (spans.stream().allMatch(this::nobody)) {
            add(Warning.Kind.EMPTY, from, until, List.of(), List.of());
        } else {
            spans.forEach(this::cover);
        }
        spans.forEach(this::off);
        lineUp();
        Map<String, List<Span>> shifts = new LinkedHashMap<>();
        for (Span span : schedule.rota().spans(from, until, Join.PEOPLE)) {
            span.people().forEach(person -> shifts.computeIfAbsent(person, p -> new ArrayList<>()).add(span));
        }
        shifts.forEach(this::nights);
    }

    private boolean active(String person) {
        Known known = people.get(person);
        return known != null && known.active();
    }

    private List<Grant> grants(String person) {
        Known known = people.get(person);
        return known == null ? List.of() : known.grants();
    }

    private boolean nobody(Span span) {
        return span.people().stream().noneMatch(this::active);
    }

    private void cover(Span span) {
        if (nobody(span)) {
            Optional<Layer> empty = emptyTurn(span);
            add(
                    empty.isPresent() ? Warning.Kind.EMPTY_TURN : Warning.Kind.GAP,
                    span.from(), span.until(), List.of(), empty.map(Layer::name).stream().toList());
            return;
        }
        TreeSet<Instant> edges = new TreeSet<>(Set.of(span.from()));
        for (String person : span.people()) {
            if (active(person)) {
                grants(person).stream()
                        .filter(grant -> schedule.demands().contains(grant.capability()) && grant.until() != null)
                        .map(Grant::until)
                        .filter(end -> end.isAfter(span.from()) && end.isBefore(span.until()))
                        .forEach(edges::add);
            }
        }
        for (Instant at : edges) {
            List<String> missing = missing(schedule.demands(), span.people().stream().filter(this::active).toList(), at);
            if (!missing.isEmpty()) {
                Instant next = edges.higher(at);
                add(Warning.Kind.UNABLE, at, next == null ? span.until() : next, span.people(), missing);
            }
        }
    }

    private List<String> missing(Set<String> demands, List<String> onCall, Instant at) {
        return demands.stream()
                .filter(demand -> onCall.stream().noneMatch(person -> grants(person).stream()
                        .anyMatch(grant -> grant.capability().equals(demand) && grant.holds(at))))
                .sorted()
                .toList();
    }

    private Optional<Layer> emptyTurn(Span span) {
        return schedule.layersFrom(span.from()).stream()
                .filter(layer -> !layer.turns().isEmpty()
                        && !span.from().isBefore(layer.begins())
                        && span.from().isBefore(layer.ends())
                        && (layer.restrict().isEmpty()
                                || layer.restrict().stream().anyMatch(window -> window.open(span.from(), layer.zone())))
                        && layer.turns()
                                .get((int) Math.floorMod(
                                        layer.cadence().turn(span.from(), layer.zone()), (long) layer.turns().size()))
                                .isEmpty())
                .findFirst();
    }

    /** Whoever is on call while they are off. */
    private void off(Span span) {
        for (Seat seat : span.seats()) {
            Known known = people.get(seat.person());
            if (known == null) {
                continue;
            }
            for (Leave leave : known.leaves()) {
                Instant start = later(span.from(), leave.from());
                Instant end = sooner(span.until(), leave.until());
                if (start.isBefore(end)) {
                    add(kind(seat, leave.why()), start, end, List.of(seat.person()), List.of());
                }
            }
        }
    }

    private Warning.Kind kind(Seat seat, Leave.Why why) {
        Cause cause = seat.cause() instanceof Cause.Changed changed && changed.before() != null
                        && changed.before().person().equals(seat.person())
                ? changed.before().cause()
                : seat.cause();
        boolean skips = cause instanceof Cause.Turned turned
                && layers().stream().anyMatch(layer -> layer.name().equals(turned.layer()) && layer.skip().contains(why));
        if (skips) {
            return Warning.Kind.ALL_OFF;
        }
        return why == Leave.Why.VACATION ? Warning.Kind.VACATION : Warning.Kind.HOLIDAY;
    }

    private List<Layer> layers() {
        List<Layer> all = new ArrayList<>(schedule.layersFrom(from));
        for (Change change : schedule.overrides()) {
            if (change instanceof Change.Temporary temporary) {
                all.addAll(temporary.layers());
            }
        }
        return all;
    }

    private void lineUp() {
        if (schedule.fallback().stream().noneMatch(this::active)) {
            add(Warning.Kind.NO_FALLBACK, from, until, List.of(), List.of());
        }
        for (String person : lineUp(schedule, from)) {
            if (!active(person)) {
                add(Warning.Kind.INACTIVE, from, until, List.of(person), List.of());
                continue;
            }
            for (Grant grant : grants(person)) {
                if (grant.until() != null && schedule.demands().contains(grant.capability()) && grant.until().isBefore(until)) {
                    boolean over = !grant.until().isAfter(from);
                    add(
                            over ? Warning.Kind.EXPIRED : Warning.Kind.EXPIRING,
                            over ? from : grant.until(), until, List.of(person), List.of(grant.capability()));
                }
            }
        }
    }

    /** A night counts if they are on call for more than half of it, by the clock of wherever they are. */
    private void nights(String person, List<Span> shifts) {
        Known known = people.get(person);
        if (known == null || known.sleeps().equals(known.wakes())) {
            return;
        }
        List<Instant> row = new ArrayList<>();
        Instant end = from;
        for (Night night : slept(known)) {
            if (night.share(shifts) > 0.5) {
                row.add(night.from);
                end = night.until;
            } else {
                tooMany(person, row, end);
                row.clear();
            }
        }
        tooMany(person, row, end);
    }

    private void tooMany(String person, List<Instant> row, Instant end) {
        if (row.size() > NIGHTS) {
            found.put(
                    List.of(Warning.Kind.NIGHTS, person, row.getFirst()),
                    new Warning(
                            Warning.Kind.NIGHTS, schedule.id(), schedule.name(), row.getFirst(), end, List.of(person), List.of(),
                            row.size()));
        }
    }

    private record Night(Instant from, Instant until) {
        double share(List<Span> shifts) {
            long covered = 0;
            for (Span shift : shifts) {
                Instant start = later(from, shift.from());
                Instant end = sooner(until, shift.until());
                covered += start.isBefore(end) ? Duration.between(start, end).toSeconds() : 0;
            }
            return (double) covered / Math.max(1, Duration.between(from, until).toSeconds());
        }
    }

    private static List<Night> slept(Known known) {
        Window window = Window.everyDay(known.sleeps(), known.wakes());
        List<Night> nights = new ArrayList<>();
        for (People.Stay stay : known.stays()) {
            LocalDate day = LocalDate.ofInstant(stay.from(), stay.zone());
            for (; window.opens(day, stay.zone()).isBefore(stay.until()); day = day.plusDays(1)) {
                Instant opens = window.opens(day, stay.zone());
                if (!opens.isBefore(stay.from())) {
                    nights.add(new Night(opens, window.closes(day, stay.zone())));
                }
            }
        }
        return nights;
    }

    /** The same thing again only counts up. */
    private void add(Warning.Kind kind, Instant start, Instant end, List<String> who, List<String> what) {
        found.merge(
                List.of(kind, who, what),
                new Warning(kind, schedule.id(), schedule.name(), start, end, who, what, 1),
                (first, again) -> first.until().equals(again.from())
                        ? new Warning(
                                kind, first.schedule(), first.name(), first.from(), again.until(), who, what, first.times())
                        : new Warning(
                                kind, first.schedule(), first.name(), first.from(), first.until(), who, what, first.times() + 1));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant sooner(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
