package org.wakebell.oncall.code;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Temporaries;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** {@code /api/v1/rota}: all schedules as one file. Everyone signed in may read it; responders and admins apply one. */
@RestController
class RotaApi {

    /** @param yaml all schedules, in the format of docs/schedules-as-code.md */
    record Exported(String yaml) {}

    private final Applying applying;

    RotaApi(Clock clock, Tx tx, Planning planning, Temporaries temporaries, People people) {
        this.applying = new Applying(clock, tx, planning, temporaries, people);
    }

    @SignedIn
    @GetMapping("/api/v1/rota")
    Exported export() {
        return new Exported(applying.export());
    }

    /**
     * Applies a file, or with {@code dry_run} says what it would change.
     *
     * @param at {@code now}, or {@code next-handoff}: a changed layer begins at the next handoff of the one it replaces
     * @param seen what a dry run answered as {@code seen}: 409 if the schedules changed since
     */
    @Allow(Role.RESPONDER)
    @PostMapping(value = "/api/v1/rota", consumes = {"application/yaml", MediaType.TEXT_PLAIN_VALUE})
    Applying.Applied apply(
            @RequestBody String yaml,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean prune,
            @RequestParam(defaultValue = "now") String at,
            @RequestParam(defaultValue = "") String seen,
            Actor actor) {
        try {
            return applying.apply(actor, yaml, new Applying.How(prune, effect(at)), dryRun, seen);
        } catch (RotaRefused e) {
            throw Refusal.invalid(e.field(), e.said());
        }
    }

    private static Planning.Effect effect(String at) {
        return switch (at) {
            case "now" -> Planning.Effect.NOW;
            case "next-handoff" -> Planning.Effect.NEXT_HANDOFF;
            default -> throw Refusal.invalid("at", "at is now or next-handoff");
        };
    }
}
