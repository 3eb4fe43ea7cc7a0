package org.wakebell.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Line;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.platform.clock.Clock;

/** A line to sirens that always work, and a list of what was heard when. Shared by all nodes of a story. */
final class Bedrooms implements Line {

    record Heard(Instant at, String person, String title) {}

    private final Clock clock;
    private final Map<String, String> sounding = new HashMap<>();
    final List<Heard> heard = new ArrayList<>();

    Bedrooms(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "story";
    }

    @Override
    public boolean carries(Installed bell) {
        return bell.agent().equals("home");
    }

    @Override
    public Outcome ring(Installed bell, Ring ring) {
        if (sounding.put(ring.key(), bell.owner()) == null) {
            heard.add(new Heard(clock.instant(), bell.owner(), ring.title()));
        }
        return new Outcome.Sounding(
                new Outcome.Proof(Outcome.Proof.Kind.DEVICE_STATE, clock.instant(), "IsSounding true"));
    }

    @Override
    public Outcome hush(Installed bell, String key) {
        sounding.remove(key);
        return new Outcome.Taken("quiet");
    }

    @Override
    public Health check(Installed bell) {
        return new Health(Health.State.READY, "fine", clock.instant(), Map.of());
    }

    boolean soundsFor(String person) {
        return sounding.containsValue(person);
    }
}
