package org.wakebell.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form that was sent, to be shown beside its field when the form is shown again.
 *
 * @param field empty if it is about the whole form
 */
public record Wrong(String field, String message) {

    public static final Wrong NOTHING = new Wrong("", "");

    /** In the reader's language if the room has the words {@code <room>.wrong.<field>} for it; else as it was refused. */
    public static Wrong of(Page page, String room, Refusal refusal) {
        String key = room + ".wrong." + (refusal.field().isEmpty() ? refusal.kind().name().toLowerCase(java.util.Locale.ROOT) : refusal.field());
        boolean translated = page.language().equals("ko") && page.knows(key);
        return new Wrong(refusal.field(), translated ? page.t(key) : refusal.message());
    }

    /** The form is shown again with what was wrong with it, and the answer says so; what no form can mend is thrown on. */
    public static Wrong again(Page page, HttpServletResponse response, String room, Refusal refusal) {
        switch (refusal.kind()) {
            case INVALID -> response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            case CONFLICT -> response.setStatus(HttpServletResponse.SC_CONFLICT);
            case FORBIDDEN, MISSING, TOO_MANY -> throw refusal;
        }
        return of(page, room, refusal);
    }

    /** The message for this field, or null. */
    public @Nullable String at(String name) {
        return !message.isEmpty() && field.equals(name) ? message : null;
    }

    /** The message that belongs to no field, or null. */
    public @Nullable String everywhere() {
        return at("");
    }
}
