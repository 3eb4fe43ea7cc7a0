package org.wakebell.people.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Register;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.people.Team;
import org.wakebell.people.access.Accounts;
import org.wakebell.people.access.Links;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

@RestController
@RequestMapping("/api/v1")
class PeopleApi {

    /** @param demands capabilities that a responder needs here */
    record ServiceJson(String name, String team, Set<String> demands) {}

    record TeamJson(String name) {}

    private final People people;
    private final Register register;
    private final Accounts accounts;
    private final Links links;

    PeopleApi(People people, Register register, Accounts accounts, Links links) {
        this.people = people;
        this.register = register;
        this.accounts = accounts;
        this.links = links;
    }

    @SignedIn
    @GetMapping("/people")
    List<PersonJson> everyone() {
        return people.anyone().stream().map(this::json).toList();
    }

    @SignedIn
    @GetMapping("/people/{id}")
    PersonJson one(@PathVariable String id) {
        return people.person(id).map(this::json).orElseThrow(() -> Refusal.missing("There is no such person."));
    }

    @Allow(Role.ADMIN)
    @PostMapping("/people")
    @ResponseStatus(HttpStatus.CREATED)
    PersonJson add(@RequestBody PersonJson sent, Actor actor) {
        return one(register.add(actor, sent.draft()));
    }

    @Allow(Role.ADMIN)
    @PutMapping("/people/{id}")
    PersonJson change(@PathVariable String id, @RequestBody PersonJson sent, Actor actor) {
        register.change(actor, id, sent.draft());
        return one(id);
    }

    @Allow(Role.ADMIN)
    @DeleteMapping("/people/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deactivate(@PathVariable String id, Actor actor) {
        accounts.deactivate(actor, id);
    }

    @Allow(Role.ADMIN)
    @PostMapping("/people/{id}/reactivate")
    PersonJson reactivate(@PathVariable String id, Actor actor) {
        register.reactivate(actor, id);
        return one(id);
    }

    /** A one-time link, shown only in this answer. */
    @Allow(Role.ADMIN)
    @PostMapping("/people/{id}/invite")
    Map<String, String> invite(@PathVariable String id, Actor actor, Page page) {
        return Map.of("link", page.absolute("/invite?key=" + links.invite(actor, id).reveal()));
    }

    @SignedIn
    @GetMapping("/teams")
    List<Team> teams() {
        return people.teams();
    }

    @Allow(Role.ADMIN)
    @PostMapping("/teams")
    @ResponseStatus(HttpStatus.CREATED)
    Team addTeam(@RequestBody TeamJson sent, Actor actor) {
        String id = register.addTeam(actor, sent.name);
        return people.teams().stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow();
    }

    @SignedIn
    @GetMapping("/services")
    List<Service> services() {
        return people.services();
    }

    @SignedIn
    @GetMapping("/services/{id}")
    Service service(@PathVariable String id) {
        return people.service(id).orElseThrow(() -> Refusal.missing("There is no such service."));
    }

    @Allow(Role.ADMIN)
    @PostMapping("/services")
    @ResponseStatus(HttpStatus.CREATED)
    Service addService(@RequestBody ServiceJson sent, Actor actor) {
        return service(register.addService(actor, sent.name, sent.team == null ? "" : sent.team, sent.demands == null ? Set.of() : sent.demands));
    }

    @Allow(Role.ADMIN)
    @PutMapping("/services/{id}")
    Service changeService(@PathVariable String id, @RequestBody ServiceJson sent, Actor actor) {
        register.changeService(
                actor, id, sent.name, sent.team == null ? "" : sent.team, sent.demands == null ? Set.of() : sent.demands);
        return service(id);
    }

    private PersonJson json(Person person) {
        return PersonJson.of(person, people.grants(person.id()));
    }
}
