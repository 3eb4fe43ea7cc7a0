package org.wakebell.bench.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Line;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/** A line to bells behind agents while a town is founded: it carries them, and rings nothing. */
final class Agents implements Line {

    @Override
    public String name() {
        return "street";
    }

    @Override
    public boolean carries(Installed bell) {
        return !bell.agent().isEmpty();
    }

    @Override
    public Outcome ring(Installed bell, Ring ring) {
        return new Outcome.RetryLater(Duration.ofSeconds(5), "nobody has moved in yet");
    }

    @Override
    public Outcome hush(Installed bell, String key) {
        return new Outcome.Taken("nothing sounds");
    }

    @Override
    public Health check(Installed bell) {
        return new Health(Health.State.READY, "fine", Instant.EPOCH, Map.of());
    }
}
