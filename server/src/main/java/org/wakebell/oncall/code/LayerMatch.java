package org.wakebell.oncall.code;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.When;
import org.wakebell.platform.web.Refusal;

/**
 * The layers of a file beside those that count now. One that began already is the same whenever the file says it
 * began: when it really did is history.
 */
final class LayerMatch {

    private final List<Layer> left;
    private final List<Layer> wanted;
    private final Planning.Effect effect;
    private final Instant now;

    private LayerMatch(List<Layer> current, List<Layer> wanted, Planning.Effect effect, Instant now) {
        this.left = new ArrayList<>(current);
        this.wanted = wanted;
        this.effect = effect;
        this.now = now;
    }

    /** @param effect when a layer takes the place of the running one of its name */
    static List<Layer> of(List<Layer> current, List<Layer> wanted, Planning.Effect effect, Instant now) {
        return new LayerMatch(current, wanted, effect, now).layers();
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : wanted) {
            Optional<Layer> match = left.stream().filter(old -> same(layer, old)).findFirst();
            match.ifPresent(left::remove);
            if (match.isPresent()) {
                layers.add(match.get());
            } else {
                layers.addAll(changed(layer));
            }
        }
        return layers;
    }

    private List<Layer> changed(Layer layer) {
        boolean alone = wanted.stream().filter(one -> one.name().equals(layer.name())).count() == 1;
        Optional<Layer> running = left.stream()
                .filter(old -> alone && began(layer) && began(old) && old.name().equals(layer.name()))
                .findFirst();
        if (running.isEmpty() || effect == Planning.Effect.NOW) {
            return List.of(layer);
        }
        Layer old = running.get();
        Optional<Layer> waiting = left.stream().filter(one -> !began(one) && content(one).equals(content(layer))).findFirst();
        if (waiting.isPresent() && Objects.equals(waiting.get().until(), layer.until())) {
            return List.of(old, waiting.get());
        }
        Instant handoff = old.cadence().begin(old.cadence().turn(now, old.zone()) + 1, old.zone());
        When at = new When.Exact(handoff.isBefore(old.ends()) ? handoff : old.ends());
        Layer next = layer.valid(at, layer.until());
        if (!next.begins().isBefore(next.ends())) {
            throw Refusal.invalid("layers", "\"" + layer.name() + "\" ends before its next handoff; apply it now, or write a later end");
        }
        return List.of(old.valid(old.from(), at), next);
    }

    private boolean same(Layer layer, Layer old) {
        return content(layer).equals(content(old))
                && Objects.equals(layer.until(), old.until())
                && (began(layer) && began(old) || layer.begins().equals(old.begins()));
    }

    private boolean began(Layer layer) {
        return !layer.begins().isAfter(now);
    }

    private static Layer content(Layer layer) {
        return layer.valid(null, null);
    }
}
