package org.wakebell.bells;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Drivers;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Pokes;

/** Puts the room together. */
public final class BellsRoom {

    private final Tx tx;
    private final BellRows rows;
    private final Switchboard switchboard = new Switchboard();
    private final Bells bells;
    private final BellSetup setup;
    private final Lines lines;
    private final List<DutyKind> kinds;
    private final List<Loop> loops;

    /**
     * @param drivers what this process rings by itself
     * @param node this process among those that share the database
     * @param mail null if no mail server is configured: then nobody has a mail bell
     */
    public BellsRoom(
            Clock clock, Tx tx, Ids ids, Duties duties, Pokes pokes, Sealer sealer, People people, Drivers drivers, String node, @Nullable MailSettings mail) {
        this(clock, tx, ids, duties, pokes, sealer, people, drivers, node, mail, null);
    }

    /** @param pulse null if nobody watches from outside */
    public BellsRoom(
            Clock clock, Tx tx, Ids ids, Duties duties, Pokes pokes, Sealer sealer, People people, Drivers drivers, String node, @Nullable MailSettings mail,
            @Nullable PulseSettings pulse) {
        this.tx = tx;
        this.rows = new BellRows(tx, sealer, people, mail, pulse);
        OrderRows orders = new OrderRows(tx, node);
        Direct direct = new Direct(drivers, clock);
        switchboard.add(direct);
        Carrier carrier = new Carrier(clock, tx, pokes, rows, orders, switchboard, direct);
        this.bells = new Bells(clock, tx, duties, rows, orders, carrier, switchboard);
        this.setup = new BellSetup(clock, tx, ids, duties, pokes, people, rows, switchboard, bells, drivers);
        this.lines = new Lines(clock, tx, duties, pokes, rows, orders, switchboard);
        this.kinds = List.of(
                new Renew(clock, orders, carrier, switchboard, direct),
                new Tell(clock, orders, carrier, direct),
                new Look(clock, tx, pokes, rows, carrier));
        this.loops = List.of(new Grip(clock, tx, duties, rows, orders, carrier, direct));
    }

    public Bells bells() {
        return bells;
    }

    public BellSetup setup() {
        return setup;
    }

    /** For home agents and bedside pages. */
    public Lines lines() {
        return lines;
    }

    /** @throws IllegalStateException if nobody would hear a person's answer */
    public void ready() {
        switchboard.answers();
    }

    public List<DutyKind> kinds() {
        return kinds;
    }

    public List<Loop> loops() {
        return loops;
    }

    public List<Check> checks() {
        return List.of(new BellsCheck(tx, rows), new MailCheck(tx, rows));
    }
}
