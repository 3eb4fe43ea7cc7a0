package org.wakebell.people.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.people.Person;
import org.wakebell.people.access.Accounts;
import org.wakebell.people.access.Callers;
import org.wakebell.people.access.Links;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** An invited person chooses a password. Looking at the page does not use the link up: mail previews look, too. */
@Controller
@Anyone("the one-time key in the link is checked inside")
class InviteScreen {

    private final Accounts accounts;
    private final Callers callers;
    private final Links links;

    InviteScreen(Accounts accounts, Callers callers, Links links) {
        this.accounts = accounts;
        this.callers = callers;
        this.links = links;
    }

    @GetMapping("/invite")
    View form(@RequestParam(defaultValue = "") String key, Page page) {
        return show(page, key, Wrong.NOTHING);
    }

    @PostMapping("/invite")
    View accept(
            @RequestParam String key,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Page page) {
        try {
            callers.enter(request, accounts.accept(key, new Secret(password)));
            return Then.go("/");
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) {
                throw refusal;
            }
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(page, key, Wrong.of(page, "people", refusal));
        }
    }

    private View show(Page page, String key, Wrong wrong) {
        Person guest = links.guest(key).orElseThrow(() -> Refusal.conflict(page.t("people.invite.over")));
        return page.show("people/invite.jte", "key", key, "guest", guest, "wrong", wrong);
    }
}
