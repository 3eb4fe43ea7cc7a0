package org.wakebell.paging.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.wakebell.paging.PolicyText;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.people.Team;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;
import org.wakebell.platform.web.Wrong;

/** Whom a 911 wakes, in which order: read by everyone, changed by an admin. */
@Controller
class PoliciesScreen {

    /** More steps than any team needs; an empty row is not a step. */
    private static final int ROWS = 12;

    /** Empty rows below the last step; saved, there are as many again. */
    private static final int SPARE = 2;

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
    View show(@RequestParam(defaultValue = "") String at, Actor actor, Page page) {
        return shown(at, Map.of(), Wrong.NOTHING, actor, page);
    }

    /** @param typed a policy that was refused, by its id, to be shown again as it was typed */
    private View shown(String at, Map<String, List<PoliciesShown.Row>> typed, Wrong wrong, Actor actor, Page page) {
        ZoneId zone = page.reader().zone();
        Instant then = at.isBlank() ? page.now() : instant(at, zone);
        List<PoliciesShown.OfService> services = people.services().stream()
                .map(s -> new PoliciesShown.OfService(
                        s.id(), s.name(), policies.of(s).id(), policies.follows(s), paging.plan(s.id(), then),
                        policies.task(s).map(Policy::id).orElse(""), paging.planTask(s.id(), then)))
                .toList();
        List<PoliciesShown.Written> written = policies.all().stream()
                .map(p -> new PoliciesShown.Written(p.id(), p.name(), p.team(), p.version(),
                        typed.getOrDefault(p.id(), rows(p)), typed.containsKey(p.id()) ? wrong.message() : ""))
                .toList();
        return page.show("paging/policies.jte", "it",
                new PoliciesShown(
                        services, (at.isBlank() ? night(page.now(), zone) : at), at.isBlank() ? "" : page.times().full(then),
                        written, choices(page), schedules(), actor.is(Role.ADMIN)));
    }

    /** The next 03:12, where whoever looks is. */
    private static String night(Instant now, ZoneId zone) {
        LocalDateTime here = LocalDateTime.ofInstant(now, zone);
        LocalDateTime night = here.toLocalDate().atTime(3, 12);
        return (night.isAfter(here) ? night : night.plusDays(1)).toString();
    }

    private static Instant instant(String at, ZoneId zone) {
        try {
            return LocalDateTime.parse(at).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("at", "Write a day and a time, as 2026-11-23T03:12.");
        }
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
            @RequestParam MultiValueMap<String, String> form, Actor actor, HttpServletResponse response, Page page) {
        try {
            policies.change(actor, id, name, steps(form), version);
            return back();
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) {
                throw refusal;
            }
            response.setStatus(400);
            return shown("", Map.of(id, typed(form)), Wrong.of(page, "paging", refusal), actor, page);
        }
    }

    @Allow(Role.ADMIN)
    @PostMapping("/policies/assign")
    View assign(
            @RequestParam("service") String service,
            @RequestParam("policy") String policy,
            @RequestParam(name = "grade", defaultValue = "911") String grade,
            Actor actor) {
        Service of = people.service(service).orElseThrow(() -> Refusal.invalid("service", "There is no such service."));
        if (grade.equals("912")) {
            policies.assignTask(actor, of, policy);
        } else {
            policies.assign(actor, of, policy);
        }
        return back();
    }

    private static List<Policy.Step> steps(MultiValueMap<String, String> form) {
        StringBuilder text = new StringBuilder();
        for (PoliciesShown.Row row : typed(form)) {
            if (!row.target().isBlank()) {
                boolean bounded = row.target().startsWith("awake ") && row.worst() != Policy.WORST;
                text.append(row.target()).append(bounded ? " " + row.worst() : "").append(" | ");
                text.append(row.patience()).append(" | ").append(row.gentle()).append(" | ");
                text.append(row.times()).append(" | ").append(row.answers()).append(" | ").append(row.hours()).append('\n');
            }
        }
        return PolicyText.read(text.toString());
    }

    private static List<PoliciesShown.Row> typed(MultiValueMap<String, String> form) {
        List<PoliciesShown.Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(new PoliciesShown.Row(
                    value(form, "target" + i), number(form, "patience" + i, 180), number(form, "gentle" + i, 30),
                    (int) number(form, "times" + i, 1), (int) number(form, "answers" + i, 1), value(form, "hours" + i),
                    number(form, "worst" + i, Policy.WORST)));
        }
        return rows;
    }

    private static long number(MultiValueMap<String, String> form, String name, long usual) {
        String value = value(form, name);
        return value.matches("[0-9]{1,6}") ? Long.parseLong(value) : usual;
    }

    private static String value(MultiValueMap<String, String> form, String name) {
        return new Sent(form).text(name).replaceAll("[|\\v]", " ").strip();
    }

    private static List<PoliciesShown.Row> rows(Policy policy) {
        List<PoliciesShown.Row> rows = new ArrayList<>();
        for (Policy.Step step : policy.steps()) {
            boolean awake = step.target() instanceof Policy.Target.Awake;
            Policy.Target plain = step.target() instanceof Policy.Target.Awake a ? new Policy.Target.Awake(a.schedule()) : step.target();
            rows.add(new PoliciesShown.Row(
                    PolicyText.word(plain), step.patience().toSeconds(), step.gentle().toSeconds(), step.times(), step.answers(),
                    step.hours() == null ? "" : step.hours().text(),
                    awake && step.target() instanceof Policy.Target.Awake a ? a.worst() : Policy.WORST));
        }
        for (int more = 0; more < SPARE && rows.size() < ROWS; more++) {
            rows.add(new PoliciesShown.Row("", Duration.ofMinutes(3).toSeconds(), 30, 1, 1, "", Policy.WORST));
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
        for (Team team : people.teams()) {
            choices.add(new PoliciesShown.Choice("team " + team.id(), page.t("paging.policy.team", team.name())));
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
