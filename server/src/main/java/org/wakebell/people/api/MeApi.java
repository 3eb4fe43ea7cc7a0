package org.wakebell.people.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.people.access.ApiTokens;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** Whoever asks, and their tokens. */
@RestController
@SignedIn
@RequestMapping("/api/v1/me")
class MeApi {

    record TokenJson(String label, Set<Role> roles) {}

    private final People people;
    private final ApiTokens tokens;

    MeApi(People people, ApiTokens tokens) {
        this.people = people;
        this.tokens = tokens;
    }

    @GetMapping
    PersonJson me(Actor actor) {
        return people.person(actor.person())
                .map(p -> PersonJson.of(p, people.grants(p.id())))
                .orElseThrow(() -> Refusal.missing("There is no such person."));
    }

    @GetMapping("/tokens")
    List<ApiTokens.Token> tokens(Actor actor) {
        return tokens.of(actor.person());
    }

    /** A token cannot make another: a leaked one must die with its revocation. */
    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, String> make(@RequestBody TokenJson sent, Actor actor) {
        if (actor.via() != Actor.Via.SCREEN) {
            throw Refusal.forbidden("Tokens are made by someone who signed in, on the account page.");
        }
        return Map.of("token", tokens.make(actor, sent.label == null ? "" : sent.label, sent.roles == null ? Set.of() : sent.roles).reveal());
    }

    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, Actor actor) {
        tokens.revoke(actor, id);
    }
}
