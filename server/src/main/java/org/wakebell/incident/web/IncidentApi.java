package org.wakebell.incident.web;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.incident.Confirming;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** What the incident screens do, for programs. An incident is named by its id or its number. Instants are in UTC. */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentApi {

    record IncidentView(
            String id,
            long number,
            String service,
            String title,
            List<String> facts,
            String state,
            Instant since,
            Instant opened,
            String why,
            String answeredBy,
            @Nullable Instant answeredAt,
            String owner,
            @Nullable String offeredTo,
            @Nullable Instant endedAt,
            String page,
            String grade,
            @Nullable Instant due,
            String rose) {}

    record Detail(IncidentView incident, List<Incidents.Line> story, List<Paging.RingFact> rings) {}

    /**
     * Someone to wake: a service (id or name), persons (ids or mail addresses), or both; {@code why} is what they read.
     *
     * @param grade {@code 911} (unless said otherwise), or {@code 912}: it wakes nobody and is due within the day
     */
    record Wake(@Nullable String service, @Nullable List<String> persons, @Nullable String why, @Nullable String grade) {}

    /**
     * @param id and {@code number}: the incident; empty and 0 while it waits
     * @param plan who rings, in order, and why
     * @param waiting what nobody was rung for yet: an account's third within an hour, until a second person confirms it
     */
    record Woken(String id, long number, List<Paging.Planned> plan, Confirming.@Nullable Waiting waiting) {}

    /** @param to a person's id or mail address */
    record Offered(@Nullable String to) {}

    record Text(@Nullable String text) {}

    /** @param right whether it was right to wake the person who says so; {@code why} may be missing */
    record Right(@Nullable Boolean right, @Nullable String why) {}

    private final Clock clock;
    private final Incidents incidents;
    private final Confirming confirming;
    private final Paging paging;
    private final People people;

    IncidentApi(Clock clock, Incidents incidents, Confirming confirming, Paging paging, People people) {
        this.confirming = confirming;
        this.clock = clock;
        this.incidents = incidents;
        this.paging = paging;
        this.people = people;
    }

    @SignedIn
    @GetMapping
    List<IncidentView> list() {
        return incidents.newest(200).stream().map(this::view).toList();
    }

    @SignedIn
    @GetMapping("/{id}")
    Detail one(@PathVariable String id) {
        Incident it = get(id);
        return new Detail(
                view(it), incidents.story(it.id()), it.page().isEmpty() ? List.of() : paging.rings(it.page()));
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping
    ResponseEntity<Woken> wake(@RequestBody Wake body, Actor actor) {
        String service = service(body.service());
        Set<String> persons = body.persons() == null
                ? Set.of()
                : body.persons().stream().map(this::person).collect(java.util.stream.Collectors.toSet());
        String why = body.why() == null ? "" : body.why();
        if (task(body.grade())) {
            List<Paging.Planned> told = service.isEmpty() ? List.of() : paging.planTask(service, clock.instant());
            String made = incidents.task(actor, new Incidents.ByHand(service, persons, why, false));
            return ResponseEntity.status(HttpStatus.CREATED).body(new Woken(made, get(made).number(), told, null));
        }
        List<Paging.Planned> plan = service.isEmpty() ? List.of() : paging.plan(service, clock.instant());
        return switch (confirming.wake(actor, new Incidents.ByHand(service, persons, why, false))) {
            case Confirming.Called.Rings rings ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .body(new Woken(rings.incident(), get(rings.incident()).number(), plan, null));
            case Confirming.Called.Waits waits -> ResponseEntity.accepted().body(new Woken("", 0, plan, waits.waiting()));
        };
    }

    /** 911s by hand that wait for a second person, oldest first. */
    @SignedIn
    @GetMapping("/waiting")
    List<Confirming.Waiting> waiting() {
        return confirming.waiting();
    }

    /** By another person than the one who asked. */
    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/waiting/{id}/confirm")
    Detail confirm(@PathVariable String id, Actor actor) {
        return one(confirming.confirm(actor, id, false));
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/waiting/{id}/drop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable String id, Actor actor) {
        confirming.drop(actor, id);
    }

    private static boolean task(@Nullable String grade) {
        if (grade == null || grade.equals("911")) {
            return false;
        }
        if (grade.equals("912")) {
            return true;
        }
        throw Refusal.invalid("grade", "An incident is a 911 or a 912, not \"" + grade + "\".");
    }

    /** A 912 to another person, at once. */
    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/{id}/hand")
    Detail hand(@PathVariable String id, @RequestBody Offered body, Actor actor) {
        incidents.hand(actor, get(id).id(), recipient(body));
        return one(id);
    }

    /** A 912 is not done after all. */
    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/{id}/reopen")
    Detail reopen(@PathVariable String id, @RequestBody Text body, Actor actor) {
        incidents.reopen(actor, get(id).id(), text(body));
        return one(id);
    }

    /** A 912 becomes a 911. Answers with the 911. */
    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/{id}/rise")
    @ResponseStatus(HttpStatus.CREATED)
    Detail rise(@PathVariable String id, @RequestBody Text body, Actor actor) {
        return one(incidents.rise(actor, get(id).id(), text(body), false));
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/{id}/own")
    Detail own(@PathVariable String id, Actor actor) {
        incidents.own(actor, get(id).id());
        return one(id);
    }

    /** Hand it over: it stays with whoever has it until the other one accepts. */
    @Allow(Role.RESPONDER)
    @PostMapping("/{id}/offer")
    Detail offer(@PathVariable String id, @RequestBody Offered body, Actor actor) {
        paging.offer(actor, get(id).page(), recipient(body));
        return one(id);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/{id}/accept")
    Detail accept(@PathVariable String id, Actor actor) {
        paging.accept(actor, get(id).page());
        return one(id);
    }

    /** By the one it was offered to; by the one who offered it, it takes the offer back. */
    @Allow(Role.RESPONDER)
    @PostMapping("/{id}/decline")
    Detail decline(@PathVariable String id, Actor actor) {
        paging.decline(actor, get(id).page());
        return one(id);
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/{id}/notes")
    Detail note(@PathVariable String id, @RequestBody Text body, Actor actor) {
        incidents.note(actor, get(id).id(), text(body));
        return one(id);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/{id}/resolve")
    Detail resolve(@PathVariable String id, @RequestBody Text body, Actor actor) {
        incidents.resolve(actor, get(id).id(), text(body));
        return one(id);
    }

    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/{id}/stand-down")
    Detail standDown(@PathVariable String id, @RequestBody Text body, Actor actor) {
        incidents.standDown(actor, get(id).id(), text(body));
        return one(id);
    }

    /** "Was it right to wake you?", answered by whoever was woken. */
    @Allow({Role.RESPONDER, Role.TRIAGER})
    @PostMapping("/{id}/right")
    Detail right(@PathVariable String id, @RequestBody Right body, Actor actor) {
        if (body.right() == null) {
            throw Refusal.invalid("right", "Say true or false: was it right to wake you?");
        }
        incidents.rightToWake(actor, get(id).id(), body.right(), body.why() == null ? "" : body.why());
        return one(id);
    }

    private static String text(Text body) {
        return body.text() == null ? "" : body.text();
    }

    private String service(@Nullable String named) {
        if (named == null || named.isBlank()) {
            return "";
        }
        return people.services().stream()
                .filter(s -> s.id().equals(named) || s.name().equalsIgnoreCase(named.strip()))
                .map(Service::id)
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("service", "There is no service \"" + named + "\"."));
    }

    private String recipient(Offered body) {
        if (body.to() == null) {
            throw Refusal.invalid("to", "Say to whom: a person's id or mail address.");
        }
        return person(body.to());
    }

    private String person(String named) {
        return people.person(named)
                .or(() -> people.byEmail(named))
                .map(p -> p.id())
                .orElseThrow(() -> Refusal.invalid("persons", "There is no person \"" + named + "\"."));
    }

    private Incident get(String id) {
        return incidents.look(id).orElseThrow(() -> Refusal.missing("There is no such incident."));
    }

    private @Nullable String offeredTo(Incident it) {
        return it.state().live() && !it.task() && !it.page().isEmpty()
                ? paging.find(it.page()).map(Paging.PageFact::offeredTo).orElse(null)
                : null;
    }

    private IncidentView view(Incident it) {
        return new IncidentView(
                it.id(),
                it.number(),
                it.service(),
                it.title(),
                it.facts(),
                it.state().name().toLowerCase(java.util.Locale.ROOT),
                it.since(),
                it.opened(),
                it.why(),
                it.answeredName(),
                it.answeredAt(),
                it.ownerName(),
                offeredTo(it),
                it.endedAt(),
                it.page(),
                it.grade(),
                it.due(),
                it.rose());
    }
}
