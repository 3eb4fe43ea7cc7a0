package org.wakebell.bells;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wakebell.drivers.Bell;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.platform.clock.Clock;

/** Bells that this process drives itself: the mail server, and sirens on its own network. */
final class Direct implements Line {

    private record Opened(Installed as, Bell bell) {}

    private final Drivers drivers;
    private final Clock clock;
    private final Map<String, Opened> open = new ConcurrentHashMap<>();
    /** Keys that sound by this process's doing. */
    private final Set<String> playing = ConcurrentHashMap.newKeySet();

    Direct(Drivers drivers, Clock clock) {
        this.drivers = drivers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public boolean carries(Installed bell) {
        return bell.agent().isEmpty() && !bell.kind().equals(Kind.BEDSIDE.text());
    }

    @Override
    public Outcome ring(Installed bell, Ring ring) throws InterruptedException {
        Outcome outcome = opened(bell).ring(ring);
        if (Kind.of(bell.kind()).waking && !(outcome instanceof Outcome.Refused)) {
            playing.add(ring.key());
        }
        return outcome;
    }

    @Override
    public Outcome hush(Installed bell, String key) throws InterruptedException {
        Outcome outcome = opened(bell).hush(key);
        if (outcome instanceof Outcome.Taken) {
            playing.remove(key);
        }
        return outcome;
    }

    @Override
    public Health check(Installed bell) throws InterruptedException {
        return opened(bell).check();
    }

    /** A bell that was removed: nothing is played on it any more. */
    void forget(String bell) {
        Opened opened = open.remove(bell);
        if (opened != null) {
            opened.bell.close();
        }
    }

    boolean plays(String key) {
        return playing.contains(key);
    }

    List<String> playing() {
        return playing.stream().sorted().toList();
    }

    void ended(String key) {
        playing.remove(key);
    }

    private Bell opened(Installed bell) {
        Opened opened = open.compute(bell.id(), (id, before) -> {
            if (before != null && before.as.equals(bell)) {
                return before;
            }
            if (before != null && sameDevice(before.as, bell)) {
                return new Opened(bell, before.bell);
            }
            if (before != null) {
                before.bell.close();
            }
            return new Opened(bell, make(bell));
        });
        return opened.bell;
    }

    private static boolean sameDevice(Installed a, Installed b) {
        return a.kind().equals(b.kind()) && a.config().equals(b.config()) && a.secret().equals(b.secret());
    }

    private Bell make(Installed bell) {
        try {
            return drivers.open(bell.kind(), bell.config(), bell.secret().reveal());
        } catch (IllegalArgumentException e) {
            return new Broken(String.valueOf(e.getMessage()), clock.instant());
        }
    }

    /** A bell whose configuration this version cannot use. */
    private record Broken(String why, Instant at) implements Bell {
        @Override
        public Outcome ring(Ring ring) {
            return new Outcome.Refused(why, false);
        }

        @Override
        public Outcome hush(String key) {
            return new Outcome.Taken("it cannot sound");
        }

        @Override
        public Health check() {
            return new Health(Health.State.NOT_READY, why, at, Map.of());
        }

        @Override
        public void close() {}
    }
}
