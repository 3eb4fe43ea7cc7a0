package org.wakebell.oncall;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakebell.oncall.rotation.Window;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Service;

/** A small town: people kept in a map. */
public final class Folk implements People {

    public final List<String> audit = new ArrayList<>();
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, Instant> acts = new HashMap<>();

    /** The team of the talk: Mina in Seoul, Joe in Vancouver, Paul in San Francisco, Ana triages in Vancouver. */
    public static Folk ofTheTalk() {
        Folk folk = new Folk();
        folk.settle("mina", "Mina Park", "Asia/Seoul", Role.RESPONDER, "prod-write", "database");
        folk.settle("joe", "Joe Kim", "America/Vancouver", Role.RESPONDER, "prod-write");
        folk.settle("paul", "Paul Lee", "America/Los_Angeles", Role.RESPONDER, "prod-write", "database");
        folk.settle("ana", "Ana Ruiz", "America/Vancouver", Role.TRIAGER);
        return folk;
    }

    public void settle(String id, String name, String zone, Role role, String... may) {
        people.put(id, new Person(id, name, id + "@example.com", "", ZoneId.of(zone), LocalTime.of(7, 0),
                LocalTime.of(23, 0), Set.of(role), Set.of(may), Set.of(), Locale.ENGLISH, true));
    }

    public void leave(String id) {
        people.computeIfPresent(id, (i, p) -> new Person(i, p.name(), p.email(), p.phone(), p.zone(), p.wakes(),
                p.sleeps(), p.roles(), p.capabilities(), p.teams(), p.language(), false));
    }

    public Actor actor(String id) {
        Person person = people.get(id);
        return person == null
                ? Actor.system()
                : new Actor(id, person.name(), person.roles(), Actor.Via.SCREEN);
    }

    @Override
    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    @Override
    public List<Person> everyone() {
        return people.values().stream()
                .filter(Person::active)
                .sorted(Comparator.comparing(Person::name))
                .toList();
    }

    @Override
    public List<Person> team(String team) {
        return everyone().stream().filter(p -> p.teams().contains(team)).toList();
    }

    @Override
    public Optional<Service> service(String id) {
        return Optional.empty();
    }

    @Override
    public List<Service> services() {
        return List.of();
    }

    @Override
    public boolean awake(Person person, Instant at) {
        Instant act = acts.get(person.id());
        return Window.everyDay(person.wakes(), person.sleeps()).open(at, person.zone())
                || (act != null && act.plusSeconds(15 * 60).isAfter(at));
    }

    @Override
    public void acted(String person, Instant at) {
        acts.put(person, at);
    }

    @Override
    public void audit(Actor by, String what, String object, String detail) {
        audit.add(by.person() + " " + what);
    }
}
