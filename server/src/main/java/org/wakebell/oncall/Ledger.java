package org.wakebell.oncall;

import java.time.Instant;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;

/** What every edit of a schedule does: may they, is it still what they saw, write, count up, audit, poke. */
final class Ledger {

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Pokes pokes;
    private final People people;
    private final Schedules schedules;
    private final Rights rights;
    private final Moved moved;

    Ledger(Clock clock, Tx tx, Ids ids, Pokes pokes, People people, Schedules schedules, Moved moved) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.pokes = pokes;
        this.people = people;
        this.schedules = schedules;
        this.rights = new Rights(people);
        this.moved = moved;
    }

    Instant now() {
        return clock.instant();
    }

    String id() {
        return ids.next();
    }

    void may(Actor by) {
        rights.requireAct(by, "", Role.RESPONDER);
    }

    Schedule require(String id) {
        return schedules.find(id).orElseThrow(() -> Refusal.missing("There is no such schedule; it may have been deleted."));
    }

    Schedule require(String id, long version) {
        Schedule found = require(id);
        if (found.version() != version) {
            throw changed(found);
        }
        return found;
    }

    /** The schedule as it stands; nobody else changes it before the open transaction ends. */
    Schedule hold(String id) {
        lock(id);
        return require(id);
    }

    void lock(String id) {
        tx.sql("UPDATE oncall_schedule SET version = version WHERE id = ? AND deleted_at IS NULL").params(id).update();
    }

    static Refusal changed(Schedule schedule) {
        return Refusal.conflict("Somebody changed \"" + schedule.name() + "\" meanwhile. Look at it again, then repeat your change.");
    }

    /** The schedule with one more override laid over it; nothing is written. */
    Schedule would(Schedule was, Change more) {
        return schedules.would(was, more);
    }

    boolean bump(Schedule was) {
        return tx.sql("""
                                UPDATE oncall_schedule SET version = version + 1, stamp = ?
                                WHERE id = ? AND stamp = ? AND deleted_at IS NULL
                                """)
                        .params(ids.next(), was.id(), was.stamp())
                        .update()
                == 1;
    }

    /** @param from as it was said; what lies in the past is not changed, so it begins now at the earliest */
    void lay(Actor by, String override, Schedule was, Asked asked) {
        Instant now = clock.instant();
        tx.sql("""
                        INSERT INTO oncall_override
                          (id, schedule, made, kind, person, instead_of, starts, ends, zone, made_by, made_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(override, was.id(), was.version() + 1, asked.kind().name(), asked.person(), asked.insteadOf(),
                        notBefore(now, asked.from(), was).toString(), asked.until().toString(), was.zone().getId(),
                        by.person(), Micros.of(now))
                .update();
    }

    /** What would be laid over it. */
    static Change change(String id, Schedule was, Asked asked, Instant now) {
        When from = notBefore(now, asked.from(), was);
        return switch (asked.kind()) {
            case ADD -> new Change.Add(id, from, asked.until(), was.zone(), asked.person());
            case REPLACE ->
                new Change.Replace(id, from, asked.until(), was.zone(), asked.person(), asked.insteadOf());
            case REMOVE -> new Change.Remove(id, from, asked.until(), was.zone(), asked.person());
        };
    }

    static When notBefore(Instant now, When from, Schedule schedule) {
        return from.start(schedule.zone()).isBefore(now) ? new When.Exact(now) : from;
    }

    /** The same of a schedule that was another before: whoever's shifts moved hears of it. */
    Schedule told(Actor by, String what, Schedule was, String detail) {
        Schedule is = told(by, what, was.id(), detail);
        moved.by(by, was, is, clock.instant());
        return is;
    }

    Schedule told(Actor by, String what, String id, String detail) {
        people.audit(by, what, id, detail);
        pokes.poke("oncall/" + id);
        return require(id);
    }
}
