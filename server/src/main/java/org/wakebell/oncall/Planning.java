package org.wakebell.oncall;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;

/**
 * Making and changing schedules: for admins and responders. Every change is audited, pokes {@code oncall/ID}, and
 * changes what is to come, never what was.
 */
public final class Planning {

    /** When a new order of people takes effect. */
    public enum Effect {
        NOW,
        NEXT_HANDOFF
    }

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Pokes pokes;
    private final People people;
    private final Schedules schedules;
    private final Rules rules;
    private final Ledger ledger;

    Planning(Clock clock, Tx tx, Ids ids, Pokes pokes, People people, Schedules schedules, Ledger ledger) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.pokes = pokes;
        this.people = people;
        this.schedules = schedules;
        this.rules = new Rules(people);
        this.ledger = ledger;
    }

    public Optional<Schedule> find(String id) {
        return schedules.find(id);
    }

    /** By name. */
    public List<Schedule> all() {
        return schedules.all();
    }

    /** The draft as it would be if it were saved at that instant; nothing is written. */
    public Schedule preview(Draft draft, Instant now) {
        rules.check(draft);
        List<Layer> layers = Succession.of(List.of(), draft.layers(), now);
        return new Schedule(
                "", 0, "", draft.name().strip(), draft.zone(), draft.demands(), draft.fallback(), layers, List.of(),
                schedules.rota(layers, List.of()));
    }

    /** @throws Refusal 400 naming the field, 403, or 409 if the name is taken */
    public Schedule create(Actor by, Draft draft) {
        may(by);
        rules.check(draft);
        return tx.write(() -> {
            String id = ids.next();
            claim(draft.name(), id);
            tx.sql("""
                            INSERT INTO oncall_schedule (id, name, zone, demands, fallback, version, stamp, deleted_at)
                            VALUES (?, ?, ?, ?, ?, 1, ?, NULL)
                            """)
                    .params(id, draft.name().strip(), draft.zone().getId(), words(draft.demands()),
                            words(draft.fallback()), ids.next())
                    .update();
            write(id, Succession.of(List.of(), draft.layers(), clock.instant()));
            return told(by, "oncall.create", id, draft.name());
        });
    }

    /** @throws Refusal 409 if somebody changed the schedule since {@code version} */
    public Schedule update(Actor by, String id, long version, Draft draft) {
        may(by);
        rules.check(draft);
        return tx.write(() -> {
            Schedule was = require(id, version);
            if (!key(was.name()).equals(key(draft.name()))) {
                claim(draft.name(), id);
                tx.sql("DELETE FROM oncall_name WHERE name_key = ?").params(key(was.name())).update();
            }
            if (tx.sql("""
                            UPDATE oncall_schedule SET name = ?, zone = ?, demands = ?, fallback = ?,
                              version = version + 1, stamp = ?
                            WHERE id = ? AND stamp = ? AND deleted_at IS NULL
                            """)
                    .params(draft.name().strip(), draft.zone().getId(), words(draft.demands()),
                            words(draft.fallback()), ids.next(), id, was.stamp())
                    .update() != 1) {
                throw changed(was);
            }
            write(id, Succession.of(was.layers(), draft.layers(), clock.instant()));
            return ledger.told(by, "oncall.update", was, draft.name());
        });
    }

    public void delete(Actor by, String id, long version) {
        may(by);
        tx.write(() -> {
            Schedule was = require(id, version);
            if (tx.sql("UPDATE oncall_schedule SET deleted_at = ?, stamp = ? WHERE id = ? AND stamp = ?")
                    .params(Micros.of(clock.instant()), ids.next(), id, was.stamp())
                    .update() != 1) {
                throw changed(was);
            }
            tx.sql("DELETE FROM oncall_name WHERE name_key = ?").params(key(was.name())).update();
            people.audit(by, "oncall.delete", id, was.name());
            pokes.poke("oncall/" + id);
        });
    }

    /**
     * Who is in turn in a layer from now, or from its next handoff, on. The first of the new order has the turn that
     * runs then; the beat stays.
     */
    public Schedule lineUp(
            Actor by, String id, long version, String layer, List<List<String>> order, Effect effect) {
        may(by);
        Schedule was = tx.read(() -> require(id, version));
        List<Layer> layers = LineUp.of(was, layer, order, effect, clock.instant());
        order.forEach(group -> rules.known("people", group));
        return tx.write(() -> {
            if (!bump(was)) {
                throw changed(was);
            }
            write(id, layers);
            return ledger.told(by, "oncall.line-up", was, layer + " " + effect + " " + order);
        });
    }

    /** The schedule as it would be with another order of people; nothing is written. */
    public Schedule previewLineUp(String id, String layer, List<List<String>> order, Effect effect) {
        Schedule was = tx.read(() -> require(id));
        order.forEach(group -> rules.known("people", group));
        return schedules.would(was, LineUp.of(was, layer, order, effect, clock.instant()), was.overrides());
    }

    /** The schedule as it would be with an override; nothing is written. */
    public Schedule previewOverride(String id, Asked asked) {
        Schedule was = tx.read(() -> require(id));
        rules.check(asked, was, clock.instant());
        return schedules.would(was, Ledger.change("preview", was, asked, clock.instant()));
    }

    /**
     * Lays an override over the schedule and returns its id. What already lies in the past is not changed: it begins
     * now at the earliest.
     *
     * @throws Refusal 409 naming the other override if it overlaps one of its kind for the same seat
     */
    public String override(Actor by, String id, Asked asked) {
        may(by);
        return tx.write(() -> {
            Instant now = clock.instant();
            Schedule was = require(id);
            rules.check(asked, was, now);
            // Someone else's edit does not stand in the way of this one: look again.
            for (int tries = 0; !bump(was); tries++) {
                if (tries == 5) {
                    throw changed(was);
                }
                was = require(id);
                rules.check(asked, was, now);
            }
            String override = ids.next();
            ledger.lay(by, override, was, asked);
            ledger.told(by, "oncall.override", was, override + " " + asked);
            return override;
        });
    }

    /** Takes an override back: one that has begun ends now, one to come never was. */
    public void dropOverride(Actor by, String id, String override) {
        may(by);
        tx.write(() -> {
            Instant now = clock.instant();
            Schedule was = require(id);
            Change change = was.overrides().stream()
                    .filter(c -> !(c instanceof Change.Temporary) && c.id().equals(override))
                    .findFirst()
                    .orElseThrow(() -> Refusal.missing("This override is no longer there."));
            if (!change.until().end(change.zone()).isAfter(now)) {
                throw Refusal.conflict("This override is over; the past is not changed.");
            }
            if (!bump(was)) {
                throw changed(was);
            }
            if (change.from().start(change.zone()).isBefore(now)) {
                tx.sql("UPDATE oncall_override SET ends = ? WHERE id = ?").params(now.toString(), override).update();
            } else {
                tx.sql("DELETE FROM oncall_override WHERE id = ?").params(override).update();
            }
            ledger.told(by, "oncall.override-removed", was, rules.words(change));
        });
    }

    private void may(Actor by) {
        ledger.may(by);
    }

    private Schedule require(String id) {
        return ledger.require(id);
    }

    private Schedule require(String id, long version) {
        return ledger.require(id, version);
    }

    private static Refusal changed(Schedule schedule) {
        return Ledger.changed(schedule);
    }

    private boolean bump(Schedule was) {
        return ledger.bump(was);
    }

    private void claim(String name, String id) {
        if (tx.sql("INSERT INTO oncall_name (name_key, schedule) VALUES (?, ?) ON CONFLICT (name_key) DO NOTHING")
                .params(key(name), id)
                .update() != 1) {
            throw Refusal.conflict("There is already a schedule named \"" + name.strip() + "\"; choose another name.");
        }
    }

    private void write(String id, List<Layer> layers) {
        tx.sql("DELETE FROM oncall_layer WHERE schedule = ?").params(id).update();
        int place = 0;
        for (Layer layer : layers) {
            tx.sql("INSERT INTO oncall_layer (id, schedule, place, definition) VALUES (?, ?, ?, ?)")
                    .params(ids.next(), id, place++, LayerJson.write(layer).toString())
                    .update();
        }
    }

    private Schedule told(Actor by, String what, String id, String detail) {
        return ledger.told(by, what, id, detail);
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String words(Collection<String> list) {
        return String.join(" ", list.stream().toList());
    }
}
