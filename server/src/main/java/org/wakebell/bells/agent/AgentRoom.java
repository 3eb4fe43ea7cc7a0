package org.wakebell.bells.agent;

import java.util.List;
import org.wakebell.bells.Lines;
import org.wakebell.people.Clocks;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Pokes;

/** Puts the home agents' part of the house together. */
public final class AgentRoom {

    private final Agents agents;
    private final AgentWatch watch;
    private final AgentLine line;
    private final Doorbell doorbell;
    private final AgentsCheck check;

    /** @param node names this process among those that share the database */
    public AgentRoom(
            Clock clock, Tx tx, Ids ids, Pokes pokes, Sealer sealer, People people, Clocks clocks, Lines lines, String node) {
        AgentRows rows = new AgentRows(tx);
        this.check = new AgentsCheck(clock, tx, people, rows);
        ServerKey key = new ServerKey(tx, sealer);
        this.agents = new Agents(clock, tx, ids, pokes, people, new PairingCodes(tx, sealer), key, rows);
        Exchange board = new Exchange(clock, tx, pokes, lines, clocks, rows, key, node);
        this.doorbell = new Doorbell(clock, board);
        this.watch = new AgentWatch(clock, tx, pokes, lines, board, rows, doorbell);
        this.line = new AgentLine(clock, tx, pokes, board, rows);
        lines.register(line);
    }

    public Agents agents() {
        return agents;
    }

    AgentLine line() {
        return line;
    }

    public List<Loop> loops() {
        return List.of(watch);
    }

    public List<Check> checks() {
        return List.of(check);
    }

    /** Where sockets come in. */
    public Doorbell doorbell() {
        return doorbell;
    }
}
