package org.wakebell.paging.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policies;
import org.wakebell.paging.Policy;
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

    /** @param target {@code oncall SCHEDULE}, {@code awake SCHEDULE}, {@code next}, {@code persons ID…} or {@code everyone} */
    record Step(String target, long patience, long gentle) {}

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

    record Assignment(@Nullable String policy) {}

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
    Written assign(@PathVariable("id") String id, @RequestBody Assignment body, Actor actor) {
        String policy = body.policy() == null ? "" : body.policy();
        policies.assign(actor, service(id), policy);
        return one(policy);
    }

    /** Whom a 911 of this service would ring now, in order, with reasons. */
    @Allow({Role.RESPONDER, Role.TRIAGER, Role.VIEWER})
    @GetMapping("/api/v1/services/{id}/plan")
    List<Paging.Planned> plan(@PathVariable("id") String id) {
        return paging.plan(service(id).id(), clock.instant());
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
            text.append(step.target().replace('|', ' ')).append(" | ").append(step.patience()).append(" | ")
                    .append(step.gentle()).append('\n');
        }
        return Policy.read(text.toString());
    }

    private static Written written(Policy p) {
        return new Written(
                p.id(),
                p.name(),
                p.team(),
                p.version(),
                p.steps().stream()
                        .map(s -> new Step(Policy.word(s.target()), seconds(s.patience()), seconds(s.gentle())))
                        .toList());
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }
}
