package org.wakebell.incident.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.incident.hook.Hooks;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** Who hears what becomes of incidents. */
@Controller
@Allow(Role.ADMIN)
class HookScreen {

    private static final String PATH = "/incidents/webhooks";

    private final Hooks hooks;
    private final People people;

    HookScreen(Hooks hooks, People people) {
        this.hooks = hooks;
        this.people = people;
    }

    @GetMapping(PATH)
    View show(Actor actor, Page page) {
        return show(actor, page, HookForm.EMPTY, "", Wrong.NOTHING);
    }

    @PostMapping(PATH)
    View make(@RequestParam MultiValueMap<String, String> sent, Actor actor, Page page, HttpServletResponse response) {
        HookForm form = HookForm.of(sent);
        try {
            Hooks.Made made = hooks.make(actor, form.name(), form.url(), form.shape(), form.service());
            response.setHeader("Cache-Control", "no-store");
            return show(actor, page, HookForm.EMPTY, made.secret().reveal(), Wrong.NOTHING);
        } catch (Refusal refusal) {
            return show(actor, page, form, "", Wrong.again(page, response, "incident", refusal));
        }
    }

    @PostMapping(PATH + "/{id}/test")
    View test(@PathVariable String id, Actor actor) {
        hooks.ping(actor, id);
        return Then.go(PATH);
    }

    @PostMapping(PATH + "/{id}/remove")
    View remove(@PathVariable String id, Actor actor) {
        hooks.remove(actor, id);
        return Then.go(PATH);
    }

    private View show(Actor actor, Page page, HookForm form, String secret, Wrong wrong) {
        return page.show(
                "incident/webhooks.jte", "hooks", hooks.all(actor), "services", people.services(), "form", form,
                "secret", secret, "wrong", wrong);
    }
}
