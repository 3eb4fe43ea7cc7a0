package org.wakebell.oncall;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wakebell.people.Absence;
import org.wakebell.people.Absences;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.People;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Person;
import org.wakebell.people.Role;

/** The team of the talk, under short names: Mina in Seoul, Joe in Vancouver, Paul in Los Angeles, Ana triages. */
public final class Folk {

    private final PeopleRoom room;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    public Folk(PeopleRoom room) {
        this.room = room;
        settle("mina", "Mina Park", "Asia/Seoul", Role.RESPONDER, "prod-write", "database");
        settle("joe", "Joe Kim", "America/Vancouver", Role.RESPONDER, "prod-write");
        settle("paul", "Paul Lee", "America/Los_Angeles", Role.RESPONDER, "prod-write", "database");
        settle("ana", "Ana Ruiz", "America/Vancouver", Role.TRIAGER);
    }

    public void settle(String called, String name, String zone, Role role, String... may) {
        Draft draft = Draft.of(name, called + "@example.com", zone).as(role).awake("07:00", "23:00");
        ids.put(called, room.register().add(Actor.system(), may.length == 0 ? draft : draft.able(may)));
    }

    public void phone(String called, String number) {
        Person p = people().person(id(called)).orElseThrow();
        Draft draft = Draft.of(p.name(), p.email(), p.zone().getId());
        room.register().change(Actor.system(), p.id(), new Draft(
                draft.name(), draft.email(), number, draft.zone(), draft.wakes(), draft.sleeps(), p.roles(),
                draft.capabilities(), draft.teams(), draft.language(), draft.country()));
    }

    public void leave(String called) {
        room.register().deactivate(Actor.system(), id(called));
    }

    /** Their id; a name nobody has is no id of anybody. */
    public String id(String called) {
        return ids.getOrDefault(called, called);
    }

    public List<String> ids(String... called) {
        return List.of(called).stream().map(this::id).toList();
    }

    public String called(String id) {
        return ids.entrySet().stream()
                .filter(e -> e.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(id);
    }

    public Actor actor(String called) {
        Person person = people().person(id(called)).orElseThrow();
        return new Actor(person.id(), person.name(), Set.copyOf(person.roles()), Actor.Via.SCREEN);
    }

    public void vacation(String called, String from, String until) {
        room.absences().add(Actor.system(), new Absence.Asked(id(called), Absence.Kind.AWAY, from, until, "", ""));
    }

    /** On leave or travelling, and to be called all the same. */
    public void travel(String called, String from, String until, String zone) {
        room.absences().add(Actor.system(), new Absence.Asked(id(called), Absence.Kind.WITH_DUTY, from, until, zone, ""));
    }

    /** What they may do until when, and whose holidays they keep. */
    public void change(String called, Draft draft) {
        room.register().change(Actor.system(), id(called), draft);
    }

    public Absences absences() {
        return room.absences();
    }

    public People people() {
        return room.people();
    }
}
