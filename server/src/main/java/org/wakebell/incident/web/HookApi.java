package org.wakebell.incident.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.incident.hook.Hook;
import org.wakebell.incident.hook.Hooks;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.Role;

/** Lifecycle webhooks for programs. */
@RestController
@Allow(Role.ADMIN)
@RequestMapping("/api/v1/incident-webhooks")
class HookApi {

    /** @param shape {@code wakebell} (unless said otherwise) or {@code pagerduty}; {@code service} its id, missing for all */
    record Draft(@Nullable String name, @Nullable String url, @Nullable String shape, @Nullable String service) {}

    record Shown(
            String id,
            String name,
            String url,
            String shape,
            String service,
            Instant made,
            @Nullable Instant heard,
            @Nullable Instant failing,
            String why) {
        static Shown of(Hook hook) {
            return new Shown(
                    hook.id(), hook.name(), hook.url(), hook.shape().word(), hook.service(), hook.made(), hook.heard(),
                    hook.failing(), hook.why());
        }
    }

    /** @param secret told here and never again */
    record Made(Shown webhook, String secret) {}

    private final Hooks hooks;

    HookApi(Hooks hooks) {
        this.hooks = hooks;
    }

    @GetMapping
    List<Shown> list(Actor actor) {
        return hooks.all(actor).stream().map(Shown::of).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Made make(@RequestBody Draft draft, Actor actor) {
        Hooks.Made made =
                hooks.make(actor, text(draft.name()), text(draft.url()), text(draft.shape()), text(draft.service()));
        return new Made(Shown.of(made.hook()), made.secret().reveal());
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void test(@PathVariable String id, Actor actor) {
        hooks.ping(actor, id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, Actor actor) {
        hooks.remove(actor, id);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
