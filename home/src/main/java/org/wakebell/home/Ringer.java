package org.wakebell.home;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Bell;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Sleeper;
import org.wakebell.wire.Message;
import org.wakebell.wire.Message.Ended;
import org.wakebell.wire.Message.Result.Act;

/**
 * Carries orders out. An order rings once however often it arrives, never after its deadline, and goes on until it is
 * hushed or its lease ends, whether the server is there or not. {@link #order} and {@link #hush} block while the device
 * answers: call them on threads of their own.
 */
final class Ringer {

    private static final class Live {
        /** Held while the bell rings or is renewed; a hush does not wait for it. */
        final ReentrantLock turn = new ReentrantLock();

        volatile Message.Order order;
        volatile @Nullable Loudness loudness;
        volatile @Nullable Ended ended;
        volatile boolean resting;
        volatile boolean hushed;

        Live(Message.Order order) {
            this.order = order;
        }
    }

    private final Installed bells;
    private final Rung rung;
    private final Ongoing ongoing;
    private final ServerTime time;
    private final Sleeper sleeper;
    private final Consumer<Message> say;
    private final Map<String, Live> lives = new ConcurrentHashMap<>();

    /** @param say tells the server, if it is there; must not throw */
    Ringer(Installed bells, Rung rung, Ongoing ongoing, ServerTime time, Sleeper sleeper, Consumer<Message> say) {
        this.bells = bells;
        this.rung = rung;
        this.ongoing = ongoing;
        this.time = time;
        this.sleeper = sleeper;
        this.say = say;
    }

    void order(Message.Order order) throws InterruptedException {
        Live live = lives.computeIfAbsent(order.key(), key -> new Live(order));
        live.turn.lockInterruptibly();
        Ended ended;
        try {
            ended = carryOut(live, order);
        } finally {
            live.turn.unlock();
        }
        if (live.loudness == null && !live.hushed) {
            lives.remove(order.key(), live);
        }
        say.accept(new Message.Result(order.key(), Act.RING, ended));
        keep();
    }

    /** After the sound and after the server was told: nobody waits for the disk. */
    private void keep() {
        ongoing.keep(() -> lives.values().stream()
                .filter(live -> live.loudness != null && !live.hushed)
                .map(live -> live.order)
                .sorted(Comparator.comparing(Message.Order::key))
                .toList());
    }

    /** Whether it rang, in this life of the program or an earlier one, and has not fallen silent by itself since. */
    private boolean rang(String key) {
        return rung.of(key).filter(e -> !(e.result().ended() instanceof Ended.Unknown)).isPresent();
    }

    private Ended carryOut(Live live, Message.Order order) throws InterruptedException {
        Instant now = time.instant();
        Optional<Rung.Entry> before = rung.of(order.key());
        if (live.hushed || before.filter(e -> e.result().act() == Act.HUSH).isPresent()) {
            return new Ended.Refused("it was quieted before", false);
        }
        if (!order.leaseUntil().isAfter(now)) {
            return new Ended.Refused("the lease of this order ended " + ago(order.leaseUntil(), now), false);
        }
        Ended known = live.ended;
        if (live.loudness != null && known != null) {
            boolean later = order.leaseUntil().isAfter(live.order.leaseUntil());
            live.order = later ? order : live.order;
            return later && !live.resting ? ring(live) : known;
        }
        live.order = order;
        if (before.isPresent() && rang(order.key())) {
            return resume(live, before.get(), now);
        }
        if (order.deadline().isBefore(now)) {
            return new Ended.Refused("too late to start: its deadline passed " + ago(order.deadline(), now), false);
        }
        live.loudness = Spoken.loudness(order.sound());
        return ring(live);
    }

    private Ended ring(Live live) throws InterruptedException {
        Message.Order order = live.order;
        Loudness loudness = live.loudness;
        Optional<Bell> bell = bells.bell(order.bell());
        if (bell.isEmpty() || loudness == null) {
            live.loudness = null;
            return new Ended.Refused("this home agent has no bell " + order.bell() + " that it can ring", false);
        }
        Instant start = time.instant();
        Ended ended = Spoken.ended(bell.get().ring(Spoken.ring(order, loudness)));
        live.ended = ended;
        switch (ended) {
            case Ended.Sounding _, Ended.Taken _ -> {
                if (!rang(order.key())) {
                    rung.keep(start, new Message.Result(order.key(), Act.RING, ended));
                }
            }
            // It may sound: it stays ours to hush, and is tried again when the order comes again.
            case Ended.Unknown _ -> live.ended = null;
            case Ended.RetryLater _, Ended.Refused _ -> {
                if (!rang(order.key())) {
                    live.loudness = null;
                }
            }
        }
        if (live.hushed) {
            // The hush may have reached the device before the ring did.
            bell.get().hush(order.key());
        }
        return ended;
    }

    /** It rang before this program was restarted: no second start, but the noise goes on where it would be now. */
    private Ended resume(Live live, Rung.Entry before, Instant now) {
        Rest rest = Rest.of(Spoken.loudness(live.order.sound()), Duration.between(before.at(), now));
        live.loudness = rest.loudness();
        live.ended = before.result().ended();
        live.resting = true;
        Thread.ofVirtual().name("resume").start(() -> {
            try {
                sleeper.sleep(rest.pause());
                live.turn.lockInterruptibly();
                try {
                    live.resting = false;
                    if (!live.hushed && live.order.leaseUntil().isAfter(time.instant())) {
                        live.order = started(live.order);
                        ring(live);
                    }
                } finally {
                    live.turn.unlock();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return before.result().ended();
    }

    /** It kept its deadline when it first rang: from now on its lease alone counts, however long the next burst is away. */
    private static Message.Order started(Message.Order order) {
        return new Message.Order(
                order.key(),
                order.bell(),
                order.title(),
                order.text(),
                order.choices(),
                order.sound(),
                order.leaseUntil(),
                order.leaseUntil());
    }

    /** Quiets the ring with this key; if it has not begun, it never will. */
    void hush(String key) throws InterruptedException {
        Live live = lives.get(key);
        if (live != null) {
            live.hushed = true;
        }
        rung.keep(time.instant(), new Message.Result(key, Act.HUSH, new Ended.Taken("")));
        Ended ended = quiet(key, live == null ? bells.all() : bells.bell(live.order.bell()).stream().toList());
        if (live != null && ended instanceof Ended.Taken) {
            lives.remove(key, live);
        }
        say.accept(new Message.Result(key, Act.HUSH, ended));
        keep();
    }

    private static Ended quiet(String key, Collection<Bell> bells) throws InterruptedException {
        Ended worst = new Ended.Taken("");
        for (Bell bell : bells) {
            Ended ended = Spoken.ended(bell.hush(key));
            if (!(ended instanceof Ended.Taken)) {
                worst = ended;
            }
        }
        return worst;
    }

    /** Quiets what sounds here and stands no longer at the server. */
    void standing(Collection<String> keys) {
        Set<String> stand = Set.copyOf(keys);
        lives.forEach((key, live) -> {
            if (!stand.contains(key)) {
                begin(key);
            }
        });
    }

    /** Once in a while: leases that ended, hushes that the device has not heard yet. */
    void look() {
        Instant now = time.instant();
        lives.forEach((key, live) -> {
            if (!live.order.leaseUntil().isAfter(now)) {
                lives.remove(key, live);
                if (!live.hushed) {
                    fellSilent(key, now);
                }
                keep();
            } else if (live.hushed) {
                begin(key);
            }
        });
    }

    /** Written down, so that an order that comes again begins anew: the silence was no part of its noise. */
    private void fellSilent(String key, Instant now) {
        Message.Result silent = new Message.Result(key, Act.RING, new Ended.Unknown("fell silent: the order was not renewed"));
        if (rang(key)) {
            rung.keep(now, silent);
        }
        say.accept(silent);
    }

    /** Goes on with what an earlier life of this program was ringing. */
    void goOn(Collection<Message.Order> orders) throws InterruptedException {
        for (Message.Order order : orders) {
            if (order.leaseUntil().isAfter(time.instant())) {
                order(order);
            } else {
                fellSilent(order.key(), time.instant());
            }
        }
        keep();
    }

    private void begin(String key) {
        Thread.ofVirtual().name("hush").start(() -> {
            try {
                hush(key);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    boolean ringing() {
        return !lives.isEmpty();
    }

    private static String ago(Instant then, Instant now) {
        return Duration.between(then, now).toSeconds() + " s ago";
    }
}
