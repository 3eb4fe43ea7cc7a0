package org.wakebell.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.When;

/** How layers follow each other, so that an edit changes what is to come and never what was. */
final class Succession {

    /** What was valid before {@code at} stays as it was until then; what is wanted begins then, or later if it says so. */
    static List<Layer> of(List<Layer> was, List<Layer> wanted, Instant at) {
        List<Layer> layers = new ArrayList<>();
        List<Layer> left = new ArrayList<>();
        was.forEach(old -> (Schedule.ended(old, at) ? layers : left).add(old));
        Map<Layer, Layer> goesOn = goesOn(left, wanted, at);
        for (Layer old : left) {
            if (old.begins().isBefore(at)) {
                layers.add(old.valid(old.from(), new When.Exact(at)));
            }
        }
        for (Layer layer : wanted) {
            Layer old = goesOn.get(layer);
            layers.add(old == null ? layer.valid(begins(layer, at), layer.until()) : old.valid(old.from(), layer.until()));
        }
        return layers;
    }

    /** Which wanted layer is which old one, each once; what remains in {@code left} is not wanted any more. */
    private static Map<Layer, Layer> goesOn(List<Layer> left, List<Layer> wanted, Instant at) {
        Map<Layer, Layer> pairs = new IdentityHashMap<>();
        for (Layer layer : wanted) {
            if (left.remove(layer)) {
                pairs.put(layer, layer);
            }
        }
        for (Layer layer : wanted) {
            if (!pairs.containsKey(layer) && !Schedule.ended(layer, at)) {
                Optional<Layer> same = left.stream().filter(old -> same(layer, old)).min(Comparator.comparing(Layer::begins));
                same.ifPresent(old -> {
                    left.remove(old);
                    pairs.put(layer, old);
                });
            }
        }
        return pairs;
    }

    private static When begins(Layer layer, Instant at) {
        return layer.from() == null || layer.begins().isBefore(at) ? new When.Exact(at) : layer.from();
    }

    /** The same layer, also if the new one does not repeat when the old one began, or ends at another time to come. */
    private static boolean same(Layer wanted, Layer old) {
        return (wanted.from() == null || wanted.from().equals(old.from()))
                && wanted.valid(null, null).equals(old.valid(null, null));
    }

    private Succession() {}
}
