package org.wakebell.oncall.subscribe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** {@code /api/v1/subscriptions}: calendars that are read. Who may add which is decided inside. */
@RestController
@SignedIn
class SubscriptionApi {

    /**
     * @param kind vacations or shifts
     * @param person whose vacations; left out: whoever the events name
     * @param schedule whose shifts
     * @param priority of the layer that the shifts make, 0 if left out
     */
    record Sent(
            Subscription.@Nullable Kind kind,
            @Nullable String label,
            @Nullable String url,
            @Nullable String person,
            @Nullable String schedule,
            @Nullable Integer priority,
            @Nullable String zone) {}

    record Made(String id) {}

    private final Subscriptions subscriptions;

    SubscriptionApi(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @GetMapping("/api/v1/subscriptions")
    List<Subscription> all() {
        return subscriptions.all();
    }

    @PostMapping("/api/v1/subscriptions")
    @ResponseStatus(HttpStatus.CREATED)
    Made add(@RequestBody Sent sent, Actor actor) {
        if (sent.kind == null) {
            throw Refusal.invalid("kind", "Say VACATIONS or SHIFTS.");
        }
        return new Made(subscriptions.add(actor, new Subscription.Asked(
                sent.kind, text(sent.label), text(sent.url), text(sent.person), text(sent.schedule),
                sent.priority == null ? 0 : sent.priority, text(sent.zone))));
    }

    @DeleteMapping("/api/v1/subscriptions/{id}")
    ResponseEntity<Void> end(@PathVariable String id, Actor actor) {
        subscriptions.end(actor, id);
        return ResponseEntity.noContent().build();
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
