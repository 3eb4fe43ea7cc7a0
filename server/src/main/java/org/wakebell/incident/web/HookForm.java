package org.wakebell.incident.web;

import org.springframework.util.MultiValueMap;
import org.wakebell.platform.web.Sent;

/** A webhook as somebody types it. Public for the template. */
public record HookForm(String name, String url, String shape, String service) {

    static final HookForm EMPTY = new HookForm("", "", "wakebell", "");

    static HookForm of(MultiValueMap<String, String> sent) {
        Sent typed = new Sent(sent);
        return new HookForm(typed.text("name"), typed.text("url"), typed.text("shape"), typed.text("service"));
    }
}
