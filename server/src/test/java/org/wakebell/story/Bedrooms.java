package org.wakebell.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wakebell.bells.Bells;
import org.wakebell.drivers.Outcome;
import org.wakebell.platform.clock.Clock;

/** Bells that always work, and a list of what was heard when. Shared by all nodes of a story. */
final class Bedrooms implements Bells {

    /** @param loud a siren, otherwise a push */
    record Heard(Instant at, String person, boolean loud, String title) {}

    private final Clock clock;
    private final Map<String, BellFact> bells = new LinkedHashMap<>();
    private final Map<String, NewOrder> orders = new LinkedHashMap<>();
    private final Set<String> sounding = new TreeSet<>();
    final List<Heard> heard = new ArrayList<>();

    Bedrooms(Clock clock) {
        this.clock = clock;
    }

    void push(String person) {
        put(person, "push", false);
    }

    void siren(String person) {
        put(person, "siren", true);
    }

    private void put(String person, String kind, boolean waking) {
        String id = kind + "-" + person;
        bells.put(id, new BellFact(id, person, kind, kind, waking, true, "fine", 80));
    }

    @Override
    public List<BellFact> of(String person) {
        return bells.values().stream()
                .filter(b -> b.owner().equals(person))
                .sorted((a, b) -> Boolean.compare(a.waking(), b.waking()))
                .toList();
    }

    @Override
    public Optional<BellFact> bell(String id) {
        return Optional.ofNullable(bells.get(id));
    }

    @Override
    public void order(NewOrder order) {
        orders.putIfAbsent(order.key(), order);
    }

    @Override
    public Outcome ring(String key) {
        NewOrder order = orders.get(key);
        BellFact bell = order == null ? null : bells.get(order.bell());
        if (order == null || bell == null) {
            return new Outcome.Refused("no such order", false);
        }
        heard.add(new Heard(clock.instant(), bell.owner(), bell.waking(), order.title()));
        if (bell.waking()) {
            sounding.add(key);
            return new Outcome.Sounding(
                    new Outcome.Proof(Outcome.Proof.Kind.DEVICE_STATE, clock.instant(), "IsSounding true"));
        }
        return new Outcome.Taken("taken");
    }

    @Override
    public void hush(String key) {
        sounding.remove(key);
    }

    @Override
    public void hushAbout(String about) {
        sounding.removeIf(key -> orders.get(key).about().equals(about));
    }

    boolean soundsFor(String person) {
        return sounding.stream().anyMatch(key -> bells.get(orders.get(key).bell()).owner().equals(person));
    }

    List<Heard> sirens() {
        return heard.stream().filter(Heard::loud).toList();
    }
}
