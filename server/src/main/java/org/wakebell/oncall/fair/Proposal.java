package org.wakebell.oncall.fair;

import java.util.List;
import java.util.Map;
import org.wakebell.oncall.rotation.Layer;

/**
 * A rota that could be, and what it would cost.
 *
 * @param layers in the schedule's zone, so that no clock change opens a gap between them
 * @param loads of everyone in it over the time it was tried
 */
public record Proposal(Kind kind, List<Layer> layers, Map<String, Load> loads, Quality quality) {

    public enum Kind {
        /** Each place has the hours in which it is awake. */
        SUN,
        /** Days and nights are handed over apart, and nobody has both at once. */
        DAY_NIGHT,
        /** Round the clock, another every week. */
        WEEKLY
    }

    /** Nights broken over the time it was tried, all people together. */
    public int nights() {
        return loads.values().stream().mapToInt(Load::nights).sum();
    }
}
