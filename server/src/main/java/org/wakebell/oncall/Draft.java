package org.wakebell.oncall;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.wakebell.oncall.rotation.Layer;

/**
 * A schedule as somebody wants it, not yet checked.
 *
 * @param demands capabilities that someone on call must have
 * @param fallback ids of people to ring, in order, when nobody is on call
 * @param layers without those that ended
 */
public record Draft(String name, ZoneId zone, Set<String> demands, List<String> fallback, List<Layer> layers) {

    public Draft {
        demands = Set.copyOf(demands);
        fallback = List.copyOf(fallback);
        layers = List.copyOf(layers);
    }
}
