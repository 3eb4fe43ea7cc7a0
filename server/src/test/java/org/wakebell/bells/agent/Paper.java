package org.wakebell.bells.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Line;
import org.wakebell.bells.Lines;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/** The bells' room on a sheet of paper: what is installed, what should ring, what was heard. */
@NullMarked
final class Paper implements Lines {

    record Heard(String key, Outcome outcome) {}

    final List<Line> registered = new ArrayList<>();
    final Map<String, Installed> installed = new ConcurrentHashMap<>();
    final Map<String, Map<String, Ring>> ringing = new ConcurrentHashMap<>();
    final List<Heard> heard = new CopyOnWriteArrayList<>();
    final Map<String, Health> health = new ConcurrentHashMap<>();
    final List<String> pressed = new CopyOnWriteArrayList<>();

    @Override
    public void register(Line line) {
        registered.add(line);
    }

    void install(Installed bell) {
        installed.put(bell.id(), bell);
    }

    /** As the room does: a row before a sound. */
    void stands(String bell, Ring ring) {
        ringing.computeIfAbsent(bell, b -> new LinkedHashMap<>()).put(ring.key(), ring);
    }

    void over(String bell, String key) {
        ringing.getOrDefault(bell, Map.of()).remove(key);
    }

    @Override
    public List<Installed> behind(String agent) {
        return installed.values().stream().filter(b -> b.agent().equals(agent)).toList();
    }

    @Override
    public Optional<Installed> bell(String id) {
        return Optional.ofNullable(installed.get(id));
    }

    @Override
    public List<Ring> ringing(String bell) {
        return List.copyOf(ringing.getOrDefault(bell, Map.of()).values());
    }

    @Override
    public void heard(String key, Outcome outcome, Instant at) {
        heard.add(new Heard(key, outcome));
    }

    @Override
    public void pressed(String key, String choice, String how, Instant at) {
        pressed.add(key + " " + choice);
    }

    @Override
    public void checked(String bell, Health seen) {
        health.put(bell, seen);
    }
}
