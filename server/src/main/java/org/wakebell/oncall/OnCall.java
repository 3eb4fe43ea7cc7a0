package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.db.Tx;

/** Who, at this instant, and why. Readable inside any transaction; opens its own read otherwise. */
public final class OnCall {

    /** How far back being on call counts as recently. */
    static final Duration RECENTLY = Duration.ofDays(28);

    private final Tx tx;
    private final Schedules schedules;
    private final People people;
    private final Reasons reasons;

    OnCall(Tx tx, Schedules schedules, People people) {
        this.tx = tx;
        this.schedules = schedules;
        this.people = people;
        this.reasons = new Reasons(people);
    }

    /**
     * Who is on call in a schedule at an instant. If nobody is, or only people whose account is off, the schedule's
     * fall-back, and {@code fallback} says so; empty only if the schedule has neither, or does not exist.
     */
    public OnDuty who(String schedule, Instant at) {
        return tx.read(() -> schedules
                .find(schedule)
                .map(found -> who(found, at))
                .orElse(new OnDuty(List.of(), false, Instant.MAX)));
    }

    /** {@link #who} for every schedule by name, in a handful of selects whatever their number. */
    public Map<Named, OnDuty> everywhere(Instant at) {
        return tx.read(() -> {
            Map<Named, OnDuty> all = new LinkedHashMap<>();
            Map<String, Person> everyone =
                    people.everyone().stream().collect(Collectors.toMap(Person::id, Function.identity()));
            for (Schedule schedule : schedules.all()) {
                all.put(new Named(schedule.id(), schedule.name()), who(schedule, at, id -> Optional.ofNullable(everyone.get(id))));
            }
            return all;
        });
    }

    private OnDuty who(Schedule schedule, Instant at) {
        return who(schedule, at, id -> people.person(id).filter(Person::active));
    }

    private OnDuty who(Schedule schedule, Instant at, Function<String, Optional<Person>> active) {
        Rota rota = schedule.rota();
        List<Seat> seats = rota.at(at);
        Instant until = rota.handoffs(at, 1).stream().findFirst().orElse(Instant.MAX);
        List<Turn> turns = new ArrayList<>();
        List<Seat> off = new ArrayList<>();
        for (Seat seat : seats) {
            active.apply(seat.person()).ifPresentOrElse(p -> turns.add(turn(schedule, seat, p, at)), () -> off.add(seat));
        }
        if (!turns.isEmpty()) {
            return new OnDuty(turns, false, until);
        }
        String why = reasons.fallback(schedule.name(), off);
        for (Person person : people.those(schedule.fallback())) {
            turns.add(new Turn(person, "fall-back", why, at, until));
        }
        return new OnDuty(turns, !turns.isEmpty(), until);
    }

    private Turn turn(Schedule schedule, Seat seat, Person person, Instant at) {
        Instant until = schedule.rota().until(seat.person(), at);
        Instant since = schedule.rota().since(seat.person(), at);
        Instant from = since.equals(Instant.MIN) ? at.minus(Rota.HORIZON) : since;
        return new Turn(
                person, Reasons.layer(seat), reasons.onCall(seat, schedule.zone(), at, until), from, until);
    }

    /**
     * People who are authorised and awake, best first, none of them on call in the schedule: whom to ask before a
     * sleeper is woken. Authorised: active, a responder, holding the given demands and the schedule's own. Best: awake
     * longest from now on, then fewest hours on call in this schedule in the last four weeks, then by name.
     */
    public List<Helper> awakeAndAble(String schedule, Set<String> demands, Instant at) {
        return tx.read(() -> {
            Optional<Schedule> found = schedules.find(schedule);
            Set<String> needed = new TreeSet<>(demands);
            found.ifPresent(s -> needed.addAll(s.demands()));
            Set<String> busy = found.map(s -> s.rota().at(at)).orElse(List.of()).stream()
                    .map(Seat::person)
                    .collect(Collectors.toSet());
            Map<String, Duration> load = found.map(s -> load(s.rota(), at)).orElse(Map.of());
            return people.everyone().stream()
                    .filter(p -> p.active() && p.is(Role.RESPONDER) && p.can(needed) && !busy.contains(p.id()))
                    .filter(p -> people.awake(p, at))
                    .sorted(Comparator.comparing((Person p) -> awakeLeft(p, at))
                            .reversed()
                            .thenComparing(p -> load.getOrDefault(p.id(), Duration.ZERO))
                            .thenComparing(Person::name)
                            .thenComparing(Person::id))
                    .map(p -> new Helper(p, Reasons.awake(people.zoneOf(p, at), needed, at)))
                    .toList();
        });
    }

    private Duration awakeLeft(Person person, Instant at) {
        Window day = Window.everyDay(person.wakes(), person.sleeps());
        ZoneId there = people.zoneOf(person, at);
        return day.open(at, there)
                ? Duration.between(at, day.edgeAfter(at, there))
                : Duration.ZERO;
    }

    private static Map<String, Duration> load(Rota rota, Instant at) {
        Map<String, Duration> load = new HashMap<>();
        for (Span span : rota.shifts(at.minus(RECENTLY), at)) {
            span.people().forEach(person -> load.merge(person, span.length(), Duration::plus));
        }
        return load;
    }

    /** The next instants, after the given one, at which {@link #who} of this schedule changes; at most {@code most}. */
    public List<Instant> handoffs(String schedule, Instant after, int most) {
        return schedules
                .find(schedule)
                .map(found -> found.rota().handoffs(after, most))
                .orElse(List.of());
    }

    /** One person's shifts in all schedules in {@code [from, to)}, cut to it, in order of time. */
    public List<Shift> shiftsOf(String person, Instant from, Instant to) {
        return schedules.all().stream()
                .flatMap(schedule -> schedule.rota().shifts(from, to).stream()
                        .filter(span -> span.people().contains(person))
                        .map(span -> new Shift(schedule.id(), schedule.name(), span.from(), span.until())))
                .sorted(Comparator.comparing(Shift::from).thenComparing(Shift::schedule))
                .toList();
    }

    /** Ids of all schedules. */
    public List<String> schedules() {
        return named().stream().map(Named::id).toList();
    }

    /** All schedules by name: for whoever must choose one. */
    public List<Named> named() {
        return schedules.all().stream().map(s -> new Named(s.id(), s.name())).toList();
    }

    /**
     * @param turns on call together, in order
     * @param until when this answer ends, or {@link Instant#MAX}
     */
    public record OnDuty(List<Turn> turns, boolean fallback, Instant until) {
        public OnDuty {
            turns = List.copyOf(turns);
        }
    }

    /**
     * @param why one readable clause: {@code on call until 09:00 Asia/Seoul, rota "nights"}
     * @param layer the layer that put them there, {@code override} or {@code fall-back}
     * @param from at most 400 days back
     * @param until or {@link Instant#MAX}
     */
    public record Turn(Person person, String layer, String why, Instant from, Instant until) {}

    public record Helper(Person person, String why) {}

    public record Shift(String schedule, String name, Instant from, Instant until) {}

    public record Named(String id, String name) {}
}
