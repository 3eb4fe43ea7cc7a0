package org.wakebell.bells.web;

import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.wakebell.bells.BellSetup;
import org.wakebell.people.Actor;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;

/**
 * A siren or a webhook as someone types it. The PIN is not kept: it is typed again after a mistake. Public for the
 * template.
 *
 * @param form {@code add} for a siren, {@code hook} for a webhook
 */
public record AddForm(
        String form,
        String owner,
        String label,
        String agent,
        String address,
        String mac,
        String maximum,
        String url,
        String sends,
        String body) {

    public static final String EXAMPLE = "{\"text\": \"{{title}} {{link}}\"}";
    public static final String PLACES = "{{title}} {{text}} {{link}} {{key}}";

    static AddForm empty(Actor actor, String label) {
        return new AddForm("add", actor.person(), label, "", "", "", "100", "", "json", "");
    }

    static AddForm of(Actor actor, MultiValueMap<String, String> sent) {
        Sent typed = new Sent(sent);
        String owner = typed.text("owner");
        return new AddForm(
                typed.text("kind").equals("webhook") ? "hook" : "add",
                owner.isEmpty() ? actor.person() : owner,
                typed.text("label"),
                typed.text("agent"),
                typed.text("address"),
                typed.text("mac"),
                typed.text("maximum"),
                typed.text("url"),
                typed.text("sends"),
                typed.text("body"));
    }

    boolean isHook() {
        return form.equals("hook");
    }

    BellSetup.Draft draft(String pin) {
        if (isHook()) {
            Map<String, String> config = Map.of("url", url, "sends", sends, "body", body);
            return new BellSetup.Draft(owner, "webhook", label, "", config, new Secret(""), 100);
        }
        return new BellSetup.Draft(
                owner, "dlink", label, agent, Map.of("address", address, "mac", mac), new Secret(pin), percent(maximum));
    }

    static int percent(String typed) {
        try {
            return Integer.parseInt(typed.replace("%", "").strip());
        } catch (NumberFormatException e) {
            throw Refusal.invalid("maximum", "The loudest is a whole number from 1 to 100.");
        }
    }
}
