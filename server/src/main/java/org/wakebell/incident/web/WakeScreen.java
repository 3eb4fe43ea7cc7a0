package org.wakebell.incident.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.incident.Confirming;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Then;

/** "Wake someone", without any alert, and the third one within an hour, which waits. Works without JavaScript. */
@Controller
class WakeScreen {

    /** Session attribute set by signing in: epoch milliseconds. */
    private static final String SIGNED_IN = "signed-in-at";

    private static final Duration RECENTLY = Duration.ofMinutes(10);

    private final Incidents incidents;
    private final Confirming confirming;
    private final Paging paging;
    private final People people;

    WakeScreen(Incidents incidents, Confirming confirming, Paging paging, People people) {
        this.incidents = incidents;
        this.confirming = confirming;
        this.paging = paging;
        this.people = people;
    }

    /** Choose, say why, press: those who would ring are named before the button. */
    @Allow({Role.RESPONDER, Role.TRIAGER})
    @GetMapping("/incidents/wake")
    View wake(@RequestParam(defaultValue = "") String service, Actor actor, HttpServletRequest request, Page page) {
        return page.show(
                "incident/wake.jte",
                "services", people.services(),
                "persons", people.everyone().stream().filter(p -> p.is(Role.RESPONDER)).toList(),
                "chosen", service,
                "plan", service.isEmpty() ? List.<Paging.Planned>of() : paging.plan(service, page.now()),
                "again", incidents.mustSignInAgain(actor) && !justSignedIn(request, page.now()));
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/wake")
    View wakes(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String why,
            Actor actor,
            HttpServletRequest request,
            Page page) {
        Set<String> persons = person.isEmpty() ? Set.of() : Set.of(person);
        boolean fresh = justSignedIn(request, page.now());
        return switch (confirming.wake(actor, new Incidents.ByHand(service, persons, why, fresh))) {
            case Confirming.Called.Rings rings -> Then.go("/incidents/" + rings.incident());
            case Confirming.Called.Waits waits -> Then.go("/incidents");
        };
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/waiting/{id}/confirm")
    View confirm(@PathVariable String id, Actor actor, HttpServletRequest request, Page page) {
        return Then.go("/incidents/" + confirming.confirm(actor, id, justSignedIn(request, page.now())));
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/incidents/waiting/{id}/drop")
    View drop(@PathVariable String id, Actor actor) {
        confirming.drop(actor, id);
        return Then.go("/incidents");
    }

    /** Whether this session began, or was confirmed by signing in again, within the last ten minutes. */
    static boolean justSignedIn(HttpServletRequest request, Instant now) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(SIGNED_IN) instanceof Long at
                && Instant.ofEpochMilli(at).plus(RECENTLY).isAfter(now);
    }
}
