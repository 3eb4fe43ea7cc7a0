package org.wakebell.home;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.drivers.Bell;
import org.wakebell.drivers.Health;
import org.wakebell.wire.Message.BellConfig;
import org.wakebell.wire.Message.BellHealth;

/** The bells that the server gave this agent, opened. */
final class Installed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Installed.class);

    /** Opens one bell. */
    @FunctionalInterface
    interface Opener {
        /** @throws IllegalArgumentException with a sentence for its owner if it cannot be opened as configured */
        Bell open(BellConfig config);
    }

    private sealed interface Place {
        BellConfig config();

        record Open(BellConfig config, Bell bell) implements Place {}

        record Broken(BellConfig config, String why) implements Place {}
    }

    private final Opener opener;
    private final InstantSource time;
    private Map<String, Place> places = Map.of();

    Installed(Opener opener, InstantSource time) {
        this.opener = opener;
        this.time = time;
    }

    /** From now on these and no others. A bell whose settings did not change stays open and rings on. */
    synchronized void configure(List<BellConfig> configs) {
        Map<String, Place> next = new LinkedHashMap<>();
        Map<String, Place> left = new HashMap<>(places);
        for (BellConfig config : configs) {
            Place before = left.get(config.id());
            if (before instanceof Place.Open open && same(open.config, config)) {
                left.remove(config.id());
                next.put(config.id(), new Place.Open(config, open.bell));
            } else {
                close(left.remove(config.id()));
                next.put(config.id(), open(config));
            }
        }
        left.values().forEach(Installed::close);
        places = next;
    }

    private Place open(BellConfig config) {
        try {
            return new Place.Open(config, opener.open(config));
        } catch (IllegalArgumentException e) {
            LOG.warn("bell {} ({}) cannot be opened: {}", config.label(), config.kind(), e.getMessage());
            return new Place.Broken(config, String.valueOf(e.getMessage()));
        }
    }

    private static boolean same(BellConfig a, BellConfig b) {
        return a.kind().equals(b.kind()) && a.settings().equals(b.settings()) && a.secrets().equals(b.secrets());
    }

    synchronized Optional<Bell> bell(String id) {
        return places.get(id) instanceof Place.Open open ? Optional.of(open.bell) : Optional.empty();
    }

    /** As they were configured. */
    synchronized List<BellConfig> configs(Collection<String> ids) {
        return places.values().stream().map(Place::config).filter(config -> ids.contains(config.id())).toList();
    }

    synchronized Collection<Bell> all() {
        return places.keySet().stream().map(this::bell).flatMap(Optional::stream).toList();
    }

    /** Asks every bell, one after another, without a noise. */
    List<BellHealth> check() throws InterruptedException {
        List<Place> now;
        synchronized (this) {
            now = List.copyOf(places.values());
        }
        List<BellHealth> seen = new ArrayList<>();
        for (Place place : now) {
            Health health = switch (place) {
                case Place.Open open -> open.bell.check();
                case Place.Broken broken -> new Health(Health.State.NOT_READY, broken.why, time.instant(), Map.of());
            };
            seen.add(Spoken.health(place.config().id(), health));
        }
        return seen;
    }

    synchronized String label(String id) {
        Place place = places.get(id);
        return place == null ? id : place.config().label();
    }

    @Override
    public synchronized void close() {
        places.values().forEach(Installed::close);
        places = Map.of();
    }

    private static void close(@Nullable Place place) {
        if (place instanceof Place.Open open) {
            open.bell.close();
        }
    }
}
