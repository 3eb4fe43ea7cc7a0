package org.wakebell.bells.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Line;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;
import org.wakebell.wire.Message.Result.Act;

/** Bells behind home agents. If another node holds the line, it is poked and reads the order's row. */
final class AgentLine implements Line {

    private static final Duration FIRST_RESULT = Duration.ofSeconds(10);
    private static final Duration HUSHED = Duration.ofSeconds(3);

    /** An agent reports each minute; two missed reports are no good news. */
    private static final Duration FRESH = Duration.ofSeconds(150);

    private final Clock clock;
    private final Tx tx;
    private final Pokes pokes;
    private final Exchange board;
    private final AgentRows rows;

    AgentLine(Clock clock, Tx tx, Pokes pokes, Exchange board, AgentRows rows) {
        this.clock = clock;
        this.tx = tx;
        this.pokes = pokes;
        this.board = board;
        this.rows = rows;
    }

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public boolean carries(Installed bell) {
        return !bell.agent().isEmpty();
    }

    @Override
    public Optional<String> objection(Installed bell) {
        return tx.read(() -> rows.known(bell.agent()))
                        .filter(known -> !known.revoked() && known.owner().equals(bell.owner()))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("There is no such home agent of this person. Pair one first, then choose it from the list.");
    }

    @Override
    public Outcome ring(Installed bell, Ring ring) throws InterruptedException {
        Tx.refuseInside("ringing through a home agent");
        Optional<Call> call = board.call(bell.agent());
        if (call.isPresent()) {
            if (!call.get().has(bell.id())) {
                board.reconcile(call.get());
            }
            Outcome late = new Outcome.Unknown(
                    "no answer from the home agent " + call.get().name() + " in " + FIRST_RESULT.toSeconds() + " s");
            Outcome outcome = wait(call.get().order(bell.id(), ring), FIRST_RESULT, late);
            if (outcome == late) {
                call.get().forget(ring.key(), Act.RING);
            }
            return outcome;
        }
        if (heldElsewhere(bell)) {
            pokes.poke(Agents.topic(bell.agent()));
            return ELSEWHERE;
        }
        return expected(bell)
                ? new Outcome.RetryLater(Duration.ofSeconds(1), "the home agent has just lost its line and is expected back")
                : new Outcome.Refused(away(bell), false);
    }

    @Override
    public Outcome hush(Installed bell, String key) throws InterruptedException {
        Tx.refuseInside("hushing through a home agent");
        Optional<Call> call = board.call(bell.agent());
        if (call.isPresent()) {
            Outcome late = Silence.later("the home agent " + call.get().name() + " has not confirmed the quiet yet");
            Outcome outcome = wait(call.get().hush(key), HUSHED, late);
            if (outcome == late) {
                call.get().forget(key, Act.HUSH);
            }
            return outcome;
        }
        if (heldElsewhere(bell)) {
            pokes.poke(Agents.topic(bell.agent()));
            return Silence.later("handed to the node that holds the line to the home agent");
        }
        return Silence.later(away(bell) + " It is told as soon as it is back");
    }

    @Override
    public Health check(Installed bell) {
        Instant now = clock.instant();
        return tx.read(() -> {
            if (rows.holder(bell.agent(), now).isEmpty()) {
                return new Health(Health.State.NOT_READY, away(bell), now, Map.of());
            }
            Optional<Health> last = rows.health(bell.agent(), bell.id());
            if (last.isEmpty() || last.get().at().isBefore(now.minus(FRESH))) {
                return new Health(
                        Health.State.NOT_READY,
                        "The home agent is connected but has not reported on this bell for "
                                + FRESH.toSeconds() + " s. Restart it.",
                        now,
                        Map.of());
            }
            return last.get();
        });
    }

    private boolean heldElsewhere(Installed bell) {
        return tx.read(() -> rows.holder(bell.agent(), clock.instant()))
                .filter(node -> !node.equals(board.node()))
                .isPresent();
    }

    /** It was there a moment ago: a server that restarts must not wake the next person because it was quicker than the agent. */
    private boolean expected(Installed bell) {
        Instant now = clock.instant();
        return tx.read(() -> rows.one(bell.agent(), now))
                .map(AgentFact::seen)
                .filter(seen -> seen.isAfter(now.minus(Agents.DEAD)))
                .isPresent();
    }

    /** For people: which agent, since when, what to do. */
    private String away(Installed bell) {
        return tx.read(() -> rows.one(bell.agent(), clock.instant()))
                .map(AgentLine::away)
                .orElse("The home agent of this bell was revoked. Pair another one on the Bells screen and give it the bell.");
    }

    static String away(AgentFact agent) {
        String since = agent.seen() == null
                ? "has never connected"
                : "is not connected since " + agent.seen().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        return "The home agent " + agent.name() + " " + since + ". Look whether it has power and network.";
    }

    private static Outcome wait(CompletableFuture<Outcome> first, Duration most, Outcome otherwise)
            throws InterruptedException {
        try {
            return first.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return otherwise;
        } catch (ExecutionException e) {
            return new Outcome.Unknown("the line to the home agent failed: " + e.getMessage());
        }
    }
}
