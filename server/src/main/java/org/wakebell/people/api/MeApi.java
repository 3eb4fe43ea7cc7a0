package org.wakebell.people.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Register;
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
    private final Register register;
    private final ApiTokens tokens;

    MeApi(People people, Register register, ApiTokens tokens) {
        this.people = people;
        this.register = register;
        this.tokens = tokens;
    }

    @GetMapping
    PersonJson me(Actor actor) {
        return people.person(actor.person())
                .map(p -> PersonJson.of(p, people.grants(p.id())))
                .orElseThrow(() -> Refusal.missing("There is no such person."));
    }

    /**
     * What a person may change about themselves: how to reach them, where and when they are awake, their language. A
     * field that is not sent stays.
     */
    record Own(
            @Nullable String phone,
            @Nullable String zone,
            @Nullable String wakes,
            @Nullable String sleeps,
            @Nullable String language,
            @Nullable String country) {}

    @PatchMapping
    PersonJson change(@RequestBody Own sent, Actor actor) {
        PersonJson was = me(actor);
        PersonJson own = new PersonJson(
                was.id(), was.name(), was.email(), given(sent.phone, was.phone()), Objects.requireNonNullElse(sent.zone, was.zone()),
                given(sent.wakes, was.wakes()), given(sent.sleeps, was.sleeps()), was.roles(), was.capabilities(), was.teams(),
                given(sent.language, was.language()), given(sent.country, was.country()), was.here(), was.active());
        register.change(actor, actor.person(), own.draft());
        return me(actor);
    }

    private static @Nullable String given(@Nullable String sent, @Nullable String was) {
        return sent == null ? was : sent;
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
