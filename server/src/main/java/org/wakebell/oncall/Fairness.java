package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakebell.oncall.fair.Candidate;
import org.wakebell.oncall.fair.Life;
import org.wakebell.oncall.fair.Load;
import org.wakebell.oncall.fair.Loads;
import org.wakebell.oncall.fair.Proposal;
import org.wakebell.oncall.fair.Proposals;
import org.wakebell.oncall.fair.Quality;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/** Who carries how much, who should take a gap, and rotas that cost less sleep. It only ever looks. */
public final class Fairness {

    /** What somebody carried and will carry so far around a gap counts when it is offered. */
    static final Duration AROUND = Duration.ofDays(28);

    private static final Duration PLANNED = Duration.ofDays(400);

    private final Tx tx;
    private final Schedules schedules;
    private final People people;

    Fairness(Tx tx, Schedules schedules, People people) {
        this.tx = tx;
        this.schedules = schedules;
        this.people = people;
    }

    public record Share(Person person, Load load) {}

    /** @param shares of everyone who is or may be in turn, the heaviest first */
    public record Shares(Quality quality, List<Share> shares) {}

    /** Somebody who could take a stretch, and why so. */
    public record Offer(Person person, Candidate why) {}

    /** @param leftOut those who lack what is demanded */
    public record Proposed(List<Proposal> proposals, List<Person> leftOut) {}

    /** One schedule's over {@code [from, to)}, its past as it was; empty if there is no such schedule. */
    public Optional<Shares> of(String schedule, Instant from, Instant to) {
        return tx.read(() -> schedules.find(schedule).map(found -> shares(found, from, to)));
    }

    private Shares shares(Schedule schedule, Instant from, Instant to) {
        Rota rota = schedule.rota();
        Map<String, Load> loads = new HashMap<>(Loads.of(List.of(rota), from, to, id -> life(id, from, to)));
        turns(schedule, from, to).forEach(id -> loads.putIfAbsent(id, Load.NONE));
        List<Duration> unable = rota.spans(from, to, Join.PEOPLE).stream()
                .filter(span -> !span.gap() && !able(span.people(), schedule.demands()))
                .map(Span::length)
                .toList();
        Quality quality = Quality.of(Duration.between(from, to), Quality.gaps(rota, from, to), unable, loads);
        List<Share> shares = loads.entrySet().stream()
                .flatMap(one -> people.person(one.getKey()).map(person -> new Share(person, one.getValue())).stream())
                .sorted(Comparator.comparing((Share share) -> share.load().weighted())
                        .reversed()
                        .thenComparing(share -> share.person().name())
                        .thenComparing(share -> share.person().id()))
                .toList();
        return new Shares(quality, shares);
    }

    /** Active people in the layers that count in that time: who carries nothing has a share, too. */
    private Set<String> turns(Schedule schedule, Instant from, Instant to) {
        Set<String> turns = new LinkedHashSet<>();
        schedule.layers().stream()
                .filter(layer -> layer.begins().isBefore(to) && layer.ends().isAfter(from))
                .flatMap(layer -> layer.turns().stream())
                .flatMap(Collection::stream)
                .filter(id -> people.person(id).filter(Person::active).isPresent())
                .forEach(turns::add);
        return turns;
    }

    private boolean able(Collection<String> ids, Set<String> demands) {
        return ids.stream().anyMatch(id -> people.person(id).filter(p -> p.active() && p.can(demands)).isPresent());
    }

    /**
     * Who could be on call in a schedule over {@code [from, to)}, best first: active responders who are not away then
     * and not on call there already.
     */
    public List<Offer> offers(String schedule, Instant from, Instant to) {
        return tx.read(() -> {
            Optional<Schedule> found = schedules.find(schedule);
            if (found.isEmpty()) {
                return List.of();
            }
            Set<String> there = new LinkedHashSet<>();
            found.get().rota().spans(from, to, Join.PEOPLE).forEach(span -> there.addAll(span.people()));
            Instant start = from.minus(AROUND);
            Instant end = to.plus(AROUND);
            List<Rota> rotas = schedules.all().stream().map(Schedule::rota).toList();
            Map<String, Load> carried = Loads.of(rotas, start, end, id -> life(id, start, end));
            List<Candidate> candidates = people.everyone().stream()
                    .filter(p -> p.is(Role.RESPONDER) && !there.contains(p.id()) && !away(p, from, to))
                    .map(p -> Candidate.of(
                            life(p.id(), start, end), p.can(found.get().demands()), from, to,
                            carried.getOrDefault(p.id(), Load.NONE)))
                    .toList();
            return Candidate.ranked(candidates).stream()
                    .flatMap(one -> people.person(one.person()).map(person -> new Offer(person, one)).stream())
                    .toList();
        });
    }

    private boolean away(Person person, Instant from, Instant to) {
        return people.absences().stream()
                .anyMatch(one -> one.person().equals(person.id()) && one.away() && one.overlaps(from, to));
    }

    /**
     * Rotas round the clock for these people, best first, each tried for a year from the week after {@code from}.
     *
     * @param ids in the order in which they shall have their turns
     * @throws Refusal if nobody is left who may do what is demanded
     */
    public Proposed propose(ZoneId zone, List<String> ids, Set<String> demands, LocalDate from) {
        return tx.read(() -> {
            List<Person> chosen = people.those(ids);
            List<Person> able = chosen.stream().filter(p -> p.can(demands)).toList();
            if (able.isEmpty()) {
                throw Refusal.invalid("people", chosen.isEmpty()
                        ? "choose at least one person"
                        : "none of them may " + String.join(", ", demands));
            }
            Instant start = from.atStartOfDay(zone).toInstant();
            List<Life> lives = able.stream().map(p -> life(p.id(), start, start.plus(PLANNED))).toList();
            List<Person> leftOut = new ArrayList<>(chosen);
            leftOut.removeAll(able);
            return new Proposed(new Proposals(zone, lives, from).all(), leftOut);
        });
    }

    private Life life(String id, Instant from, Instant to) {
        return people.person(id)
                .map(person -> new Life(
                        id,
                        people.stays(person, from, to).stream()
                                .map(stay -> new Life.Place(stay.zone(), stay.from(), stay.until()))
                                .toList(),
                        person.wakes(),
                        person.sleeps(),
                        people.holidays(person, from, to).stream()
                                .map(off -> new Life.Holiday(off.from(), off.until()))
                                .toList()))
                .orElseGet(() -> Life.at(id, ZoneId.of("UTC"), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
    }
}
