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
import org.wakebell.people.Team;
import org.wakebell.people.Watcher;
import org.wakebell.platform.web.Refusal;

/** Turns a step's target into people, each with the reason that will be shown. */
final class Whom {

    /** @param why a clause that can be read: {@code on call until 09:00 Asia/Seoul, rota "nights"} */
    record Found(Person person, String why) {}

    private final People people;
    private final OnCall oncall;
    private final Up up;

    Whom(People people, OnCall oncall, Up up) {
        this.up = up;
        this.people = people;
        this.oncall = oncall;
    }

    /** @param rung persons who were rung for this page already */
    List<Found> resolve(Policy.Target target, Service service, Instant at, Set<String> rung) {
        return switch (target) {
            case Policy.Target.OnCall t -> onCall(oncall.who(t.schedule(), at));
            case Policy.Target.Awake t -> awake(service, t.schedule(), at);
            case Policy.Target.NextAble t -> able(service).stream()
                    .filter(p -> !rung.contains(p.id()) && people.away(p.id(), at) == null)
                    .sorted(Comparator.comparing((Person p) -> !people.awake(p, at)).thenComparing(Person::name))
                    .limit(1)
                    .map(p -> new Found(p, "next who may help with " + service.name()))
                    .toList();
            case Policy.Target.Persons t when t.ids().contains(Watcher.ID) -> List.of(new Found(Watcher.PERSON, "the pulse"));
            case Policy.Target.Persons t -> people.those(t.ids()).stream()
                    .map(p -> new Found(p, "named by the policy"))
                    .toList();
            case Policy.Target.Team t -> there(team(service, t.id()), at);
            case Policy.Target.Everyone t -> there(lastResort(service), at);
        };
    }

    /** Awake by the clock, or because they answered another 911 within the hour. */
    private List<Found> awake(Service service, String schedule, Instant at) {
        OnCall.CanHelp can = oncall.whoCanHelp(service, List.of(schedule), at);
        List<Found> found = new ArrayList<>();
        can.awake().forEach(h -> found.add(new Found(h.person(), "awake first: " + h.why())));
        for (OnCall.Helper left : can.left()) {
            Instant since = people.away(left.person().id(), at) != null ? null : up.since(left.person().id(), "", at);
            if (since != null) {
                found.add(new Found(left.person(), "awake first: answered another 911 at " + Rings.clock(left.person(), since).substring(0, 5)));
            }
        }
        return found;
    }

    private List<Found> team(Service service, String team) {
        String name = people.teams().stream().filter(t -> t.id().equals(team)).map(Team::name).findFirst().orElse(team);
        List<Person> all = people.team(team);
        List<Person> able = all.stream().filter(p -> p.is(Role.RESPONDER) && p.can(service.demands())).toList();
        return able.isEmpty()
                ? all.stream().filter(p -> !onlyViews(p)).map(p -> new Found(p, "team " + name + ", where nobody has the rights")).toList()
                : able.stream().map(p -> new Found(p, "team " + name)).toList();
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
    private List<Found> there(List<Found> all, Instant at) {
        List<Found> there = all.stream()
                .filter(found -> people.away(found.person().id(), at) == null)
                .toList();
        return there.isEmpty()
                ? all.stream().map(found -> new Found(found.person(), found.why() + ", though on leave: all are")).toList()
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
