package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/**
 * Temporary schedules: for a span the layers are silent and other people are on call. For admins and responders; every
 * change is audited, pokes {@code oncall/ID}, and changes what is to come, never what was.
 */
public final class Temporaries {

    private static final Duration LONGEST = Duration.ofDays(400);

    private final Tx tx;
    private final Rules rules;
    private final Ledger ledger;

    Temporaries(Tx tx, People people, Ledger ledger) {
        this.tx = tx;
        this.rules = new Rules(people);
        this.ledger = ledger;
    }

    /** The schedule as it would be with it; nothing is written. */
    public Schedule preview(String id, TemporaryDraft draft) {
        return tx.read(() -> {
            Schedule was = ledger.require(id);
            Instant now = ledger.now();
            check(draft, was, now);
            return ledger.would(was, change("preview", draft, was, now));
        });
    }

    /**
     * Lays it over the schedule and returns its id. It lies over every override made before it; one made after it
     * changes it.
     *
     * @throws Refusal 409 naming the other one if two temporary schedules overlap
     */
    public String lay(Actor by, String id, TemporaryDraft draft) {
        ledger.may(by);
        return tx.write(() -> {
            Schedule was = ledger.hold(id);
            Instant now = ledger.now();
            check(draft, was, now);
            if (!ledger.bump(was)) {
                throw Ledger.changed(was);
            }
            Change.Temporary made = change(ledger.id(), draft, was, now);
            tx.sql("""
                            INSERT INTO oncall_temporary
                              (id, schedule, made, name, starts, ends, zone, layers, made_by, made_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(made.id(), id, was.version() + 1, made.name(), made.from().toString(),
                            made.until().toString(), was.zone().getId(), LayerJson.writeAll(made.layers()).toString(),
                            by.person(), Micros.of(now))
                    .update();
            ledger.told(by, "oncall.temporary", was, made.id() + " " + made.name() + " " + made.from() + " " + made.until());
            return made.id();
        });
    }

    /** Takes it back: one that has begun ends now, one to come never was. */
    public void end(Actor by, String id, String temporary) {
        ledger.may(by);
        tx.write(() -> {
            Instant now = ledger.now();
            Schedule was = ledger.hold(id);
            Change change = was.overrides().stream()
                    .filter(c -> c instanceof Change.Temporary && c.id().equals(temporary))
                    .findFirst()
                    .orElseThrow(() -> Refusal.missing("This temporary schedule is no longer there."));
            if (!change.until().end(change.zone()).isAfter(now)) {
                throw Refusal.conflict("This temporary schedule is over; the past is not changed.");
            }
            if (!ledger.bump(was)) {
                throw Ledger.changed(was);
            }
            if (change.from().start(change.zone()).isBefore(now)) {
                tx.sql("UPDATE oncall_temporary SET ends = ? WHERE id = ?").params(now.toString(), temporary).update();
            } else {
                tx.sql("DELETE FROM oncall_temporary WHERE id = ?").params(temporary).update();
            }
            ledger.told(by, "oncall.temporary-removed", was, rules.words(change));
        });
    }

    private static Change.Temporary change(String id, TemporaryDraft draft, Schedule was, Instant now) {
        String name = draft.name().strip();
        When from = Ledger.notBefore(now, draft.from(), was);
        return new Change.Temporary(id, from, draft.until(), was.zone(), name, draft.layers());
    }

    private void check(TemporaryDraft draft, Schedule was, Instant now) {
        rules.check(draft);
        Instant from = draft.from().start(was.zone());
        Instant until = draft.until().end(was.zone());
        if (!from.isBefore(until)) {
            throw Refusal.invalid("until", "the end lies before the start");
        }
        if (!until.isAfter(now)) {
            throw Refusal.invalid("until", "this is already over; the past is not changed");
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw Refusal.invalid("until", "a temporary schedule lasts at most 400 days; change the layers instead");
        }
        for (Layer layer : draft.layers()) {
            if (layer.begins().isBefore(from) && layer.from() != null || layer.until() != null && layer.ends().isAfter(until)) {
                throw Refusal.invalid("spans", "a person's time lies outside of \"" + draft.name().strip() + "\"");
            }
        }
        Instant begins = from.isBefore(now) ? now : from;
        for (Change other : was.overrides()) {
            if (other instanceof Change.Temporary
                    && begins.isBefore(other.until().end(other.zone()))
                    && other.from().start(other.zone()).isBefore(until)) {
                throw Refusal.conflict("this overlaps " + rules.said(other) + ". Remove that one first or choose another time.");
            }
        }
    }
}
