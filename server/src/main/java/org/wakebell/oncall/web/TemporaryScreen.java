package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Temporaries;
import org.wakebell.oncall.TemporaryDraft;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** A temporary schedule over one schedule, looked at before it is saved. */
@Controller
@Allow(Role.RESPONDER)
class TemporaryScreen {

    private final OnCall onCall;
    private final Planning planning;
    private final Temporaries temporaries;
    private final People people;

    TemporaryScreen(OnCall onCall, Planning planning, Temporaries temporaries, People people) {
        this.onCall = onCall;
        this.planning = planning;
        this.temporaries = temporaries;
        this.people = people;
    }

    @GetMapping("/on-call/{id}/temporary")
    View fresh(@PathVariable String id, @RequestParam(defaultValue = "turns") String kind, Page page) {
        Schedule schedule = known(id);
        return form(page, schedule, TemporaryForm.empty(kind, schedule, page.now()), List.of(), Wrong.NOTHING);
    }

    @PostMapping("/on-call/{id}/temporary")
    View send(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Page page,
            HttpServletResponse response) {
        Schedule schedule = known(id);
        TemporaryForm form = TemporaryForm.of(sent);
        try {
            TemporaryDraft draft = form.draft(schedule);
            if (sent.containsKey("save")) {
                temporaries.lay(actor, id, draft);
                return Then.go("/on-call/" + id);
            }
            Foreseen foreseen = Foreseen.of(
                    onCall, people, page, schedule, temporaries.preview(id, draft), draft.from().start(schedule.zone()));
            return form(page, schedule, form, List.of(foreseen), Wrong.NOTHING);
        } catch (Refusal refusal) {
            return form(page, schedule, form, List.of(), Wrong.again(page, response, "oncall", refusal));
        }
    }

    @PostMapping("/on-call/{id}/temporary/{temporary}/remove")
    View remove(@PathVariable String id, @PathVariable String temporary, Actor actor) {
        temporaries.end(actor, id, temporary);
        return Then.go("/on-call/" + id);
    }

    private View form(Page page, Schedule schedule, TemporaryForm form, List<Foreseen> foreseen, Wrong problem) {
        return page.show(
                "oncall/temporary.jte", "schedule", schedule, "place", page.times().place(schedule.zone()), "it", form,
                "everyone", people.everyone(), "foreseen", foreseen, "problem", problem);
    }

    private Schedule known(String id) {
        return planning.find(id)
                .orElseThrow(() -> Refusal.missing("There is no such schedule; it may have been deleted."));
    }
}
