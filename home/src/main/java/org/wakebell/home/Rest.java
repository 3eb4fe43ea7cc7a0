package org.wakebell.home;

import java.time.Duration;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Loudness.Burst;

/**
 * What is left of a ring that began in an earlier life of this program.
 *
 * @param pause until the next burst is due; the one that was due last is not repeated
 * @param loudness from that burst on
 */
record Rest(Duration pause, Loudness loudness) {

    static Rest of(Loudness whole, Duration elapsed) {
        Duration left = elapsed.isNegative() ? Duration.ZERO : elapsed;
        Duration budget = whole.budget();
        int last = whole.bursts().size() - 1;
        for (int next = 0; ; next++) {
            // As the siren counts: a burst that does not fit any more gives way to the reminder.
            Burst due = whole.bursts().get(Math.min(next, last));
            Burst burst = budget.compareTo(due.sound()) >= 0 ? due : whole.after();
            Duration slot = burst.sound().plus(burst.pause());
            budget = budget.compareTo(burst.sound()) > 0 ? budget.minus(burst.sound()) : Duration.ZERO;
            if (left.compareTo(slot) < 0) {
                int from = Math.min(next + 1, last);
                return new Rest(
                        slot.minus(left),
                        new Loudness(whole.bursts().subList(from, last + 1), budget, whole.after()));
            }
            left = left.minus(slot);
        }
    }
}
