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
import org.wakebell.oncall.rotation.Around;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.Absence;
import org.wakebell.people.Grant;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
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
        Around around = schedule.rota().around(at);
        Instant until = around.handoff();
        List<Turn> turns = new ArrayList<>();
        List<Seat> off = new ArrayList<>();
        for (Seat seat : around.seats()) {
            active.apply(seat.person()).ifPresentOrElse(p -> turns.add(turn(schedule, around, seat, p, at)), () -> off.add(seat));
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

    private Turn turn(Schedule schedule, Around around, Seat seat, Person person, Instant at) {
        Instant until = around.until().getOrDefault(seat.person(), Instant.MAX);
        Instant since = around.since().getOrDefault(seat.person(), Instant.MIN);
        Instant from = since.equals(Instant.MIN) ? at.minus(Rota.HORIZON) : since;
        return new Turn(
                person, Reasons.layer(seat), reasons.onCall(seat, schedule.zone(), at, until), from, until);
    }

    /**
     * Whom a page about a service may reach at an instant: who is on call in each of the given schedules, and, apart,
     * people who are authorised and awake, best first, none of them on call: whom to ask before a sleeper is woken.
     * Authorised: a responder of the service's team (of everyone, if it has none) who holds what the service and the
     * schedules demand. Best: awake longest from then on, then fewest hours on call in these schedules in the last four
     * weeks, then by name. Authorised people who are off or asleep are left out, with the reason.
     */
    public CanHelp whoCanHelp(Service service, List<String> asked, Instant at) {
        return tx.read(() -> {
            List<Schedule> known = asked.stream().map(schedules::find).flatMap(Optional::stream).toList();
            Set<String> needed = new TreeSet<>(service.demands());
            known.forEach(schedule -> needed.addAll(schedule.demands()));
            Set<String> busy = known.stream()
                    .flatMap(schedule -> schedule.rota().at(at).stream())
                    .map(Seat::person)
                    .collect(Collectors.toSet());
            List<Person> able = team(service).stream()
                    .filter(p -> p.is(Role.RESPONDER) && holds(p, needed, at) && !busy.contains(p.id()))
                    .toList();
            return new CanHelp(asked.stream().map(schedule -> who(schedule, at)).toList(), awake(able, known, needed, at), left(able, at));
        });
    }

    /** The same of one schedule, whatever the service: anybody who holds what the schedule demands. */
    public CanHelp whoCanHelp(String schedule, Instant at) {
        return whoCanHelp(new Service("", "", "", Set.of()), List.of(schedule), at);
    }

    private List<Person> team(Service service) {
        List<Person> team = service.team().isEmpty() ? List.of() : people.team(service.team());
        return team.isEmpty() ? people.everyone() : team;
    }

    private boolean holds(Person person, Set<String> needed, Instant at) {
        Set<String> held = people.grants(person.id()).stream()
                .filter(grant -> grant.holds(at))
                .map(Grant::capability)
                .collect(Collectors.toSet());
        return held.containsAll(needed);
    }

    private List<Helper> awake(List<Person> able, List<Schedule> known, Set<String> needed, Instant at) {
        List<Person> awake = able.stream()
                .filter(p -> people.away(p.id(), at) == null && people.awake(p, at))
                .toList();
        Map<String, Duration> load = new HashMap<>();
        if (awake.size() > 1) { // four weeks of shifts are looked at only where there is a choice
            known.forEach(schedule -> load(schedule.rota(), at).forEach((id, hours) -> load.merge(id, hours, Duration::plus)));
        }
        return awake.stream()
                .sorted(Comparator.comparing((Person p) -> awakeLeft(p, at))
                        .reversed()
                        .thenComparing(p -> load.getOrDefault(p.id(), Duration.ZERO))
                        .thenComparing(Person::name)
                        .thenComparing(Person::id))
                .map(p -> new Helper(p, Reasons.awake(people.zoneOf(p, at), needed, at)))
                .toList();
    }

    private List<Helper> left(List<Person> able, Instant at) {
        List<Helper> left = new ArrayList<>();
        for (Person person : able) {
            Absence away = people.away(person.id(), at);
            if (away != null) {
                left.add(new Helper(person, Reasons.away(away, people.zoneOf(person, at), at)));
            } else if (!people.awake(person, at)) {
                left.add(new Helper(person, Reasons.asleep(people.zoneOf(person, at), at)));
            }
        }
        return left;
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

    /** When one person is on call in a schedule in {@code [from, until)}, cut to it, in order; none if there is no such schedule. */
    public List<Moved.Stretch> stretches(String schedule, String person, Instant from, Instant until) {
        return schedules.find(schedule).map(found -> Moved.of(found.rota(), person, from, until)).orElse(List.of());
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

    /**
     * @param onCall one answer for each schedule asked about, in that order
     * @param awake authorised, awake and not on call, best first
     * @param left authorised and not to be asked, by name: {@code off until …}, {@code asleep (03:12 in Seoul)}
     */
    public record CanHelp(List<OnDuty> onCall, List<Helper> awake, List<Helper> left) {
        public CanHelp {
            onCall = List.copyOf(onCall);
            awake = List.copyOf(awake);
            left = List.copyOf(left);
        }
    }

    public record Shift(String schedule, String name, Instant from, Instant until) {}

    public record Named(String id, String name) {}
}
