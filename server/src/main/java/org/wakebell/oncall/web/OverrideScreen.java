package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** An override: first which schedule, then who for whom and when, by the schedule's own clock. */
@Controller
@Allow(Role.RESPONDER)
class OverrideScreen {

    private static final Duration USUAL = Duration.ofHours(8);

    private final OnCall onCall;
    private final Planning planning;
    private final People people;

    OverrideScreen(OnCall onCall, Planning planning, People people) {
        this.onCall = onCall;
        this.planning = planning;
        this.people = people;
    }

    @GetMapping("/on-call/override")
    View fresh(
            @RequestParam(defaultValue = "") String schedule,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String person,
            Page page) {
        List<Schedule> all = planning.all();
        if (schedule.isBlank() && all.size() != 1) {
            String more = (at.isBlank() ? "" : "&at=" + at) + (to.isBlank() ? "" : "&to=" + to)
                    + (person.isBlank() ? "" : "&person=" + person);
            return page.show("oncall/choose.jte", "schedules", all, "more", more);
        }
        Schedule chosen = schedule.isBlank() ? all.getFirst() : known(schedule);
        return form(page, chosen, suggested(chosen, at, to, person, page.now()), List.of(), Wrong.NOTHING);
    }

    /** The span that was pointed at, or from now until the next handoff. */
    private static OverrideForm suggested(Schedule schedule, String at, String to, String person, Instant now) {
        Instant asked = at.isBlank() ? now : Typed.parsed("at", at, "2026-11-22T03:12:00Z", Instant::parse);
        Instant from = asked.isBefore(now) ? now : asked;
        Instant until = to.isBlank()
                ? schedule.rota().handoffs(from, 1).stream().findFirst().orElse(from.plus(USUAL))
                : Typed.parsed("to", to, "2026-11-22T03:12:00Z", Instant::parse);
        List<Seat> seats = schedule.rota().at(from);
        return new OverrideForm(
                seats.isEmpty() ? "add" : "replace",
                person,
                seats.isEmpty() ? "" : seats.getFirst().person(),
                local(schedule, from),
                local(schedule, until));
    }

    private static String local(Schedule schedule, Instant at) {
        return LocalDateTime.ofInstant(at, schedule.zone())
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    @PostMapping("/on-call/override")
    View send(
            @RequestParam MultiValueMap<String, String> sent, Actor actor, Page page, HttpServletResponse response) {
        Sent typed = new Sent(sent);
        Schedule schedule = known(typed.text("schedule"));
        OverrideForm form = new OverrideForm(
                typed.text("kind"), typed.text("person"), typed.text("instead_of"), typed.text("from"),
                typed.text("until"));
        try {
            Asked asked = asked(form);
            if (sent.containsKey("preview")) {
                Foreseen foreseen = Foreseen.of(
                        onCall, people, page, schedule, planning.previewOverride(schedule.id(), asked),
                        asked.from().start(schedule.zone()));
                return form(page, schedule, form, List.of(foreseen), Wrong.NOTHING);
            }
            planning.override(actor, schedule.id(), asked);
            Instant start = asked.from().start(schedule.zone());
            return Then.go("/on-call/" + schedule.id() + "?at=" + (start.isBefore(page.now()) ? page.now() : start));
        } catch (Refusal refusal) {
            return form(page, schedule, form, List.of(), Wrong.again(page, response, "oncall", refusal));
        }
    }

    private static Asked asked(OverrideForm form) {
        Asked.Kind kind = switch (form.kind()) {
            case "replace" -> Asked.Kind.REPLACE;
            case "add" -> Asked.Kind.ADD;
            case "remove" -> Asked.Kind.REMOVE;
            default -> throw Refusal.invalid("kind", "choose what the override does");
        };
        return new Asked(
                kind,
                form.person(),
                kind == Asked.Kind.REPLACE ? form.insteadOf() : "",
                Typed.parsed("from", form.from(), "2026-11-23T09:00", When::parse),
                Typed.parsed("until", form.until(), "2026-11-23T18:00", When::parse));
    }

    private View form(Page page, Schedule schedule, OverrideForm form, List<Foreseen> foreseen, Wrong problem) {
        return page.show(
                "oncall/override.jte", "schedule", schedule, "place", page.times().place(schedule.zone()), "it", form,
                "everyone", people.everyone(), "foreseen", foreseen, "problem", problem);
    }

    private Schedule known(String id) {
        return planning.find(id)
                .orElseThrow(() -> Refusal.missing("There is no such schedule; it may have been deleted."));
    }
}
