package org.wakebell.bells.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.wakebell.bells.Installed;
import org.wakebell.bells.Lines;
import org.wakebell.drivers.Health;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Trouble;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.duty.Signal;
import org.wakebell.platform.web.Pokes;
import org.wakebell.wire.Message;

/**
 * Keeps the lines honest: pings, drops dead ones, says who was heard, tells agents what changed, and marks the bells of
 * an agent that is away as not ready, on whichever node sees it first, within 30 s.
 */
final class AgentWatch implements Loop {

    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration PING = Duration.ofSeconds(10);
    private static final Duration WITHOUT = Duration.ofSeconds(10);
    private static final Duration LEVEL = Duration.ofSeconds(15);

    private final Clock clock;
    private final Tx tx;
    private final Pokes pokes;
    private final Lines lines;
    private final Exchange board;
    private final AgentRows rows;
    private final Doorbell doorbell;
    private final long start;
    private long lastPing;
    private long lastLevel;
    private long lastKept;
    private long pings;

    AgentWatch(Clock clock, Tx tx, Pokes pokes, Lines lines, Exchange board, AgentRows rows, Doorbell doorbell) {
        this.clock = clock;
        this.tx = tx;
        this.pokes = pokes;
        this.lines = lines;
        this.board = board;
        this.rows = rows;
        this.doorbell = doorbell;
        this.start = clock.nanos();
        this.lastPing = start;
        this.lastLevel = start;
        this.lastKept = start;
    }

    @Override
    public String name() {
        return "bells.agents";
    }

    @Override
    public Duration rest() {
        return REST;
    }

    @Override
    public Signal signal() {
        return board.signal();
    }

    @Override
    public boolean step() {
        doorbell.dropSilent();
        board.dropDead(Agents.DEAD);
        ping();
        board.search();
        try {
            reconcile();
            seen();
            markGone();
            lastKept = clock.nanos();
        } catch (RuntimeException e) {
            sendAway(e);
            throw e;
        }
        return false;
    }

    /**
     * A node without its database can promise nothing to its agents and hears of no order of other nodes: they had better
     * turn to another one. What sounds goes on meanwhile.
     */
    private void sendAway(RuntimeException e) {
        if (Trouble.in(e).isPresent() && clock.nanos() - lastKept > WITHOUT.toNanos()) {
            board.hangUp("this server has lost its database; try another one, or this one again");
        }
    }

    private void ping() {
        if (clock.nanos() - lastPing >= PING.toNanos()) {
            lastPing = clock.nanos();
            pings++;
            board.calls().forEach(call -> call.say(new Message.Ping(pings, clock.instant())));
        }
    }

    /** A poke may be lost: now and then everybody is told what they should be doing. */
    private void reconcile() {
        boolean all = clock.nanos() - lastLevel >= LEVEL.toNanos();
        Set<String> wanted = board.wanted();
        if (all) {
            lastLevel = clock.nanos();
        }
        for (Call call : board.calls()) {
            if (all || wanted.contains(call.agent())) {
                board.reconcile(call);
            }
        }
    }

    private void seen() {
        var calls = board.calls();
        if (!calls.isEmpty()) {
            tx.write(() -> calls.stream()
                    .sorted(java.util.Comparator.comparing(Call::agent))
                    .forEach(call -> rows.seen(call.agent(), board.node(), call.heard)));
        }
    }

    private void markGone() {
        if (clock.nanos() - start < Agents.DEAD.toNanos()) {
            // This node has just started: agents that lost their line with it are on their way back.
            return;
        }
        Instant before = clock.instant().minus(Agents.DEAD);
        for (AgentRows.Known agent : tx.read(() -> rows.silentSince(before))) {
            tx.write(() -> {
                if (rows.markGone(agent.id(), before)) {
                    tell(agent);
                }
            });
        }
    }

    private void tell(AgentRows.Known agent) {
        Instant now = clock.instant();
        String why = rows.one(agent.id(), now).map(AgentLine::away).orElse("The home agent is gone.");
        for (Installed bell : lines.behind(agent.id())) {
            lines.checked(bell.id(), new Health(Health.State.NOT_READY, why, now, Map.of()));
        }
        pokes.poke(Agents.topic(agent.id()));
        pokes.poke("bells");
    }
}
