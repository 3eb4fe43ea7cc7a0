package org.wakebell.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;

/**
 * Shifts that come from somebody else's calendar: a layer of a schedule that nobody edits here. What lies in the past is
 * never changed: one that is gone from the calendar ends now.
 */
public final class Fed {

    /** Half-open. */
    public record Shift(Instant start, Instant end, String person) {}

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Pokes pokes;

    Fed(Clock clock, Tx tx, Ids ids, Pokes pokes) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.pokes = pokes;
    }

    /**
     * Makes these the shifts of a subscription from now on, in the caller's transaction.
     *
     * @param label what the layer is called
     * @return how many were added or taken away; saying the same again is 0
     */
    public int replace(String subscription, String schedule, String label, int priority, List<Shift> shifts) {
        return tx.write(() -> {
            Instant now = clock.instant();
            // Whoever edits the schedule waits, and nobody reads half of it.
            if (tx.sql("UPDATE oncall_schedule SET version = version WHERE id = ?").params(schedule).update() == 0) {
                return 0;
            }
            Set<Shift> wanted = new HashSet<>();
            shifts.stream().filter(shift -> shift.end().isAfter(now)).forEach(wanted::add);
            int changed = 0;
            for (Shift was : of(subscription, now)) {
                if (!wanted.removeIf(shift -> same(shift, was, now))) {
                    end(subscription, was, now);
                    changed++;
                }
            }
            for (Shift shift : wanted) {
                Instant start = shift.start().isBefore(now) ? now : shift.start();
                changed += tx.sql("""
                                INSERT INTO oncall_fed (subscription, schedule, starts, ends, person, label, priority)
                                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (subscription, starts, ends, person) DO NOTHING
                                """)
                        .params(subscription, schedule, Micros.of(start), Micros.of(shift.end()), shift.person(), label, priority)
                        .update();
            }
            if (changed > 0) {
                tx.sql("UPDATE oncall_schedule SET stamp = ? WHERE id = ?").params(ids.next(), schedule).update();
                pokes.poke("oncall/" + schedule);
            }
            return changed;
        });
    }

    /** One that runs is the same whenever the calendar says it began. */
    private static boolean same(Shift wanted, Shift was, Instant now) {
        boolean began = !wanted.start().isAfter(now) && !was.start().isAfter(now);
        return wanted.person().equals(was.person())
                && wanted.end().equals(was.end())
                && (began || wanted.start().equals(was.start()));
    }

    private List<Shift> of(String subscription, Instant now) {
        return new ArrayList<>(tx.sql("""
                        SELECT starts, ends, person FROM oncall_fed WHERE subscription = ? AND ends > ?
                        ORDER BY starts, ends, person
                        """)
                .params(subscription, Micros.of(now))
                .query((row, n) -> new Shift(Micros.instant(row, "starts"), Micros.instant(row, "ends"), row.getString("person")))
                .list());
    }

    private void end(String subscription, Shift was, Instant now) {
        boolean began = was.start().isBefore(now);
        String where = " WHERE subscription = ? AND starts = ? AND ends = ? AND person = ?";
        if (began) {
            tx.sql("UPDATE oncall_fed SET ends = ?" + where)
                    .params(Micros.of(now), subscription, Micros.of(was.start()), Micros.of(was.end()), was.person())
                    .update();
        } else {
            tx.sql("DELETE FROM oncall_fed" + where)
                    .params(subscription, Micros.of(was.start()), Micros.of(was.end()), was.person())
                    .update();
        }
    }
}
