package org.wakebell.oncall.code;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.wakebell.oncall.rotation.Layer;

/**
 * The layers of a file beside those that count now. One that began already is the same whenever the file says it
 * began: when it really did is history.
 */
final class LayerMatch {

    static List<Layer> of(List<Layer> current, List<Layer> wanted, Instant now) {
        List<Layer> left = new ArrayList<>(current);
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : wanted) {
            Layer match = left.stream().filter(old -> same(layer, old, now)).findFirst().orElse(layer);
            left.remove(match);
            layers.add(match);
        }
        return layers;
    }

    private static boolean same(Layer wanted, Layer old, Instant now) {
        boolean began = !wanted.begins().isAfter(now) && !old.begins().isAfter(now);
        return wanted.valid(null, null).equals(old.valid(null, null))
                && Objects.equals(wanted.until(), old.until())
                && (began || wanted.begins().equals(old.begins()));
    }

    private LayerMatch() {}
}
