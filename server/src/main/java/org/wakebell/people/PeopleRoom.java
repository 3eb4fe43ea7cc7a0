package org.wakebell.people;

import java.util.List;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Pokes;

/** Puts the room together. */
public final class PeopleRoom {

    private final People people;
    private final Register register;
    private final Rights rights;
    private final Audit audit;
    private final Absences absences;
    private final Clocks clocks;

    public PeopleRoom(Clock clock, Tx tx, Ids ids, Pokes pokes) {
        this.people = new People(clock, tx, ids);
        Stamp stamp = new Stamp(tx, ids, pokes);
        this.register = new Register(clock, tx, ids, people, stamp);
        this.absences = new Absences(clock, tx, ids, people, stamp);
        this.rights = new Rights(people);
        this.audit = new Audit(tx);
        this.clocks = new Clocks(clock, tx, people);
    }

    public People people() {
        return people;
    }

    /** Who changed what. */
    public Audit audit() {
        return audit;
    }

    public Register register() {
        return register;
    }

    /** Vacations and travels. */
    public Absences absences() {
        return absences;
    }

    public Rights rights() {
        return rights;
    }

    /** What people's own devices say of the time. */
    public Clocks clocks() {
        return clocks;
    }

    public List<Check> checks() {
        return List.of(clocks);
    }
}
