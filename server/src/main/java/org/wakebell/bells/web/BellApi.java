package org.wakebell.bells.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.bells.BellSetup;
import org.wakebell.people.Actor;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.SignedIn;

/** Bells for programs. A PIN goes in and never comes out; a webhook's signing secret comes out once, when it is made. */
@RestController
@SignedIn
@RequestMapping("/api/v1/bells")
class BellApi {

    /**
     * @param owner whose it is; whoever asks if it is not sent
     * @param kind {@code dlink}, {@code bedside} or {@code webhook}
     * @param agent the home agent it hangs on; not sent: the server rings it
     * @param config {@code dlink}: {@code address}, {@code mac}, {@code sound}; {@code webhook}: {@code url}, {@code sends}
     *     ({@code json}, {@code template}, {@code post}, {@code get}), {@code body}
     * @param maximum percent; 100 if it is not sent
     */
    record New(
            @Nullable String owner,
            @Nullable String kind,
            @Nullable String label,
            @Nullable String agent,
            @Nullable Map<String, String> config,
            @Nullable String pin,
            @Nullable Integer maximum) {}

    /** What is sent is changed, the rest stays. */
    record Change(
            @Nullable String label,
            @Nullable Map<String, String> config,
            @Nullable String pin,
            @Nullable Integer maximum,
            @Nullable Boolean on) {}

    private final BellSetup setup;

    BellApi(BellSetup setup) {
        this.setup = setup;
    }

    /** @param owner a person's id; {@code all} for everyone's, which an admin may see */
    @GetMapping
    List<BellSetup.View> list(@RequestParam(defaultValue = "") String owner, Actor actor) {
        return owner.equals("all") ? setup.all(actor) : setup.of(actor, owner.isEmpty() ? actor.person() : owner);
    }

    @GetMapping("/{id}")
    BellSetup.View one(@PathVariable String id, Actor actor) {
        return setup.one(actor, id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    BellSetup.View add(@RequestBody New sent, Actor actor) {
        return setup.one(
                actor,
                setup.add(
                        actor,
                        new BellSetup.Draft(
                                text(sent.owner).isEmpty() ? actor.person() : text(sent.owner),
                                text(sent.kind),
                                text(sent.label),
                                text(sent.agent),
                                sent.config == null ? Map.of() : sent.config,
                                new Secret(text(sent.pin)),
                                sent.maximum == null ? 100 : sent.maximum)));
    }

    @PatchMapping("/{id}")
    BellSetup.View change(@PathVariable String id, @RequestBody Change sent, Actor actor) {
        if (sent.config != null || sent.pin != null) {
            Map<String, String> config = sent.config == null ? setup.one(actor, id).config() : sent.config;
            setup.configure(actor, id, config, sent.pin == null ? null : new Secret(sent.pin));
        }
        if (sent.maximum != null) {
            setup.maximum(actor, id, sent.maximum);
        }
        if (sent.label != null) {
            setup.rename(actor, id, sent.label);
        }
        if (sent.on != null) {
            setup.switchOn(actor, id, sent.on);
        }
        return setup.one(actor, id);
    }

    /** One soft second on it; answers with what the bell said, within about ten seconds. */
    @PostMapping("/{id}/test")
    Overview.Tried test(@PathVariable String id, Actor actor) throws InterruptedException {
        return BellScreen.tried(id, setup.test(actor, id));
    }

    /** A webhook's new signing secret; the old one signs nothing more. */
    record Signs(String secret) {}

    /** Makes a webhook's new signing secret. It is in this answer and nowhere else. */
    @PostMapping("/{id}/secret")
    Signs secret(@PathVariable String id, Actor actor) {
        return new Signs(setup.signingSecret(actor, id).reveal());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, Actor actor) throws InterruptedException {
        setup.remove(actor, id);
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
