package org.wakebell.bells.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.bells.agent.AgentFact;
import org.wakebell.bells.agent.Agents;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.SignedIn;

/** Home agents for programs. */
@RestController
@SignedIn
@RequestMapping("/api/v1/agents")
class AgentApi {

    /** @param owner whose home it is; whoever asks if it is not sent */
    record NewCode(@Nullable String owner) {}

    record Name(@Nullable String name) {}

    /** @param command what to type at home */
    record Made(String code, Instant expires, String command) {}

    private final Agents agents;

    AgentApi(Agents agents) {
        this.agents = agents;
    }

    /** @param owner a person's id; {@code all} for everyone's, which an admin may see */
    @GetMapping
    List<AgentFact> list(@RequestParam(defaultValue = "") String owner, Actor actor) {
        return owner.equals("all") ? agents.all(actor) : agents.of(actor, owner.isEmpty() ? actor.person() : owner);
    }

    /** A code for one pairing within ten minutes; told once. */
    @PostMapping("/codes")
    @ResponseStatus(HttpStatus.CREATED)
    Made code(@RequestBody(required = false) @Nullable NewCode sent, Actor actor, Page page) {
        String owner = sent == null || sent.owner == null ? actor.person() : sent.owner;
        Overview.Command made = AgentScreen.command(agents.code(actor, owner), page);
        return new Made(made.code().code(), made.code().expires(), made.line());
    }

    @GetMapping("/{id}")
    AgentFact one(@PathVariable String id, Actor actor) {
        return agents.agent(actor, id);
    }

    @PatchMapping("/{id}")
    AgentFact rename(@PathVariable String id, @RequestBody Name sent, Actor actor) {
        agents.rename(actor, id, sent.name == null ? "" : sent.name);
        return agents.agent(actor, id);
    }

    /** Devices it saw on its network when it last looked. */
    @GetMapping("/{id}/found")
    List<Agents.Device> found(@PathVariable String id, Actor actor) {
        return agents.found(actor, id);
    }

    /** Asks it to look again; what it finds is there some seconds later. */
    @PostMapping("/{id}/search")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void search(@PathVariable String id, Actor actor) {
        agents.search(actor, id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, Actor actor) {
        agents.revoke(actor, id);
    }
}
