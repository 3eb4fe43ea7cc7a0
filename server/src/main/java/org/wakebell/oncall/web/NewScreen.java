package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.people.Zones;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** A new schedule from a template, looked at before it is saved. */
@Controller
@Allow(Role.RESPONDER)
class NewScreen {

    private final OnCall onCall;
    private final Planning planning;
    private final People people;

    NewScreen(OnCall onCall, Planning planning, People people) {
        this.onCall = onCall;
        this.planning = planning;
        this.people = people;
    }

    @GetMapping("/on-call/new")
    View fresh(@RequestParam(defaultValue = "weekly") String template, Page page) {
        return form(page, NewForm.empty(template, page.times().zone()), null, Wrong.NOTHING);
    }

    @PostMapping("/on-call/new")
    View send(
            @RequestParam MultiValueMap<String, String> sent, Actor actor, Page page, HttpServletResponse response) {
        NewForm form = NewForm.of(sent);
        try {
            if (sent.containsKey("save")) {
                return Then.go("/on-call/" + planning.create(actor, form.draft(page.now())).id());
            }
            return form(page, form, planning.preview(form.draft(page.now()), page.now()), Wrong.NOTHING);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.FORBIDDEN) {
                throw refusal;
            }
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(page, form, null, Wrong.of(page, "oncall", refusal));
        }
    }

    private View form(Page page, NewForm form, @Nullable Schedule preview, Wrong problem) {
        // Only a preview has a first day that was understood.
        String from = preview == null ? "" : form.start();
        Week two = new Week(Week.of(page, from).first(), 14, page.times().zone());
        List<Board> boards = preview == null
                ? List.of()
                : List.of(new Reading(onCall, people, page, two).board(List.of(preview)));
        return page.show(
                "oncall/new.jte", "it", form, "everyone", people.everyone(), "zones", Zones.places(), "problem", problem,
                "previews", boards);
    }
}
