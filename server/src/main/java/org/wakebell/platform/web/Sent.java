package org.wakebell.platform.web;

import java.util.List;
import org.springframework.util.MultiValueMap;

/** What a form sends, read field by field. */
public record Sent(MultiValueMap<String, String> fields) {

    /** Without the white space around it; empty if the field was not sent. */
    public String text(String field) {
        String value = fields.getFirst(field);
        return value == null ? "" : value.strip();
    }

    /** All values of a field, the empty ones included. */
    public List<String> all(String field) {
        return fields.getOrDefault(field, List.of());
    }
}
