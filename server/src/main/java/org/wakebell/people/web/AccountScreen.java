package org.wakebell.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.View;
import org.wakebell.people.Actor;
import org.wakebell.people.Clocks;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Register;
import org.wakebell.people.Role;
import org.wakebell.people.access.Accounts;
import org.wakebell.people.access.ApiTokens;
import org.wakebell.people.access.SessionRows;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** One's own hours, language, password, tokens and windows. */
@Controller
@SignedIn
class AccountScreen {

    private final People people;
    private final Register register;
    private final Accounts accounts;
    private final ApiTokens tokens;
    private final SessionRows sessions;
    private final Clocks clocks;

    AccountScreen(People people, Register register, Accounts accounts, ApiTokens tokens, SessionRows sessions, Clocks clocks) {
        this.people = people;
        this.register = register;
        this.accounts = accounts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.clocks = clocks;
    }

    @GetMapping("/account")
    View show(@RequestParam(defaultValue = "") String done, Actor actor, Page page) {
        return show(page, actor, PersonForm.of(me(actor), people.grants(actor.person())), "", done, Wrong.NOTHING);
    }

    /** What a person may change about themselves: how to reach them, where and when they are awake, their language. */
    @PostMapping("/account")
    View change(@RequestParam MultiValueMap<String, String> sent, Actor actor, HttpServletResponse response, Page page) {
        PersonForm own = PersonForm.of(me(actor), people.grants(actor.person()));
        PersonForm typed = PersonForm.of(sent);
        PersonForm form = new PersonForm(
                own.name(), own.email(), typed.phone(), typed.zone(), typed.wakes(), typed.sleeps(), own.roles(), own.capabilities(),
                own.teams(), typed.language(), typed.country());
        try {
            register.change(actor, actor.person(), form.draft());
            return Then.go("/account?done=saved");
        } catch (Refusal refusal) {
            return again(page, actor, form, refusal, response);
        }
    }

    /** What a browser says of the time, once a window; see {@link Clocks}. */
    @PostMapping("/account/clock")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clock(@RequestParam String zone, @RequestParam int offsetMinutes, Actor actor) {
        if (Math.abs(offsetMinutes) < 24 * 60) {
            clocks.said(actor.person(), "browser", "The browser", zone, 60 * offsetMinutes);
        }
    }

    @PostMapping("/account/password")
    View password(
            @RequestParam String old, @RequestParam String password, Actor actor, HttpServletRequest request, HttpServletResponse response, Page page) {
        try {
            accounts.changePassword(actor, new Secret(old), new Secret(password), request.getSession().getId());
            request.changeSessionId();
            return Then.go("/account?done=password");
        } catch (Refusal refusal) {
            return again(page, actor, PersonForm.of(me(actor), people.grants(actor.person())), refusal, response);
        }
    }

    @PostMapping("/account/elsewhere")
    View elsewhere(Actor actor, HttpServletRequest request) {
        accounts.signOutElsewhere(actor, request.getSession().getId());
        return Then.go("/account?done=elsewhere");
    }

    @PostMapping("/account/tokens")
    View token(
            @RequestParam String label,
            @RequestParam(defaultValue = "") List<Role> roles,
            Actor actor,
            HttpServletResponse response,
            Page page) {
        PersonForm form = PersonForm.of(me(actor), people.grants(actor.person()));
        try {
            String token = tokens.make(actor, label, new LinkedHashSet<>(roles)).reveal();
            return show(page, actor, form, token, "", Wrong.NOTHING);
        } catch (Refusal refusal) {
            return again(page, actor, form, refusal, response);
        }
    }

    @PostMapping("/account/tokens/{id}/revoke")
    View revoke(@PathVariable String id, Actor actor) {
        tokens.revoke(actor, id);
        return Then.go("/account?done=revoked");
    }

    private Person me(Actor actor) {
        return people.person(actor.person()).orElseThrow(() -> Refusal.missing("There is no such person."));
    }

    private View again(Page page, Actor actor, PersonForm form, Refusal refusal, HttpServletResponse response) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        return show(page, actor, form, "", "", Wrong.of(page, "people", refusal));
    }

    private View show(Page page, Actor actor, PersonForm form, String token, String done, Wrong wrong) {
        String said = Set.of("saved", "password", "elsewhere", "revoked").contains(done) ? page.t("people.account.done." + done) : "";
        return page.show(
                "people/account.jte",
                "it", form,
                "me", me(actor),
                "tokens", tokens.of(actor.person()),
                "windows", sessions.count(actor.person()),
                "token", token,
                "said", said,
                "wrong", wrong);
    }
}
