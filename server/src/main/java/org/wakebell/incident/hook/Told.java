package org.wakebell.incident.hook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that became of an incident, with what was known of it then.
 *
 * @param by the name of whose act it was, {@code Wakebell} for what happened by itself
 * @param person of {@link Kind#RUNG} who was rung, of the others whoever acts; a person's id, or empty
 * @param bell of {@link Kind#RUNG} what the bell is called, else empty
 * @param since the first bad line
 * @param grade {@code 911} or {@code 912}
 * @param due of a 912
 */
public record Told(
        Kind kind,
        Instant at,
        String by,
        String person,
        String bell,
        String why,
        String incident,
        long number,
        String title,
        String service,
        Instant since,
        Instant opened,
        String answeredName,
        String owner,
        String ownerName,
        @Nullable String endedHow,
        String grade,
        @Nullable Instant due) {

    /** In the words of the wire: {@code incident.opened}. */
    public enum Kind {
        OPENED,
        RUNG,
        ANSWERED,
        OWNED,
        REOPENED,
        RESOLVED
    }
}
