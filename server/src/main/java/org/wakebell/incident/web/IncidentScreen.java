package org.wakebell.incident.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.incident.Confirming;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.incident.Suspensions;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;

/** Incidents, and one with its story and its rings. Works without JavaScript. */
@Controller
class IncidentScreen {

    private final Incidents incidents;
    private final Paging paging;
    private final People people;
    private final Rights rights;
    private final Suspensions suspensions;
    private final Confirming confirming;

    IncidentScreen(
            Incidents incidents, Paging paging, People people, Rights rights, Suspensions suspensions, Confirming confirming) {
        this.suspensions = suspensions;
        this.confirming = confirming;
        this.incidents = incidents;
        this.paging = paging;
        this.people = people;
        this.rights = rights;
    }

    @SignedIn
    @GetMapping("/incidents")
    View list(Page page, HttpServletRequest request) {
        List<Incident> newest = incidents.newest(100);
        return page.show(
                "incident/list.jte",
                "waiting", confirming.waiting(),
                "fresh", WakeScreen.justSignedIn(request, page.now()),
                "live", newest.stream().filter(i -> i.state().live() && !i.task()).toList(),
                "tasks", incidents.tasks(),
                "unlooked", newest.stream().filter(i -> i.state() == Incident.State.RECOVERED).toList(),
                "over",
                newest.stream()
                        .filter(i -> !i.state().live() && i.state() != Incident.State.RECOVERED)
                        .toList());
    }

    @SignedIn
    @GetMapping("/incidents/{id}")
    View one(@PathVariable String id, Actor actor, HttpServletRequest request, Page page) {
        Incident it = get(id);
        List<Rung> rings = rings(it, page);
        return page.show(
                "incident/one.jte",
                "it", it,
                "service", people.service(it.service()).map(Service::name).orElse(it.service()),
                "story", incidents.story(it.id()),
                "rings", rings,
                "next", Optional.ofNullable(it.state() == Incident.State.OPENED && !it.task() ? paging.nextStep(it.page()) : null),
                "offer", it.task() ? Offer.NONE : offer(it),
                "others", it.task() ? incidents.candidates(it.id()) : List.<Person>of(),
                "dueFor", people.person(it.dueFor()).map(Person::name).orElse(""),
                "rose", incidents.look(it.rose()),
                "again", it.task() && incidents.mustSignInAgain(actor) && !WakeScreen.justSignedIn(request, page.now()),
                "suspended", it.task() ? Optional.<Suspensions.Suspension>empty() : suspensions.of(it.openedBy()),
                "opener", !it.task() && people.person(it.openedBy()).isPresent() && !it.openedBy().equals(actor.person()),
                "respond", rights.mayAct(actor, it.service(), Role.RESPONDER),
                "own", it.task() || it.page().isEmpty() || paging.mayAnswer(actor, it.page()),
                "woken", rings.stream().anyMatch(r -> r.person().equals(actor.person()) && !r.outcome().isEmpty()),
                "triage", rights.mayAct(actor, it.service(), Role.TRIAGER));
    }

    private Offer offer(Incident it) {
        Paging.PageFact fact = it.page().isEmpty() ? null : paging.find(it.page()).orElse(null);
        String has = fact == null ? null : fact.answeredBy();
        if (fact == null || has == null || fact.state().equals("ENDED")) {
            return Offer.NONE;
        }
        String to = fact.offeredTo();
        return new Offer(has, name(has), to == null ? "" : to, to == null ? "" : name(to), paging.candidates(it.page()));
    }

    private String name(String person) {
        return people.person(person).map(Person::name).orElse(person);
    }

    private List<Rung> rings(Incident it, Page page) {
        return it.page().isEmpty()
                ? List.of()
                : paging.rings(it.page()).stream()
                        .map(r -> new Rung(
                                r.person(),
                                people.person(r.person()).map(p -> p.name()).orElse(r.person()),
                                r.bell(),
                                r.state(),
                                r.outcome(),
                                proved(r.proof(), page),
                                r.why(),
                                r.due(),
                                r.proofAt()))
                        .toList();
    }

    /** The proof of a loud bell is its kind and what the device added; of a soft one, the receipt as it came. */
    private static String proved(String proof, Page page) {
        String key = "bells.proof." + proof.split(" ", 2)[0];
        return page.knows(key) ? page.t(key) : proof;
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/incidents/{id}/own")
    View own(@PathVariable String id, Actor actor) {
        incidents.own(actor, get(id).id());
        return back(id);
    }

    /** A 912 to another person, at once. */
    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/{id}/hand")
    View hand(@PathVariable String id, @RequestParam String to, Actor actor) {
        incidents.hand(actor, get(id).id(), to);
        return back(id);
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/{id}/reopen")
    View reopen(@PathVariable String id, @RequestParam(defaultValue = "") String text, Actor actor) {
        incidents.reopen(actor, get(id).id(), text);
        return back(id);
    }

    /** A 912 becomes a 911: shown is the one that rings now. */
    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/{id}/rise")
    View rise(
            @PathVariable String id, @RequestParam(defaultValue = "") String why, Actor actor, HttpServletRequest request, Page page) {
        return back(incidents.rise(actor, get(id).id(), why, WakeScreen.justSignedIn(request, page.now())));
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/{id}/note")
    View note(@PathVariable String id, @RequestParam String text, Actor actor) {
        incidents.note(actor, get(id).id(), text);
        return back(id);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/incidents/{id}/resolve")
    View resolve(@PathVariable String id, @RequestParam(defaultValue = "") String text, Actor actor) {
        incidents.resolve(actor, get(id).id(), text);
        return back(id);
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/{id}/stand-down")
    View standDown(@PathVariable String id, @RequestParam(defaultValue = "") String why, Actor actor) {
        incidents.standDown(actor, get(id).id(), why);
        return back(id);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/incidents/{id}/help")
    View help(@PathVariable String id, Actor actor) {
        Incident it = get(id);
        rights.requireAct(actor, it.service(), Role.RESPONDER);
        paging.help(actor, it.page());
        return back(id);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/incidents/{id}/offer")
    View offer(@PathVariable String id, @RequestParam String to, Actor actor) {
        paging.offer(actor, get(id).page(), to);
        return back(id);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/incidents/{id}/accept")
    View accept(@PathVariable String id, Actor actor) {
        paging.accept(actor, get(id).page());
        return back(id);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/incidents/{id}/decline")
    View decline(@PathVariable String id, Actor actor) {
        paging.decline(actor, get(id).page());
        return back(id);
    }

    /** Whoever was woken for nothing takes the right to ring from the account that opened this, for 12 hours. */
    @Allow(Role.RESPONDER)
    @PostMapping("/incidents/{id}/suspend")
    View suspend(@PathVariable String id, @RequestParam(defaultValue = "") String why, Actor actor) {
        suspensions.suspend(actor, get(id).openedBy(), why);
        return back(id);
    }

    @Allow(Role.ADMIN)
    @PostMapping("/incidents/{id}/lift")
    View lift(@PathVariable String id, Actor actor) {
        suspensions.lift(actor, get(id).openedBy());
        return back(id);
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/{id}/right")
    View right(
            @PathVariable String id,
            @RequestParam boolean right,
            @RequestParam(defaultValue = "") String why,
            Actor actor) {
        incidents.rightToWake(actor, get(id).id(), right, why);
        return back(id);
    }

    private Incident get(String id) {
        return incidents.look(id).orElseThrow(() -> Refusal.missing("There is no such incident."));
    }

    private static View back(String id) {
        return Then.go("/incidents/" + id);
    }
}
