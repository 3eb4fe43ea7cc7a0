package org.wakebell.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.people.access.Accounts;
import org.wakebell.people.access.Callers;
import org.wakebell.people.access.Links;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** The first minutes: the first admin, their team, the first service. Reached by the link that the start prints. */
@Controller
@Anyone("the one-time key in the link is checked inside")
class SetUpScreen {

    private final Accounts accounts;
    private final Callers callers;
    private final Links links;

    SetUpScreen(Accounts accounts, Callers callers, Links links) {
        this.accounts = accounts;
        this.callers = callers;
        this.links = links;
    }

    @GetMapping("/setup")
    View form(@RequestParam(defaultValue = "") String key, Page page) {
        if (!links.opensSetup(key)) {
            throw Refusal.conflict(page.t("people.setup.over"));
        }
        return show(page, key, PersonForm.empty("", page.language()), "", "", Wrong.NOTHING);
    }

    @PostMapping("/setup")
    View setUp(
            @RequestParam MultiValueMap<String, String> sent,
            @RequestParam String key,
            @RequestParam String password,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "") String service,
            HttpServletRequest request,
            HttpServletResponse response,
            Page page) {
        PersonForm form = PersonForm.of(sent);
        try {
            callers.enter(request, accounts.setUp(key, form.draft(), new Secret(password), team, service));
            return Then.go("/");
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) {
                throw refusal;
            }
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(page, key, form, team, service, Wrong.of(page, "people", refusal));
        }
    }

    private static View show(Page page, String key, PersonForm form, String team, String service, Wrong wrong) {
        return page.show("people/setup.jte", "key", key, "it", form, "team", team, "service", service, "wrong", wrong);
    }
}
