package org.wakebell.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.When;

/** How layers follow each other, so that an edit changes what is to come and never what was. */
final class Succession {

    /** What was valid before {@code at} stays as it was until then; what is wanted begins then, or later if it says so. */
    static List<Layer> of(List<Layer> was, List<Layer> wanted, Instant at) {
        List<Layer> layers = new ArrayList<>();
        for (Layer old : was) {
            boolean kept = wanted.stream().anyMatch(w -> same(w, old));
            if (Schedule.ended(old, at)) {
                layers.add(old);
            } else if (!kept && old.begins().isBefore(at)) {
                layers.add(old.valid(old.from(), new When.Exact(at)));
            }
        }
        for (Layer layer : wanted) {
            layers.add(was.stream()
                    .filter(old -> same(layer, old) && !Schedule.ended(old, at))
                    .findFirst()
                    .orElseGet(() -> layer.valid(begins(layer, at), layer.until())));
        }
        return layers;
    }

    private static When begins(Layer layer, Instant at) {
        return layer.from() == null || layer.begins().isBefore(at) ? new When.Exact(at) : layer.from();
    }

    /** The same layer, also if the new one does not repeat when the old one began. */
    private static boolean same(Layer wanted, Layer old) {
        return wanted.equals(old)
                || (wanted.from() == null && wanted.valid(old.from(), wanted.until()).equals(old));
    }

    private Succession() {}
}
