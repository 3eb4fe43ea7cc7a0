package org.wakebell.platform.web;

/**
 * A request that is understood and not done. The kind decides the HTTP status; the message names the field and the
 * fix, in words that may be shown to the person who asked.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        /** 400: something is wrong with what was sent. */
        INVALID,
        /** 403: this person may not do that to this object. */
        FORBIDDEN,
        /** 404: no such thing, or not for these eyes. */
        MISSING,
        /** 409: someone was first, or the thing is no longer in that state. */
        CONFLICT,
        /** 429: too often. */
        TOO_MANY
    }

    private final Kind kind;
    private final String field;

    public Refusal(Kind kind, String field, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.field = field;
    }

    public static Refusal invalid(String field, String message) {
        return new Refusal(Kind.INVALID, field, message);
    }

    public static Refusal forbidden(String message) {
        return new Refusal(Kind.FORBIDDEN, "", message);
    }

    public static Refusal missing(String message) {
        return new Refusal(Kind.MISSING, "", message);
    }

    public static Refusal conflict(String message) {
        return new Refusal(Kind.CONFLICT, "", message);
    }

    public Kind kind() {
        return kind;
    }

    /** The field it is about, or empty. */
    public String field() {
        return field;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
