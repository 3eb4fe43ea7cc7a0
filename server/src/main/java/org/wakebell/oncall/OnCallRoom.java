package org.wakebell.oncall;

import java.util.List;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.web.Pokes;

/**
 * Wires the room. Time alone changes who is on call, so nothing runs by itself but the end of a request nobody
 * accepted. Telling people of swaps is owed here and done by tonight, which can reach them.
 */
public final class OnCallRoom {

    private final OnCall onCall;
    private final Planning planning;
    private final Lookout lookout;
    private final Temporaries temporaries;
    private final Walls walls;
    private final Feeds feeds;
    private final Fairness fairness;
    private final Swaps swaps;
    private final Fed fed;

    public OnCallRoom(Clock clock, Tx tx, Ids ids, Duties duties, Pokes pokes, People people) {
        Leaves leaves = new Leaves(clock, people);
        Schedules schedules = new Schedules(tx, leaves);
        this.lookout = new Lookout(tx, schedules, people, leaves);
        this.onCall = new OnCall(tx, schedules, people);
        Ledger ledger = new Ledger(clock, tx, ids, pokes, people, schedules, new Moved(duties));
        this.planning = new Planning(clock, tx, ids, pokes, people, schedules, ledger);
        this.temporaries = new Temporaries(tx, people, ledger);
        this.walls = new Walls(clock, tx, ids, people, schedules, onCall, ledger);
        this.feeds = new Feeds(clock, tx, people, schedules);
        this.fairness = new Fairness(tx, schedules, people);
        this.swaps = new Swaps(tx, duties, pokes, people, schedules, ledger);
        this.fed = new Fed(clock, tx, ids, pokes);
    }

    public OnCall onCall() {
        return onCall;
    }

    /** What is wrong with the next 60 days. */
    public Lookout lookout() {
        return lookout;
    }

    public Planning planning() {
        return planning;
    }

    public Temporaries temporaries() {
        return temporaries;
    }

    public Walls walls() {
        return walls;
    }

    public Feeds feeds() {
        return feeds;
    }

    public Fairness fairness() {
        return fairness;
    }

    public Swaps swaps() {
        return swaps;
    }

    public List<DutyKind> kinds() {
        return List.of(new SwapEnd(swaps));
    }

    public Fed fed() {
        return fed;
    }
}
