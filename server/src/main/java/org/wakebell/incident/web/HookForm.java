package org.wakebell.incident.web;

import org.springframework.util.MultiValueMap;

/** A webhook as somebody types it. Public for the template. */
public record HookForm(String name, String url, String shape, String service) {

    static final HookForm EMPTY = new HookForm("", "", "wakebell", "");

    static HookForm of(MultiValueMap<String, String> sent) {
        return new HookForm(text(sent, "name"), text(sent, "url"), text(sent, "shape"), text(sent, "service"));
    }

    private static String text(MultiValueMap<String, String> sent, String field) {
        String value = sent.getFirst(field);
        return value == null ? "" : value.strip();
    }
}
