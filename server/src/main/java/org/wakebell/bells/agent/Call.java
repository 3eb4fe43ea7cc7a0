package org.wakebell.bells.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.bells.Installed;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.wire.Codec;
import org.wakebell.wire.Message;
import org.wakebell.wire.Message.Result.Act;

/**
 * One line to one agent that has proved who it is: what was said on it, and who waits for an answer. What the agent may
 * speak about is what it was given here, so that a stolen key rings and reports nothing of others.
 */
final class Call {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    /** A lease that was said is said anew when so much of it is gone, in case the room's own renewal was lost. */
    private static final Duration RENEW = Duration.ofMinutes(4);

    private final Wire wire;
    private final String agent;
    private final String name;
    /** Held while it is decided what the agent should be doing, and said: two deciders would contradict each other. */
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, CompletableFuture<Outcome>> rings = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Outcome>> hushes = new ConcurrentHashMap<>();
    private final Map<String, Instant> said = new HashMap<>();
    private final Set<String> spoken = ConcurrentHashMap.newKeySet();
    private volatile Set<String> bells = Set.of();
    private final List<Runnable> early = new ArrayList<>();
    private @Nullable List<Message.BellConfig> configured;
    private volatile boolean closed;
    volatile Instant heard;

    Call(Wire wire, String agent, String name, Instant now) {
        this.wire = wire;
        this.agent = agent;
        this.name = name;
        this.heard = now;
    }

    String agent() {
        return agent;
    }

    String name() {
        return name;
    }

    boolean has(String bell) {
        return bells.contains(bell);
    }

    /** Whether the key was said on this line, so that the agent may speak of it. */
    boolean said(String key) {
        return spoken.contains(key);
    }

    /** Sends an order; done with the first result for it. A second caller waits for the same one. */
    CompletableFuture<Outcome> order(String bell, Ring ring) {
        turn.lock();
        try {
            CompletableFuture<Outcome> first = rings.computeIfAbsent(ring.key(), key -> new CompletableFuture<>());
            // Before the agent knows its bells an order means nothing to it.
            if (configured == null) {
                early.add(() -> send(bell, ring));
            } else {
                send(bell, ring);
            }
            if (closed) {
                first.complete(broke());
            }
            return first;
        } finally {
            turn.unlock();
        }
    }

    CompletableFuture<Outcome> hush(String key) {
        CompletableFuture<Outcome> first = hushes.computeIfAbsent(key, k -> new CompletableFuture<>());
        spoken.add(key);
        say(new Message.Hush(key));
        if (closed) {
            first.complete(Silence.later("the line to the home agent " + name + " broke"));
        }
        return first;
    }

    private void send(String bell, Ring ring) {
        said.put(ring.key(), ring.leaseUntil());
        spoken.add(ring.key());
        say(Spoken.order(bell, ring));
    }

    /** What the agent should be doing now, as read while the turn is held. */
    interface Truth {
        List<Installed> bells();

        /** With a lease counted from now. */
        List<Ring> ringing(String bell);

        /** Keys; more than those that ring. */
        List<String> standing(String bell);
    }

    /** Says what differs from what was said before; all of it on a fresh line. Idempotent. */
    void reconcile(Truth truth) {
        turn.lock();
        try {
            List<Installed> installed = truth.bells();
            configure(installed.stream().map(Spoken::config).toList());
            early.forEach(Runnable::run);
            early.clear();
            Set<String> stand = new HashSet<>();
            for (Installed bell : installed) {
                truth.ringing(bell.id()).stream().filter(this::isNews).forEach(ring -> send(bell.id(), ring));
                stand.addAll(truth.standing(bell.id()));
            }
            said.keySet().retainAll(stand);
            say(new Message.Standing(stand.stream().sorted().toList()));
        } finally {
            turn.unlock();
        }
    }

    private boolean isNews(Ring ring) {
        Instant before = said.get(ring.key());
        return before == null || before.plus(RENEW).isBefore(ring.leaseUntil());
    }

    private void configure(List<Message.BellConfig> configs) {
        if (!configs.equals(configured)) {
            configured = configs;
            bells = Set.copyOf(configs.stream().map(Message.BellConfig::id).toList());
            say(new Message.Config(configs));
        }
    }

    void say(Message message) {
        wire.send(Codec.write(message));
    }

    /** Whoever waited for this result. */
    Optional<CompletableFuture<Outcome>> waiter(Message.Result result) {
        return Optional.ofNullable((result.act() == Act.RING ? rings : hushes).remove(result.key()));
    }

    /** Nobody waits any more; a result that comes yet is news. */
    void forget(String key, Act act) {
        (act == Act.RING ? rings : hushes).remove(key);
    }

    void refuse(Message.Refused.Reason reason, String why) {
        LOG.info("home agent {}: {}", name, why);
        say(new Message.Refused(reason, why));
        wire.close(why);
    }

    /** The line is gone: whoever waits learns it now and not after ten seconds. */
    void gone() {
        closed = true;
        rings.values().forEach(f -> f.complete(broke()));
        hushes.values().forEach(f -> f.complete(Silence.later("the line to the home agent " + name + " broke")));
    }

    private Outcome broke() {
        return new Outcome.Unknown("the line to the home agent " + name + " broke");
    }
}
