package org.wakebell.paging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.web.Refusal;

/** Turns a step's target into people, each with the reason that will be shown. */
final class Whom {

    /** @param why a clause that can be read: {@code on call until 09:00 Asia/Seoul, rota "nights"} */
    record Found(Person person, String why) {}

    private final People people;
    private final OnCall oncall;

    Whom(People people, OnCall oncall) {
        this.people = people;
        this.oncall = oncall;
    }

    /** @param rung persons who were rung for this page already */
    List<Found> resolve(Policy.Target target, Service service, Instant at, Set<String> rung) {
        return switch (target) {
            case Policy.Target.OnCall t -> onCall(oncall.who(t.schedule(), at));
            case Policy.Target.Awake t -> oncall.whoCanHelp(service, List.of(t.schedule()), at).awake().stream()
                    .map(h -> new Found(h.person(), "awake first: " + h.why()))
                    .toList();
            case Policy.Target.NextAble t -> able(service).stream()
                    .filter(p -> !rung.contains(p.id()) && people.away(p.id(), at) == null)
                    .sorted(Comparator.comparing((Person p) -> !people.awake(p, at)).thenComparing(Person::name))
                    .limit(1)
                    .map(p -> new Found(p, "next who may help with " + service.name()))
                    .toList();
            case Policy.Target.Persons t -> people.those(t.ids()).stream()
                    .map(p -> new Found(p, "named by the policy"))
                    .toList();
            case Policy.Target.Everyone t -> everyone(service, at);
        };
    }

    /** On call and fall-backs of the service's schedules, people who may be asked first, and who is left out, each with why. */
    OnCall.CanHelp canHelp(Service service, List<String> schedules, Instant at) {
        return oncall.whoCanHelp(service, schedules, at);
    }

    private static List<Found> onCall(OnCall.OnDuty duty) {
        return duty.turns().stream()
                .map(t -> new Found(t.person(), duty.fallback() ? "nobody on call: " + t.why() : t.why()))
                .toList();
    }

    /** Whoever is on leave is left in peace, unless everybody is: a page that rings nobody helps nobody. */
    private List<Found> everyone(Service service, Instant at) {
        List<Found> there = lastResort(service).stream()
                .filter(found -> people.away(found.person().id(), at) == null)
                .toList();
        return there.isEmpty()
                ? lastResort(service).stream()
                        .map(found -> new Found(found.person(), found.why() + ", though on leave: all are"))
                        .toList()
                : there;
    }

    private List<Found> lastResort(Service service) {
        List<Person> able = able(service);
        if (!able.isEmpty()) {
            return able.stream()
                    .map(p -> new Found(p, "last resort: everyone who may help with " + service.name()))
                    .toList();
        }
        List<Found> all = new ArrayList<>();
        for (Person p : team(service)) {
            if (!onlyViews(p)) {
                all.add(new Found(p, "last resort: nobody has the rights, so everyone in the team"));
            }
        }
        return all;
    }

    /** Responders of the service's team who hold what it demands. */
    List<Person> able(Service service) {
        return team(service).stream()
                .filter(p -> p.is(Role.RESPONDER) && p.can(service.demands()))
                .toList();
    }

    /**
     * Someone chosen by hand.
     *
     * @throws Refusal if they may not help with this service
     */
    Person chosen(Service service, String id) {
        return people.person(id)
                .filter(p -> p.active() && p.is(Role.RESPONDER) && p.can(service.demands()))
                .orElseThrow(() -> Refusal.invalid("to", "That person may not help with " + service.name() + "."));
    }

    /** Triagers of the service's team; everyone who may judge if the team has none. */
    List<Person> triagers(Service service) {
        List<Person> own = team(service).stream().filter(p -> p.is(Role.TRIAGER)).toList();
        if (!own.isEmpty()) {
            return own;
        }
        List<Person> any = people.everyone().stream().filter(p -> p.is(Role.TRIAGER)).toList();
        return any.isEmpty() ? people.everyone().stream().filter(p -> p.is(Role.ADMIN)).toList() : any;
    }

    private List<Person> team(Service service) {
        List<Person> team = people.team(service.team());
        return team.isEmpty() ? people.everyone() : team;
    }

    private static boolean onlyViews(Person p) {
        return p.roles().stream().allMatch(r -> r == Role.VIEWER);
    }
}
