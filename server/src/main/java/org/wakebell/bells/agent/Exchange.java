package org.wakebell.bells.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Lines;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Clocks;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Signal;
import org.wakebell.platform.web.Pokes;
import org.wakebell.wire.Keys;
import org.wakebell.wire.Message;

/** The lines that end at this node, and what is heard on them. */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Clock clock;
    private final Tx tx;
    private final Pokes pokes;
    private final Lines lines;
    private final Clocks clocks;
    private final AgentRows rows;
    private final ServerKey key;
    private final String node;
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Set<String> searches = ConcurrentHashMap.newKeySet();
    private final Signal signal = new Signal();

    Exchange(Clock clock, Tx tx, Pokes pokes, Lines lines, Clocks clocks, AgentRows rows, ServerKey key, String node) {
        this.clock = clock;
        this.tx = tx;
        this.pokes = pokes;
        this.lines = lines;
        this.clocks = clocks;
        this.rows = rows;
        this.key = key;
        this.node = node;
        pokes.listen(this::poked);
    }

    /** {@code bells/agent/ID} is about an agent, {@code bells/search/ID} asks it to look around, {@code bells/ID} about a bell: one of a call, or a new one. */
    private void poked(String topic) {
        if (topic.equals(Pokes.EVERYTHING)) {
            want(Set.copyOf(calls.keySet()));
            return;
        }
        if (!topic.startsWith("bells/") || calls.isEmpty()) {
            return;
        }
        String id = topic.substring(topic.lastIndexOf('/') + 1);
        if (topic.startsWith(Agents.SEARCH)) {
            searches.add(id);
            signal.raise();
            return;
        }
        if (topic.equals(Agents.topic(id))) {
            want(Set.of(id));
            return;
        }
        Set<String> its = calls.values().stream().filter(c -> c.has(id)).map(Call::agent).collect(Collectors.toSet());
        want(its.isEmpty() ? calls.keySet() : its);
    }

    private void want(Set<String> agents) {
        if (wanted.addAll(agents)) {
            signal.raise();
        }
    }

    Optional<Call> call(String agent) {
        return Optional.ofNullable(calls.get(agent));
    }

    Collection<Call> calls() {
        return List.copyOf(calls.values());
    }

    String node() {
        return node;
    }

    Signal signal() {
        return signal;
    }

    /** Agents that something changed for, since the last time this was asked. */
    Set<String> wanted() {
        Set<String> now = Set.copyOf(wanted);
        wanted.removeAll(now);
        return now;
    }

    /** Has those agents look around whose owners asked for it. */
    void search() {
        for (String agent : Set.copyOf(searches)) {
            searches.remove(agent);
            call(agent).ifPresent(call -> call.say(new Message.Search()));
        }
    }

    /** An agent says who it is. The call if it is welcome; otherwise it was told why and the wire is closed. */
    Optional<Call> admit(Wire wire, Message.Challenge challenge, Message.Hello hello) {
        Optional<AgentRows.Known> known = tx.read(() -> rows.known(hello.agent()));
        Instant now = clock.instant();
        Call call = new Call(wire, hello.agent(), known.map(AgentRows.Known::name).orElse("unknown"), now);
        if (known.isEmpty() || known.get().revoked()) {
            call.refuse(
                    Message.Refused.Reason.REVOKED,
                    "This server does not know this home agent, or its owner revoked it. Make a code on the Bells screen and start it with --code.");
            return Optional.empty();
        }
        String text = Keys.helloText(hello.agent(), challenge.nonce(), hello.nonce());
        if (!Keys.verify(known.get().publicKey(), text, hello.signature())) {
            call.refuse(
                    Message.Refused.Reason.SIGNATURE,
                    "This home agent could not prove that it is the one that was paired. Make a code on the Bells screen and start it with --code.");
            return Optional.empty();
        }
        String signature = key.keys().sign(Keys.welcomeText(hello.agent(), challenge.nonce(), hello.nonce()));
        tx.write(() -> {
            rows.connected(hello, wire.address(), node, now);
            pokes.poke("bells");
        });
        timeThere(known.get(), hello.zone(), hello.offsetSeconds());
        call.say(new Message.Welcome(signature, clock.instant()));
        Call before = calls.put(hello.agent(), call);
        if (before != null) {
            before.refuse(Message.Refused.Reason.REPLACED, "the same agent connected again from " + wire.address());
            before.gone();
        }
        LOG.info("home agent {} connected from {}, version {}", call.name(), wire.address(), hello.program());
        reconcile(call);
        return Optional.of(call);
    }

    /** Tells the agent what it should be doing; cuts its line if it is welcome no more. */
    void reconcile(Call call) {
        if (tx.read(() -> rows.known(call.agent())).filter(k -> !k.revoked()).isEmpty()) {
            call.refuse(
                    Message.Refused.Reason.REVOKED,
                    "This home agent was revoked. To use it again, make a code on the Bells screen and start it with --code.");
            gone(call);
            return;
        }
        call.reconcile(new Call.Truth() {
            @Override
            public List<Installed> bells() {
                return lines.behind(call.agent());
            }

            @Override
            public List<Ring> ringing(String bell) {
                return lines.ringing(bell);
            }

            @Override
            public List<String> standing(String bell) {
                return lines.standing(bell);
            }
        });
    }

    void heard(Call call, Message message) {
        call.heard = clock.instant();
        switch (message) {
            case Message.Ping ping -> call.say(new Message.Pong(ping.n(), clock.instant()));
            case Message.Pong _ -> {}
            case Message.Result result -> result(call, result);
            case Message.Here here ->
                tx.read(() -> rows.known(call.agent())).ifPresent(known -> timeThere(known, here.zone(), here.offsetSeconds()));
            case Message.Report report -> report(call, report.bells());
            case Message.Found found -> tx.write(() -> {
                rows.found(call.agent(), found.devices().subList(0, Math.min(50, found.devices().size())), clock.instant());
                pokes.poke(Agents.topic(call.agent()));
            });
            case Message.Unknown unknown ->
                LOG.info("home agent {} said \"{}\", which this version does not know", call.name(), unknown.type());
            case Message.Refused refused -> LOG.info("home agent {}: {}", call.name(), refused.why());
            case Message.Challenge _, Message.Hello _, Message.Welcome _, Message.Pair _, Message.Paired _,
                    Message.Config _, Message.Order _, Message.Hush _, Message.Standing _, Message.Search _ ->
                LOG.warn("home agent {} said what only a server says; ignored", call.name());
        }
    }

    /** What its machine says of the time; the owner is asked when their zone says something else. */
    private void timeThere(AgentRows.Known agent, String zone, int offsetSeconds) {
        clocks.said(agent.owner(), "agent/" + agent.id(), "The home agent " + agent.name(), zone, offsetSeconds);
    }

    private void result(Call call, Message.Result result) {
        if (!call.said(result.key())) {
            LOG.info("home agent {} speaks of an order that this line did not give it; ignored", call.name());
            return;
        }
        Outcome outcome = Spoken.outcome(result.ended(), clock.instant());
        var waiter = call.waiter(result);
        if (waiter.isPresent()) {
            waiter.get().complete(outcome);
        } else if (result.act() == Message.Result.Act.RING) {
            lines.heard(result.key(), outcome, clock.instant());
        }
    }

    private void report(Call call, List<Message.BellHealth> bells) {
        Instant now = clock.instant();
        for (Message.BellHealth told : bells) {
            if (call.has(told.bell())) {
                Health health = Spoken.health(told, now);
                tx.write(() -> {
                    rows.health(call.agent(), told.bell(), health);
                    lines.checked(told.bell(), health);
                });
            }
        }
    }

    /** The socket closed. */
    void gone(Call call) {
        if (calls.remove(call.agent(), call)) {
            LOG.info("home agent {} is gone", call.name());
        }
        call.gone();
    }

    void hangUp(String why) {
        for (Call call : calls()) {
            call.refuse(Message.Refused.Reason.OTHER, why);
            gone(call);
        }
    }

    /** Nothing heard for so long that the line must be dead. */
    void dropDead(Duration after) {
        Instant before = clock.instant().minus(after);
        for (Call call : calls()) {
            if (call.heard.isBefore(before)) {
                call.refuse(Message.Refused.Reason.OTHER, "nothing heard for " + after.toSeconds() + " s");
                gone(call);
            }
        }
    }
}
