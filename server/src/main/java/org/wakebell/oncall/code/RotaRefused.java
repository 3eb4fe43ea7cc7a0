package org.wakebell.oncall.code;

/** A file of schedules that is not understood; the message names the line, the field and the fix. */
public final class RotaRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String field;

    RotaRefused(int line, String field, String message) {
        super(message, null, false, false);
        this.line = line;
        this.field = field;
    }

    /** From 1; 0 if it is about the whole file. */
    public int line() {
        return line;
    }

    /** As a path: {@code schedules[0].layers[1].rotation.unit}; empty if it is about no field. */
    public String field() {
        return field;
    }

    /** {@code line 12: schedules[0].zone: …}. */
    public String said() {
        return (line > 0 ? "line " + line + ": " : "") + (field.isEmpty() ? "" : field + ": ") + getMessage();
    }
}
