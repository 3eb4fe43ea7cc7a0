package org.wakebell.drivers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a siren should be doing: pure arithmetic over the rings that are alive. Guarded by the siren's lock. */
final class SirenScore {

    /** Sound is budgeted over this stretch, which is longer than any night and shorter than any day. */
    private static final Duration NIGHT = Duration.ofHours(10);

    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration AGAIN_AFTER_HUSH = Duration.ofSeconds(1);
    private static final Duration QUIET_RETRY = Duration.ofSeconds(1);
    private static final int REMEMBERED = 512;

    /** One noise, and the rings that it is for. */
    record Burst(Loudness.Burst burst, List<String> keys) {}

    private static final class Playing {
        Ring ring;
        int index;
        Instant next;
        int failures;
        @Nullable Outcome outcome;

        Playing(Ring ring, Instant now) {
            this.ring = ring;
            this.next = now;
        }
    }

    private record Sound(Instant from, Instant until) {}

    private final Map<String, Playing> playing = new LinkedHashMap<>();
    private final Map<String, Outcome> ended = remembered();
    private final Map<String, Boolean> hushed = remembered();
    private final Deque<Sound> sounds = new ArrayDeque<>();
    private Instant soundingUntil = Instant.MIN;
    private @Nullable Instant quietDue;
    private Instant quietUntil = Instant.MIN;

    /** Takes a ring up or renews it. What is wrong with it, if anything is. */
    Optional<Outcome> enter(Ring ring, Instant now) {
        if (hushed.containsKey(ring.key())) {
            return Optional.of(new Outcome.Refused("this ring was hushed", false));
        }
        if (!ring.leaseUntil().isAfter(now)) {
            return Optional.of(new Outcome.Refused("this ring's lease is over", false));
        }
        Playing known = playing.get(ring.key());
        if (known != null) {
            known.ring = ring;
            if (!(known.outcome instanceof Outcome.Sounding) && known.outcome != null) {
                known.next = now;
            }
            return Optional.empty();
        }
        if (ring.deadline().isBefore(now)) {
            return Optional.of(new Outcome.Refused("too late: this ring had to start by " + ring.deadline(), false));
        }
        ended.remove(ring.key());
        playing.put(ring.key(), new Playing(ring, now));
        return Optional.empty();
    }

    Optional<Outcome> outcome(String key) {
        Playing known = playing.get(key);
        if (known != null) {
            return Optional.ofNullable(known.outcome);
        }
        return hushed.containsKey(key)
                ? Optional.of(new Outcome.Taken("hushed before it had proof"))
                : Optional.ofNullable(ended.get(key));
    }

    boolean none(Collection<String> keys) {
        return keys.stream().noneMatch(playing::containsKey);
    }

    /** True if the device has to be told. */
    boolean hush(String key, Instant now) {
        Playing known = playing.remove(key);
        boolean first = hushed.put(key, true) == null;
        if (known == null && !first && quietDue == null) {
            return false;
        }
        oweQuiet(now);
        return true;
    }

    boolean owesQuiet(Instant now) {
        boolean leaseOver = playing.values().removeIf(p -> !p.ring.leaseUntil().isAfter(now));
        if (leaseOver && playing.isEmpty() && soundingUntil.isAfter(now)) {
            oweQuiet(now);
        }
        return quietDue != null && !quietDue.isAfter(now);
    }

    /** The device has still to be told; false once somebody has. */
    boolean quietOwed() {
        return quietDue != null;
    }

    private void oweQuiet(Instant now) {
        if (quietDue == null) {
            // If we never learn more: no burst of ours, nor of a process before us, lasts longer than a minute.
            quietUntil = now.plusSeconds(60);
        }
        quietDue = now;
    }

    void quieted(boolean heard, Instant now) {
        if (heard) {
            quietDue = null;
            Sound last = sounds.peekLast();
            if (last != null && last.until.isAfter(now)) {
                sounds.removeLast();
                sounds.addLast(new Sound(last.from, now));
            }
            soundingUntil = Instant.MIN;
            // Whoever is still unanswered must not think that the stop was for them.
            playing.values().forEach(p -> p.next = earlier(p.next, now.plus(AGAIN_AFTER_HUSH)));
        } else if (now.isBefore(quietUntil)) {
            quietDue = now.plus(QUIET_RETRY);
        } else {
            quietDue = null;
        }
    }

    /** The noise that is due, already written down as played. */
    Optional<Burst> next(Instant now) {
        List<Playing> due = new ArrayList<>();
        for (Playing p : playing.values()) {
            if (!p.next.isAfter(now) && p.ring.leaseUntil().isAfter(now)) {
                due.add(p);
            }
        }
        if (due.isEmpty()) {
            return Optional.empty();
        }
        if (soundingUntil.isAfter(now)) {
            due.forEach(p -> p.next = soundingUntil);
            return Optional.empty();
        }
        Loudness.Burst loudest = due.stream()
                .map(p -> burst(p, now))
                .max(Comparator.comparingInt(Loudness.Burst::percent))
                .orElseThrow();
        Instant leaseEnd = due.stream().map(p -> p.ring.leaseUntil()).max(Comparator.naturalOrder()).orElseThrow();
        Loudness.Burst within = within(loudest, Duration.between(now, leaseEnd));
        for (Playing p : due) {
            p.next = now.plus(within.sound()).plus(burst(p, now).pause());
            p.index++;
        }
        soundingUntil = now.plus(within.sound());
        sounds.addLast(new Sound(now, soundingUntil));
        return Optional.of(new Burst(within, due.stream().map(p -> p.ring.key()).toList()));
    }

    /** @param asks whether the device can be asked for better proof than its acceptance */
    void played(Burst burst, Outcome outcome, boolean asks, Instant now) {
        if (outcome instanceof Outcome.Sounding) {
            if (!asks) {
                burst.keys().forEach(key -> accepted(key, outcome));
            }
            return;
        }
        boolean may = outcome instanceof Outcome.Unknown;
        if (!may) {
            sounds.pollLast();
            soundingUntil = Instant.MIN;
        }
        for (String key : burst.keys()) {
            Playing p = playing.get(key);
            if (p == null) {
                continue;
            }
            p.outcome = outcome;
            if (outcome instanceof Outcome.Refused) {
                playing.remove(key);
                ended.put(key, outcome);
            } else {
                p.index = Math.max(0, p.index - 1);
                p.failures++;
                p.next = may ? soundingUntil : now.plus(pause(p.failures));
            }
        }
    }

    private void accepted(String key, Outcome outcome) {
        Playing p = playing.get(key);
        if (p != null) {
            p.failures = 0;
            p.outcome = outcome;
        }
    }

    void proven(Collection<String> keys, Sounder.State said, Instant now) {
        for (String key : keys) {
            Playing p = playing.get(key);
            if (p == null) {
                continue;
            }
            switch (said) {
                case YES -> {
                    p.failures = 0;
                    p.outcome = new Outcome.Sounding(
                            new Outcome.Proof(Outcome.Proof.Kind.DEVICE_STATE, now, "the device says that it sounds"));
                }
                case NO, UNKNOWN -> {
                    p.failures++;
                    p.next = earlier(p.next, later(soundingUntil, now.plus(pause(p.failures))));
                    p.outcome = new Outcome.Unknown(
                            said == Sounder.State.NO
                                    ? "the device took the order and says that it does not sound"
                                    : "the device took the order and then said no more");
                }
            }
        }
    }

    Duration untilNext(Instant now) {
        Instant next = now.plus(IDLE);
        if (quietDue != null) {
            next = earlier(next, quietDue);
        }
        for (Playing p : playing.values()) {
            next = earlier(next, soundingUntil.isAfter(p.next) ? soundingUntil : p.next);
            next = earlier(next, p.ring.leaseUntil());
        }
        return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }

    private Loudness.Burst burst(Playing p, Instant now) {
        Loudness loudness = p.ring.loudness();
        Loudness.Burst burst = loudness.bursts().get(Math.min(p.index, loudness.bursts().size() - 1));
        return spent(now).plus(burst.sound()).compareTo(loudness.budget()) > 0 ? loudness.after() : burst;
    }

    private Duration spent(Instant now) {
        sounds.removeIf(s -> s.until.isBefore(now.minus(NIGHT)));
        return sounds.stream().map(s -> Duration.between(s.from, s.until)).reduce(Duration.ZERO, Duration::plus);
    }

    private static Loudness.Burst within(Loudness.Burst burst, Duration lease) {
        Duration left = Duration.ofSeconds(Math.max(1, lease.toSeconds()));
        return left.compareTo(burst.sound()) >= 0 ? burst : new Loudness.Burst(left, burst.percent(), burst.pause());
    }

    private static Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(15, 1L << Math.min(failures, 4)));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static <V> Map<String, V> remembered() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
