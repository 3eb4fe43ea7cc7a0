package org.wakebell.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Rota;

/**
 * A schedule as it was read, immutable.
 *
 * @param version counts edits; an edit names the version that its maker saw
 * @param stamp differs after every edit and is never used twice
 * @param demands capabilities that someone on call must have
 * @param fallback whom to ring, in order, when nobody is on call
 * @param layers the past included
 * @param overrides in the order in which they were made, the past included
 */
public record Schedule(
        String id,
        long version,
        String stamp,
        String name,
        ZoneId zone,
        Set<String> demands,
        List<String> fallback,
        List<Layer> layers,
        List<Change> overrides,
        Rota rota) {

    public Schedule {
        demands = Set.copyOf(demands);
        fallback = List.copyOf(fallback);
        layers = List.copyOf(layers);
        overrides = List.copyOf(overrides);
    }

    /** Whether somebody's being off changes who is on call. */
    boolean skips() {
        return layers.stream().anyMatch(layer -> !layer.skip().isEmpty())
                || overrides.stream().anyMatch(change -> change instanceof Change.Temporary temporary
                        && temporary.layers().stream().anyMatch(layer -> !layer.skip().isEmpty()));
    }

    /** Ids of everyone who may come to be on call, or is rung when nobody is. */
    public Set<String> people(Instant now) {
        return Warnings.lineUp(this, now);
    }

    /** The layers that still count or will. */
    public List<Layer> layersFrom(Instant now) {
        return layers.stream().filter(layer -> !ended(layer, now)).toList();
    }

    static boolean ended(Layer layer, Instant now) {
        return layer.until() != null && !layer.until().end(layer.zone()).isAfter(now);
    }
}
