package org.wakebell.oncall.web;

import org.jspecify.annotations.Nullable;
import org.wakebell.platform.web.Refusal;

/**
 * What was wrong with a form that is shown again.
 *
 * @param field empty if it is about the whole
 */
public record Problem(String field, String message) {

    static final Problem NONE = new Problem("", "");

    static Problem of(Refusal refusal) {
        return new Problem(refusal.field(), refusal.message());
    }

    public boolean any() {
        return !message.isEmpty();
    }

    /** {@code true} for {@code aria-invalid}, or null. */
    public @Nullable String at(String name) {
        return any() && field.equals(name) ? "true" : null;
    }
}
