package org.wakebell.paging.web;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policies;
import org.wakebell.paging.Policy;
import org.wakebell.paging.PolicyText;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;

/** Escalation policies for programs. Durations are whole seconds. */
@RestController
class PoliciesApi {

    /**
     * @param target {@code oncall SCHEDULE}, {@code awake SCHEDULE [USERS]}, {@code next}, {@code persons ID…}, {@code team ID} or
     *     {@code everyone}
     * @param times how often it is rung before the next step; 1 if it is not sent
     * @param answers how many people must answer; 1 if it is not sent
     * @param hours {@code 22:00-07:00 Asia/Seoul}; always if it is not sent
     */
    record Step(
            String target, long patience, long gentle, @Nullable Integer times, @Nullable Integer answers, @Nullable String hours) {}

    record Written(String id, String name, String team, int version, List<Step> steps) {}

    /**
     * @param service to be given this policy at once; may be missing
     * @param schedule instead of {@code steps}: the usual steps with this schedule
     */
    record Draft(
            @Nullable String name,
            @Nullable String team,
            @Nullable String service,
            @Nullable String schedule,
            @Nullable List<Step> steps,
            @Nullable Integer version) {}

    /**
     * @param policy an id; empty with the grade 912: whoever a 911 would ring first
     * @param grade {@code 911} (unless said otherwise) or {@code 912}
     */
    record Assignment(@Nullable String policy, @Nullable String grade) {}

    private final Policies policies;
    private final Paging paging;
    private final People people;
    private final Clock clock;

    PoliciesApi(Policies policies, Paging paging, People people, Clock clock) {
        this.policies = policies;
        this.paging = paging;
        this.people = people;
        this.clock = clock;
    }

    @Allow({Role.RESPONDER, Role.TRIAGER, Role.VIEWER})
    @GetMapping("/api/v1/policies")
    List<Written> list() {
        return policies.all().stream().map(PoliciesApi::written).toList();
    }

    @Allow(Role.ADMIN)
    @PostMapping("/api/v1/policies")
    @ResponseStatus(HttpStatus.CREATED)
    Written create(@RequestBody Draft draft, Actor actor) {
        Service service = draft.service() == null ? null : service(draft.service());
        String team = draft.team() != null ? draft.team() : service == null ? "" : service.team();
        String id = policies.create(actor, draft.name() == null ? "" : draft.name(), team, steps(draft));
        if (service != null) {
            policies.assign(actor, service, id);
        }
        return one(id);
    }

    @Allow(Role.ADMIN)
    @PutMapping("/api/v1/policies/{id}")
    Written change(@PathVariable("id") String id, @RequestBody Draft draft, Actor actor) {
        if (draft.version() == null) {
            throw Refusal.invalid("version", "Say which version was edited, so that nobody's change is overwritten.");
        }
        policies.change(actor, id, draft.name() == null ? one(id).name() : draft.name(), steps(draft), draft.version());
        return one(id);
    }

    @Allow(Role.ADMIN)
    @PutMapping("/api/v1/services/{id}/policy")
    ResponseEntity<Written> assign(@PathVariable("id") String id, @RequestBody Assignment body, Actor actor) {
        String policy = body.policy() == null ? "" : body.policy();
        if (task(body.grade() == null ? "911" : body.grade())) {
            policies.assignTask(actor, service(id), policy);
            return policy.isEmpty() ? ResponseEntity.noContent().build() : ResponseEntity.ok(one(policy));
        }
        policies.assign(actor, service(id), policy);
        return ResponseEntity.ok(one(policy));
    }

    private static boolean task(String grade) {
        return switch (grade) {
            case "911" -> false;
            case "912" -> true;
            default -> throw Refusal.invalid("grade", "A policy is for a 911 or a 912, not \"" + grade + "\".");
        };
    }

    /** Whom a 911 of this service would ring at an instant, now if none is given, or who would hear of a 912; in order, with reasons. */
    @Allow({Role.RESPONDER, Role.TRIAGER, Role.VIEWER})
    @GetMapping("/api/v1/services/{id}/plan")
    List<Paging.Planned> plan(
            @PathVariable("id") String id,
            @RequestParam(name = "at", defaultValue = "") String at,
            @RequestParam(name = "grade", defaultValue = "911") String grade) {
        Instant then = at.isBlank() ? clock.instant() : instant(at);
        return task(grade) ? paging.planTask(service(id).id(), then) : paging.plan(service(id).id(), then);
    }

    private static Instant instant(String at) {
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("at", "Write an instant as 2026-11-23T03:12:00Z.");
        }
    }

    private Service service(String named) {
        return people.services().stream()
                .filter(s -> s.id().equals(named) || s.name().equalsIgnoreCase(named))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("service", "There is no service \"" + named + "\"."));
    }

    private Written one(String id) {
        return policies.find(id).map(PoliciesApi::written).orElseThrow(() -> Refusal.missing("There is no such policy."));
    }

    private static List<Policy.Step> steps(Draft draft) {
        if (draft.steps() == null) {
            if (draft.schedule() == null) {
                throw Refusal.invalid("steps", "Give steps, or a schedule for the usual ones.");
            }
            return Policy.usual(draft.schedule());
        }
        StringBuilder text = new StringBuilder();
        for (Step step : draft.steps()) {
            text.append(clean(step.target())).append(" | ").append(step.patience()).append(" | ").append(step.gentle());
            text.append(" | ").append(step.times() == null ? 1 : step.times());
            text.append(" | ").append(step.answers() == null ? 1 : step.answers());
            text.append(" | ").append(step.hours() == null ? "" : clean(step.hours())).append('\n');
        }
        return PolicyText.read(text.toString());
    }

    private static String clean(String text) {
        return text.replaceAll("[|\\v]", " ");
    }

    private static Written written(Policy p) {
        return new Written(
                p.id(),
                p.name(),
                p.team(),
                p.version(),
                p.steps().stream()
                        .map(s -> new Step(
                                PolicyText.word(s.target()), seconds(s.patience()), seconds(s.gentle()), s.times(), s.answers(),
                                s.hours() == null ? null : s.hours().text()))
                        .toList());
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }
}
