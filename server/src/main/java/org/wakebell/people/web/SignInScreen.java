package org.wakebell.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.access.Accounts;
import org.wakebell.people.access.Callers;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

@Controller
@Anyone("signing in is for whoever is not signed in; guesses are limited")
class SignInScreen {

    private final Accounts accounts;
    private final Callers callers;
    private final People people;

    SignInScreen(Accounts accounts, Callers callers, People people) {
        this.accounts = accounts;
        this.callers = callers;
        this.people = people;
    }

    @GetMapping("/sign-in")
    View form(@RequestParam(defaultValue = "/") String next, Optional<Actor> actor, Page page) {
        return actor.isPresent() ? Then.go(Then.inside(next)) : show(page, next, "", Wrong.NOTHING);
    }

    @PostMapping("/sign-in")
    View signIn(
            @RequestParam String email,
            @RequestParam String password,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Page page) {
        try {
            callers.enter(request, accounts.signIn(email, new Secret(password), request.getRemoteAddr()));
            return Then.go(Then.inside(next));
        } catch (Refusal refusal) {
            response.setStatus(
                    refusal.kind() == Refusal.Kind.TOO_MANY ? HttpStatus.TOO_MANY_REQUESTS.value() : HttpStatus.UNAUTHORIZED.value());
            return show(page, next, email, Wrong.of(page, "people.sign-in", refusal));
        }
    }

    @PostMapping("/sign-out")
    View signOut(@RequestParam(defaultValue = "") String next, HttpServletRequest request) {
        callers.leave(request);
        return Then.go(next.isEmpty() ? "/sign-in" : "/sign-in?next=" + URLEncoder.encode(Then.inside(next), StandardCharsets.UTF_8));
    }

    private View show(Page page, String next, String email, Wrong wrong) {
        return page.show("people/sign-in.jte", "next", next, "email", email, "wrong", wrong, "empty", people.anyone().isEmpty());
    }
}
