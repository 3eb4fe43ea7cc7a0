package org.wakebell.paging.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.wakebell.oncall.OnCall;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policies;
import org.wakebell.paging.Policy;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;

/** Whom a 911 wakes, in which order: read by everyone, changed by an admin. */
@Controller
class PoliciesScreen {

    /** More steps than any team needs; an empty row is not a step. */
    private static final int ROWS = 6;

    private final Paging paging;
    private final Policies policies;
    private final People people;
    private final OnCall oncall;

    PoliciesScreen(Paging paging, Policies policies, People people, OnCall oncall) {
        this.paging = paging;
        this.policies = policies;
        this.people = people;
        this.oncall = oncall;
    }

    @Allow({Role.RESPONDER, Role.TRIAGER, Role.VIEWER})
    @GetMapping("/policies")
    View show(Actor actor, Page page) {
        List<PoliciesShown.OfService> services = people.services().stream()
                .map(s -> new PoliciesShown.OfService(
                        s.id(), s.name(), policies.of(s).id(), policies.follows(s), paging.plan(s.id(), page.now())))
                .toList();
        List<PoliciesShown.Written> written = policies.all().stream()
                .map(p -> new PoliciesShown.Written(p.id(), p.name(), p.team(), p.version(), rows(p)))
                .toList();
        return page.show("paging/policies.jte", "it",
                new PoliciesShown(services, written, choices(page), schedules(), actor.is(Role.ADMIN)));
    }

    @Allow(Role.ADMIN)
    @PostMapping("/policies")
    View create(@RequestParam("name") String name, @RequestParam("service") String service,
            @RequestParam("schedule") String schedule, Actor actor) {
        Service of = people.service(service).orElseThrow(() -> Refusal.invalid("service", "There is no such service."));
        if (!oncall.schedules().contains(schedule)) {
            throw Refusal.invalid("schedule", "There is no such schedule. Make one on the On call screen first.");
        }
        policies.assign(actor, of, policies.create(actor, name, of.team(), Policy.usual(schedule)));
        return back();
    }

    @Allow(Role.ADMIN)
    @PostMapping("/policies/{id}")
    View change(@PathVariable("id") String id, @RequestParam("name") String name, @RequestParam("version") int version,
            @RequestParam MultiValueMap<String, String> form, Actor actor) {
        policies.change(actor, id, name, steps(form), version);
        return back();
    }

    @Allow(Role.ADMIN)
    @PostMapping("/policies/assign")
    View assign(@RequestParam("service") String service, @RequestParam("policy") String policy, Actor actor) {
        policies.assign(
                actor, people.service(service).orElseThrow(() -> Refusal.invalid("service", "There is no such service.")), policy);
        return back();
    }

    private static List<Policy.Step> steps(MultiValueMap<String, String> form) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            String target = value(form, "target" + i);
            if (!target.isBlank()) {
                text.append(target).append(" | ").append(value(form, "patience" + i)).append(" | ")
                        .append(value(form, "gentle" + i)).append('\n');
            }
        }
        return Policy.read(text.toString());
    }

    private static String value(MultiValueMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value.replace('|', ' ').strip();
    }

    private static List<PoliciesShown.Row> rows(Policy policy) {
        List<PoliciesShown.Row> rows = new ArrayList<>();
        for (Policy.Step step : policy.steps()) {
            rows.add(new PoliciesShown.Row(
                    Policy.word(step.target()), step.patience().toSeconds(), step.gentle().toSeconds()));
        }
        while (rows.size() < ROWS) {
            rows.add(new PoliciesShown.Row("", Duration.ofMinutes(3).toSeconds(), 30));
        }
        return rows;
    }

    private List<PoliciesShown.Choice> schedules() {
        return oncall.named().stream()
                .map(s -> new PoliciesShown.Choice(s.id(), s.name()))
                .toList();
    }

    private List<PoliciesShown.Choice> choices(Page page) {
        List<PoliciesShown.Choice> choices = new ArrayList<>();
        for (OnCall.Named schedule : oncall.named()) {
            choices.add(new PoliciesShown.Choice("awake " + schedule.id(), page.t("paging.policy.awake", schedule.name())));
            choices.add(new PoliciesShown.Choice("oncall " + schedule.id(), page.t("paging.policy.oncall", schedule.name())));
        }
        choices.add(new PoliciesShown.Choice("next", page.t("paging.policy.next")));
        for (Person person : people.everyone()) {
            choices.add(new PoliciesShown.Choice("persons " + person.id(), person.name()));
        }
        choices.add(new PoliciesShown.Choice("everyone", page.t("paging.policy.everyone")));
        return choices;
    }

    private static View back() {
        RedirectView view = new RedirectView("/policies");
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
