package org.wakebell.paging.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** Pages for programs: what rings, and the acts of people. Whether an act counts is for {@link Paging} to say. */
@RestController
class PagesApi {

    record Story(Paging.PageFact page, List<Paging.RingFact> rings) {}

    /** @param to whom to pass it on, a person's id; missing: the next who may help */
    record Passing(@Nullable String to) {}

    /** @param heard ANSWERED, MORE (it counts, others must answer too), ALREADY (someone was first), SEEN (noted; the bell goes on), OVER */
    record Said(Paging.Heard heard, Paging.PageFact page) {}

    private final Paging paging;

    PagesApi(Paging paging) {
        this.paging = paging;
    }

    @Allow({Role.RESPONDER, Role.TRIAGER, Role.VIEWER})
    @GetMapping("/api/v1/pages")
    List<Paging.PageFact> open() {
        return paging.open();
    }

    @Allow({Role.RESPONDER, Role.TRIAGER, Role.VIEWER})
    @GetMapping("/api/v1/pages/{id}")
    Story one(@PathVariable("id") String id) {
        return new Story(fact(id), paging.rings(id));
    }

    @SignedIn
    @PostMapping("/api/v1/pages/{id}/answer")
    Said answer(@PathVariable("id") String id, Actor actor) {
        return new Said(paging.answer(actor, id, "up"), fact(id));
    }

    @SignedIn
    @PostMapping("/api/v1/pages/{id}/pass")
    Said pass(@PathVariable("id") String id, @RequestBody Passing body, Actor actor) {
        return new Said(paging.passOn(actor, id, body.to()), fact(id));
    }

    @SignedIn
    @PostMapping("/api/v1/pages/{id}/hush")
    Story hush(@PathVariable("id") String id, Actor actor) {
        paging.hush(actor, id);
        return one(id);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/api/v1/pages/{id}/help")
    Story help(@PathVariable("id") String id, Actor actor) {
        paging.help(actor, id);
        return one(id);
    }

    private Paging.PageFact fact(String id) {
        return paging.find(id).orElseThrow(() -> Refusal.missing("There is no such page."));
    }
}
