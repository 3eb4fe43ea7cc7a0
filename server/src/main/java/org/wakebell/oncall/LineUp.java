package org.wakebell.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.When;
import org.wakebell.platform.web.Refusal;

/** Other people in turn in a layer, from now or from its next handoff on; the beat stays and what was stays true. */
final class LineUp {

    /** The layers of the schedule, the past included, as they would be. */
    static List<Layer> of(
            Schedule was, String layer, List<List<String>> order, Planning.Effect effect, Instant now) {
        List<Layer> wanted = new ArrayList<>(was.layersFrom(now));
        int place = wanted.stream().map(Layer::name).toList().indexOf(layer);
        if (place < 0) {
            throw Refusal.invalid("layer", "\"" + was.name() + "\" has no layer \"" + layer + "\"");
        }
        if (order.stream().allMatch(List::isEmpty)) {
            throw Refusal.invalid("people", "name at least one person for \"" + layer + "\"");
        }
        Layer old = wanted.get(place);
        // An earlier change that has not taken effect yet gives way to this one.
        When end = wanted.stream()
                .filter(one -> one.name().equals(layer))
                .reduce((first, second) -> second)
                .map(Layer::until)
                .orElse(null);
        wanted.removeIf(one -> one != old && one.name().equals(layer));
        wanted.set(place, successor(old, end, order, effect, now));
        if (old.begins().isBefore(wanted.get(place).begins())) {
            wanted.add(place, old.valid(old.from(), wanted.get(place).from()));
        }
        List<Layer> layers = new ArrayList<>(was.layers());
        layers.removeAll(was.layersFrom(now));
        layers.addAll(wanted);
        return layers;
    }

    private static Layer successor(
            Layer old, @Nullable When end, List<List<String>> order, Planning.Effect effect, Instant now) {
        long turn = old.cadence().turn(now, old.zone()) + (effect == Planning.Effect.NOW ? 0 : 1);
        Instant at = effect == Planning.Effect.NOW ? now : old.cadence().begin(turn, old.zone());
        List<List<String>> turned = new ArrayList<>(order);
        Collections.rotate(turned, (int) Math.floorMod(turn, (long) order.size()));
        Layer next = old.with(turned).valid(new When.Exact(at), end);
        if (!next.begins().isBefore(next.ends())) {
            throw Refusal.invalid("layer", "\"" + old.name() + "\" ends before the change would take effect");
        }
        return next;
    }

    private LineUp() {}
}
