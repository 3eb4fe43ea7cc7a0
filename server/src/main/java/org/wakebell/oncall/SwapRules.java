package org.wakebell.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;

/** Which shifts may change hands, and what that would make of the schedules. Reads only. */
final class SwapRules {

    private final People people;
    private final Schedules schedules;

    SwapRules(People people, Schedules schedules) {
        this.people = people;
        this.schedules = schedules;
    }

    /** Whoever takes a shift must be somebody who may be rung; what they cannot do is a warning, not a refusal. */
    Person taker(String id) {
        Person person = people.person(id).orElseThrow(() -> Refusal.invalid("person", "choose a person from the list"));
        if (!person.active() || !person.is(Role.RESPONDER)) {
            throw Refusal.invalid("person", person.name() + " is not an active responder; choose somebody else");
        }
        return person;
    }

    static boolean whole(Rota rota, String person, Instant from, Instant until) {
        return rota.spans(from, until, Join.PEOPLE).stream().allMatch(span -> span.people().contains(person));
    }

    static boolean partly(Rota rota, String person, Instant from, Instant until) {
        return rota.spans(from, until, Join.PEOPLE).stream().anyMatch(span -> span.people().contains(person));
    }

    /** What makes a request impossible by now, as a sentence; empty if it is as it was asked. */
    String outOfDate(Swap swap, String taker, Instant now) {
        String gone = gone(swap.part(), swap.asker(), now);
        if (!gone.isEmpty() || swap.back() == null) {
            return gone;
        }
        return swap.back().from().isBefore(now)
                ? "The shift in return has begun meanwhile."
                : gone(swap.back(), taker, now);
    }

    private String gone(Swap.Part part, String person, Instant now) {
        Optional<Schedule> schedule = schedules.find(part.schedule());
        if (schedule.isEmpty()) {
            return "The schedule was deleted meanwhile.";
        }
        Instant from = part.from().isBefore(now) ? now : part.from();
        return from.isBefore(part.until()) && whole(schedule.get().rota(), person, from, part.until())
                ? ""
                : "The calendar changed meanwhile: " + name(person) + " is no longer on call in \""
                        + schedule.get().name() + "\" for the whole of that time.";
    }

    /** @throws Refusal 409 if one of the two is on call there then anyway */
    void notAlready(Swap.Part part, String person) {
        schedules.find(part.schedule()).ifPresent(schedule -> {
            if (partly(schedule.rota(), person, part.from(), part.until())) {
                throw Refusal.conflict(name(person) + " is on call in \"" + schedule.name() + "\" at that time already.");
            }
        });
    }

    /** Both directions, as overrides; one that has begun is taken from now on. */
    static List<Laid> laid(Swap swap, String taker, Instant now) {
        List<Laid> laid = new ArrayList<>(List.of(laid(swap.part(), taker, swap.asker(), now)));
        if (swap.back() != null) {
            laid.add(laid(swap.back(), swap.asker(), taker, now));
        }
        return laid;
    }

    record Laid(String schedule, Asked asked) {}

    private static Laid laid(Swap.Part part, String person, String insteadOf, Instant now) {
        Instant from = part.from().isBefore(now) ? now : part.from();
        return new Laid(
                part.schedule(),
                new Asked(Asked.Kind.REPLACE, person, insteadOf, new When.Exact(from), new When.Exact(part.until())));
    }

    /** The schedules as they would be. */
    List<Swaps.Would> would(Swap swap, String taker, Instant now) {
        List<Swaps.Would> all = new ArrayList<>();
        for (Laid laid : laid(swap, taker, now)) {
            Schedule was = schedules.find(laid.schedule()).orElse(null);
            if (was != null) {
                Instant from = laid.asked().from().start(was.zone());
                Instant until = laid.asked().until().end(was.zone());
                Schedule would = schedules.would(was, Ledger.change("preview" + all.size(), was, laid.asked(), now));
                all.add(new Swaps.Would(was, would, from, missing(would, from, until)));
            }
        }
        return all;
    }

    /** What is demanded and nobody on call in that time could do. */
    Set<String> missing(Schedule schedule, Instant from, Instant until) {
        Set<String> missing = new TreeSet<>();
        for (Span span : schedule.rota().spans(from, until, Join.PEOPLE)) {
            List<Person> there = people.those(span.people());
            if (!span.gap() && there.stream().noneMatch(p -> p.can(schedule.demands()))) {
                schedule.demands().stream()
                        .filter(demand -> there.stream().noneMatch(p -> p.can(Set.of(demand))))
                        .forEach(missing::add);
            }
        }
        return missing;
    }

    /** A shift from an instant until it ends, or until the taker is on call there anyway. @throws Refusal 409 if there is none to take */
    Swap.Part covered(Schedule schedule, String insteadOf, String person, Instant from) {
        Rota rota = schedule.rota();
        if (insteadOf.equals(person) || partly(rota, person, from, from.plusMillis(1))) {
            throw Refusal.conflict(name(person) + " is on call in \"" + schedule.name() + "\" at that time already.");
        }
        if (!whole(rota, insteadOf, from, from.plusMillis(1))) {
            throw Refusal.conflict(name(insteadOf) + " is not on call in \"" + schedule.name() + "\" at that time.");
        }
        Instant end = end(rota, insteadOf, from);
        Instant until = rota.shifts(from, end).stream()
                .filter(span -> span.people().contains(person))
                .map(Span::from)
                .findFirst()
                .orElse(end);
        return new Swap.Part(schedule.id(), from, until);
    }

    /** When the shift that somebody has at an instant ends: with their turn if it would never end. */
    static Instant end(Rota rota, String person, Instant at) {
        Instant until = rota.until(person, at);
        return until.equals(Instant.MAX)
                ? rota.spans(at, at.plus(Rota.HORIZON), Join.HANDOFFS).getFirst().until()
                : until;
    }

    String name(String id) {
        return people.person(id).map(Person::name).orElse(id);
    }
}
