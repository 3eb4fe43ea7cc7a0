package org.wakebell.grading.fingerprint;

import java.util.HexFormat;
import java.util.List;

/**
 * What makes two events the same trouble, as 128 bits. Algorithm version 1 takes the first of these that is there:
 *
 * <ol>
 *   <li>the sender's own key, within its source;
 *   <li>the chain of exception types and the topmost frames of the application's own code, without line numbers;
 *   <li>the sender's template (the message before its values were put in), with logger and severity band;
 *   <li>the masked message, with logger and severity band.
 * </ol>
 *
 * When in doubt two troubles stay apart: a split alert is a nuisance, a merged one hides the second fire. The text of
 * a fingerprint starts with the version, so that a later algorithm never wakes anybody by renaming old troubles.
 */
public record Fingerprint(long high, long low) {

    /**
     * The parts of an event that can tell. Empty text means "not given".
     *
     * @param scope where the sender's key is unique (its source)
     * @param unit what runs there, such as {@code service.name}; may be empty
     * @param severity 0 to 24; only its band (four numbers wide) tells
     */
    public record Evidence(
            String scope,
            String unit,
            String logger,
            int severity,
            String senderKey,
            String exceptionType,
            String stack,
            String template,
            String body) {}

    public static final String VERSION = "1:";

    public static Fingerprint of(Evidence e) {
        Hash hash = new Hash();
        if (given(e.senderKey)) {
            hash.text("key").text(e.scope).text(e.senderKey);
        } else if (given(e.exceptionType) || given(e.stack)) {
            Frames frames = Frames.of(e.exceptionType, e.stack);
            hash.text("exception").text(e.unit);
            frames.types().forEach(hash::text);
            hash.text("at");
            frames.top().forEach(hash::text);
            if (frames.top().isEmpty()) {
                hash.text(e.logger);
                Mask.into(e.body, hash, null);
            }
        } else {
            boolean template = given(e.template);
            hash.text(template ? "template" : "message").text(e.unit).text(e.logger);
            hash.put((char) band(e.severity));
            Mask.into(template ? e.template : e.body, hash, null);
        }
        return hash.end();
    }

    /** One sentence for people: by what it was grouped. */
    public static String explain(Evidence e) {
        if (given(e.senderKey)) {
            return "the sender's key " + e.senderKey;
        }
        if (given(e.exceptionType) || given(e.stack)) {
            Frames frames = Frames.of(e.exceptionType, e.stack);
            String types = String.join(" caused by ", frames.types().stream().map(Frames::simple).toList());
            return frames.top().isEmpty()
                    ? "the exception " + types + " and the masked message: " + mask(e.body)
                    : "the exception " + types + " at " + String.join(" < ", frames.top());
        }
        if (given(e.template)) {
            return "the sender's template" + from(e) + ": " + mask(e.template);
        }
        return "the masked message" + from(e) + ": " + mask(e.body);
    }

    /** The first line with what varies replaced by {@code <num>}, {@code <uuid>}, … */
    public static String mask(String text) {
        StringBuilder shown = new StringBuilder();
        Mask.into(text, new Hash(), shown);
        return shown.toString();
    }

    /** Class and method names of the frames that tell, topmost first; empty if there is no stack that can be read. */
    public static List<String> frames(String exceptionType, String stack) {
        return Frames.of(exceptionType, stack).top();
    }

    /** {@code 1:} and 32 hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return VERSION + hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    private static String from(Evidence e) {
        return e.logger.isEmpty() ? "" : " of " + e.logger;
    }

    private static int band(int severity) {
        return severity <= 0 ? 0 : (severity + 3) / 4;
    }

    private static boolean given(String text) {
        return !text.isEmpty();
    }
}
