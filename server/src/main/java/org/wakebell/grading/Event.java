package org.wakebell.grading;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that arrived, in the words of no vendor. Immutable.
 *
 * @param at when it happened by the sender's clock
 * @param received when it arrived by ours
 * @param severityNumber OpenTelemetry's 1 to 24, or 0 if the sender gave none; a missing level never pages
 * @param severityText as the sender wrote it, may be empty
 * @param logger or component, may be empty
 * @param body the message
 * @param template the message before its values were put in, if the sender told
 * @param exceptionType and {@code stack}: if there was one
 * @param senderKey what the sender itself says makes two events the same (dedup key, alert fingerprint), or null
 * @param host where it ran, may be empty
 * @param user whom it hurt, may be empty
 * @param attributes the rest; markers are under {@code marker}
 */
public record Event(
        Instant at,
        Instant received,
        int severityNumber,
        String severityText,
        String logger,
        String body,
        @Nullable String template,
        @Nullable String exceptionType,
        @Nullable String stack,
        @Nullable String senderKey,
        String host,
        String user,
        Map<String, String> attributes) {}
