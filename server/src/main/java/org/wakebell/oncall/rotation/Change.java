package org.wakebell.oncall.rotation;

import java.time.ZoneId;
import java.util.List;

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

    /**
     * A temporary schedule: whatever was said before is silent, and only these layers count.
     *
     * @param name shown in reasons, such as Christmas
     * @param layers none: nobody is on call
     */
    record Temporary(String id, When from, When until, ZoneId zone, String name, List<Layer> layers)
            implements Change {
        public Temporary {
            layers = List.copyOf(layers);
        }
    }
}
