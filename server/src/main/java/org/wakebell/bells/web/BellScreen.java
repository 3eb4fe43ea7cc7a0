package org.wakebell.bells.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.bells.BellSetup;
import org.wakebell.drivers.Outcome;
import org.wakebell.people.Actor;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** One's own bells: whether they work, how loud they may be, a test of each, a new one. Works without JavaScript. */
@Controller
@SignedIn
class BellScreen {

    private final BellSetup setup;
    private final BellReadings readings;

    BellScreen(BellSetup setup, BellReadings readings) {
        this.setup = setup;
        this.readings = readings;
    }

    /** @param searched the home agent that was just asked to look around, or empty */
    @GetMapping("/bells")
    View list(@RequestParam(defaultValue = "") String searched, Actor actor, Page page) {
        return readings.show(
                page, actor, new Overview.After(searched, Wrong.NOTHING, blank(actor, page), null, null));
    }

    @PostMapping("/bells")
    View add(@RequestParam MultiValueMap<String, String> sent, Actor actor, HttpServletResponse response, Page page) {
        AddForm form = AddForm.of(actor, sent);
        try {
            setup.add(actor, form.draft(new Sent(sent).text("pin")));
            return Then.go("/bells");
        } catch (Refusal refusal) {
            return again(page, actor, form.form(), form, refusal, response);
        }
    }

    /** One soft second. What the bell answered is shown at once, also when it is bad news. */
    @PostMapping("/bells/{id}/test")
    View test(@PathVariable String id, Actor actor, Page page) throws InterruptedException {
        Overview.Tried tried = tried(id, setup.test(actor, id));
        return readings.show(page, actor, new Overview.After(id, Wrong.NOTHING, blank(actor, page), tried, null));
    }

    /** Where a browser lands that loads the answer to a test again: a bell is not rung by a GET. */
    @GetMapping("/bells/{id}/test")
    View tested(@PathVariable String id) {
        return Then.go("/bells");
    }

    @PostMapping("/bells/{id}")
    View change(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            HttpServletResponse response,
            Page page) {
        try {
            change(actor, setup.one(actor, id), sent);
            return Then.go("/bells");
        } catch (Refusal refusal) {
            return again(page, actor, id, blank(actor, page), refusal, response);
        }
    }

    private void change(Actor actor, BellSetup.View bell, MultiValueMap<String, String> sent) {
        Map<String, String> config = new TreeMap<>(bell.config());
        config.replaceAll((key, value) -> sent.containsKey(key) ? new Sent(sent).text(key) : value);
        for (String optional : List.of("mac", "body")) {
            if (sent.containsKey(optional)) {
                config.put(optional, new Sent(sent).text(optional));
            }
        }
        config.values().removeIf(String::isEmpty);
        String pin = new Sent(sent).text("pin");
        if (!config.equals(bell.config()) || !pin.isEmpty()) {
            setup.configure(actor, bell.id(), config, pin.isEmpty() ? null : new Secret(pin));
        }
        int maximum = sent.containsKey("maximum") ? AddForm.percent(new Sent(sent).text("maximum")) : bell.maximum();
        if (maximum != bell.maximum()) {
            setup.maximum(actor, bell.id(), maximum);
        }
        String label = new Sent(sent).text("label");
        if (!label.equals(bell.label())) {
            setup.rename(actor, bell.id(), label);
        }
    }

    @PostMapping("/bells/{id}/switch")
    View switchOn(@PathVariable String id, @RequestParam boolean on, Actor actor) {
        setup.switchOn(actor, id, on);
        return Then.go("/bells");
    }

    /** A new signing secret, shown on this answer and nowhere else. */
    @PostMapping("/bells/{id}/secret")
    View secret(@PathVariable String id, Actor actor, Page page) {
        Secret fresh = setup.signingSecret(actor, id);
        return readings.show(
                page, actor, new Overview.After(id, Wrong.NOTHING, blank(actor, page), null, null, fresh.reveal()));
    }

    /** Where a browser lands that loads that answer again: a secret is not made by a GET. */
    @GetMapping("/bells/{id}/secret")
    View secretShown(@PathVariable String id) {
        return Then.go("/bells");
    }

    @PostMapping("/bells/{id}/remove")
    View remove(@PathVariable String id, Actor actor) throws InterruptedException {
        setup.remove(actor, id);
        return Then.go("/bells");
    }

    private View again(
            Page page, Actor actor, String form, AddForm typed, Refusal refusal, HttpServletResponse response) {
        if (refusal.kind() != Refusal.Kind.INVALID && refusal.kind() != Refusal.Kind.FORBIDDEN) {
            throw refusal;
        }
        boolean invalid = refusal.kind() == Refusal.Kind.INVALID;
        response.setStatus((invalid ? HttpStatus.BAD_REQUEST : HttpStatus.FORBIDDEN).value());
        Wrong wrong = Wrong.of(page, "bells", refusal);
        return readings.show(page, actor, new Overview.After(form, wrong, typed, null, null));
    }

    static AddForm blank(Actor actor, Page page) {
        return AddForm.empty(actor, page.t("bells.add.label.first"));
    }

    static Overview.Tried tried(String bell, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sounding o -> new Overview.Tried(
                    bell, "sounding", o.proof().kind().name(), o.proof().detail());
            case Outcome.Taken o -> new Overview.Tried(bell, "taken", "", o.receipt());
            case Outcome.RetryLater o -> new Overview.Tried(bell, "retry", "", o.why());
            case Outcome.Refused o -> new Overview.Tried(bell, "refused", "", o.why());
            case Outcome.Unknown o -> new Overview.Tried(bell, "unknown", "", o.why());
        };
    }
}
