package org.wakebell.incident.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.incident.Suspensions;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** Whether an account may ring anybody. A person is named by id or mail address. */
@RestController
@RequestMapping("/api/v1/people/{person}/suspension")
class SuspensionApi {

    record Why(@Nullable String why) {}

    private final Suspensions suspensions;
    private final People people;

    SuspensionApi(Suspensions suspensions, People people) {
        this.suspensions = suspensions;
        this.people = people;
    }

    @SignedIn
    @GetMapping
    Suspensions.Suspension one(@PathVariable("person") String named) {
        return suspensions.of(person(named)).orElseThrow(() -> Refusal.missing("This account may ring people."));
    }

    /** For twelve hours; what rings already goes on. */
    @Allow(Role.RESPONDER)
    @PostMapping
    Suspensions.Suspension suspend(@PathVariable("person") String named, @RequestBody Why body, Actor actor) {
        return suspensions.suspend(actor, person(named), body.why() == null ? "" : body.why());
    }

    @Allow(Role.ADMIN)
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable("person") String named, Actor actor) {
        suspensions.lift(actor, person(named));
    }

    private String person(String named) {
        return people.person(named)
                .or(() -> people.byEmail(named))
                .map(Person::id)
                .orElseThrow(() -> Refusal.missing("There is no person \"" + named + "\"."));
    }
}
