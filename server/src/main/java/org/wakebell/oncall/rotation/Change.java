package org.wakebell.oncall.rotation;

import java.time.ZoneId;

/**
 * An override: what people agreed among themselves, laid over all layers. Overrides are applied in the order in which
 * they were made, each to what the earlier ones left.
 */
public sealed interface Change {

    String id();

    When from();

    When until();

    /** The zone of {@link #from} and {@link #until} when they are local. */
    ZoneId zone();

    /** This person is on call too. */
    record Add(String id, When from, When until, ZoneId zone, String person) implements Change {}

    /** Wherever {@code insteadOf} would be on call, {@code person} is. Elsewhere it changes nothing. */
    record Replace(String id, When from, When until, ZoneId zone, String person, String insteadOf)
            implements Change {}

    /** This person is not on call; if nobody else is, that is a gap. */
    record Remove(String id, When from, When until, ZoneId zone, String person) implements Change {}

    /** The layers are silent: the ground of a temporary schedule, whose people are then added. */
    record Blank(String id, When from, When until, ZoneId zone) implements Change {}
}
