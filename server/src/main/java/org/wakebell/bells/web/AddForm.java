package org.wakebell.bells.web;

import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.wakebell.bells.BellSetup;
import org.wakebell.people.Actor;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Refusal;

/** A siren as someone types it. The PIN is not kept: it is typed again after a mistake. Public for the template. */
public record AddForm(String owner, String label, String agent, String address, String mac, String maximum) {

    static AddForm empty(Actor actor, String label) {
        return new AddForm(actor.person(), label, "", "", "", "100");
    }

    static AddForm of(Actor actor, MultiValueMap<String, String> sent) {
        String owner = text(sent, "owner");
        return new AddForm(
                owner.isEmpty() ? actor.person() : owner,
                text(sent, "label"),
                text(sent, "agent"),
                text(sent, "address"),
                text(sent, "mac"),
                text(sent, "maximum"));
    }

    BellSetup.Draft draft(String pin) {
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

    static String text(MultiValueMap<String, String> sent, String name) {
        String value = sent.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
