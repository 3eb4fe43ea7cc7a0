package org.wakebell.people.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Register;
import org.wakebell.people.Role;
import org.wakebell.people.Team;
import org.wakebell.people.access.Accounts;
import org.wakebell.people.access.Links;
import org.wakebell.people.access.Passwords;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** Everyone, their hours and rights; the services and who looks after them. All may look, admins change. */
@Controller
class PeopleScreen {

    private final People people;
    private final Register register;
    private final Accounts accounts;
    private final Links links;
    private final Passwords passwords;

    PeopleScreen(People people, Register register, Accounts accounts, Links links, Passwords passwords) {
        this.people = people;
        this.register = register;
        this.accounts = accounts;
        this.links = links;
        this.passwords = passwords;
    }

    @SignedIn
    @GetMapping("/people")
    View list(Page page) {
        return list(page, Wrong.NOTHING);
    }

    private View list(Page page, Wrong wrong) {
        List<Team> teams = people.teams();
        List<Line> lines = people.anyone().stream().map(p -> line(p, teams, page)).toList();
        List<Watched> services = people.services().stream()
                .map(s -> new Watched(s, names(teams, Set.of(s.team())), s.demands().stream().sorted().toList()))
                .toList();
        return page.show(
                "people/list.jte",
                "lines", lines, "teams", teams, "services", services, "headline", headline(page, lines), "wrong", wrong);
    }

    private Line line(Person p, List<Team> teams, Page page) {
        return new Line(
                p,
                people.awake(p, page.now()),
                p.roles().stream().sorted().map(r -> page.t("people.role." + r.name())).collect(Collectors.joining(", ")),
                p.capabilities().stream().sorted().collect(Collectors.joining(", ")),
                names(teams, p.teams()),
                passwords.has(p.id()),
                people.away(p.id(), page.now()));
    }

    private static String names(List<Team> teams, Set<String> some) {
        return teams.stream().filter(t -> some.contains(t.id())).map(Team::name).collect(Collectors.joining(", "));
    }

    /** How many could be reached without waking anyone. */
    private static String headline(Page page, List<Line> lines) {
        List<Line> active = lines.stream().filter(l -> l.person().active()).toList();
        long awake = active.stream().filter(Line::awake).count();
        return page.t("people.headline", active.size(), awake);
    }

    @Allow(Role.ADMIN)
    @GetMapping("/people/new")
    View fresh(Page page) {
        return form(page, "", PersonForm.empty(page.times().zone().getId(), page.language()), Wrong.NOTHING);
    }

    @Allow(Role.ADMIN)
    @PostMapping("/people/new")
    View add(@RequestParam MultiValueMap<String, String> sent, Actor actor, HttpServletResponse response, Page page) {
        PersonForm form = PersonForm.of(sent);
        try {
            String id = register.add(actor, form.draft());
            return invitation(actor, id, page);
        } catch (Refusal refusal) {
            return again(page, "", form, refusal, response);
        }
    }

    @Allow(Role.ADMIN)
    @GetMapping("/people/{id}")
    View edit(@PathVariable String id, Page page) {
        return form(page, id, PersonForm.of(known(id), people.grants(id)), Wrong.NOTHING);
    }

    @Allow(Role.ADMIN)
    @PostMapping("/people/{id}")
    View change(@PathVariable String id, @RequestParam MultiValueMap<String, String> sent, Actor actor, HttpServletResponse response, Page page) {
        PersonForm form = PersonForm.of(sent);
        try {
            register.change(actor, id, form.draft());
            return Then.go("/people");
        } catch (Refusal refusal) {
            return again(page, id, form, refusal, response);
        }
    }

    /** Makes a link and shows it, once. */
    @Allow(Role.ADMIN)
    @PostMapping("/people/{id}/invite")
    View invite(@PathVariable String id, Actor actor, Page page) {
        return invitation(actor, id, page);
    }

    @Allow(Role.ADMIN)
    @PostMapping("/people/{id}/deactivate")
    View deactivate(@PathVariable String id, Actor actor) {
        accounts.deactivate(actor, id);
        return Then.go("/people");
    }

    @Allow(Role.ADMIN)
    @PostMapping("/people/{id}/reactivate")
    View reactivate(@PathVariable String id, Actor actor) {
        register.reactivate(actor, id);
        return Then.go("/people");
    }

    @Allow(Role.ADMIN)
    @PostMapping("/people/teams")
    View addTeam(@RequestParam String name, Actor actor, HttpServletResponse response, Page page) {
        try {
            register.addTeam(actor, name);
            return Then.go("/people");
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return list(page, new Wrong("", Wrong.of(page, "people.team", refusal).message()));
        }
    }

    @Allow(Role.ADMIN)
    @PostMapping("/people/services")
    View saveService(
            @RequestParam(defaultValue = "") String id,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "") String demands,
            Actor actor,
            HttpServletResponse response,
            Page page) {
        Set<String> needed = Arrays.stream(demands.split(",")).map(String::strip).filter(d -> !d.isEmpty()).collect(Collectors.toSet());
        try {
            if (id.isEmpty()) {
                register.addService(actor, name, team, needed);
            } else {
                register.changeService(actor, id, name, team, needed);
            }
            return Then.go("/people");
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return list(page, Wrong.of(page, "people.service", refusal));
        }
    }

    private View invitation(Actor actor, String id, Page page) {
        String key = links.invite(actor, id).reveal();
        return page.show("people/invited.jte", "guest", known(id), "link", page.absolute("/invite?key=" + key));
    }

    private View again(Page page, String id, PersonForm form, Refusal refusal, HttpServletResponse response) {
        response.setStatus(refusal.kind() == Refusal.Kind.INVALID ? HttpStatus.BAD_REQUEST.value() : HttpStatus.CONFLICT.value());
        return form(page, id, form, Wrong.of(page, "people", refusal));
    }

    private View form(Page page, String id, PersonForm form, Wrong wrong) {
        boolean active = id.isEmpty() || known(id).active();
        return page.show("people/edit.jte", "id", id, "it", form, "teams", people.teams(), "active", active, "wrong", wrong);
    }

    private Person known(String id) {
        return people.person(id).orElseThrow(() -> Refusal.missing("There is no such person."));
    }
}
