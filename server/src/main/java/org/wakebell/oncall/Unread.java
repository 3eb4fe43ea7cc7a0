package org.wakebell.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;

/** Calendars that can no longer be read, or have become empty: the schedules they speak of may already be wrong. */
final class Unread {

    /**
     * @param person whose vacations it tells; empty if a team's, or shifts
     * @param schedule whose shifts it tells; empty for vacations
     */
    record Feed(String label, String person, String schedule, String trouble, Instant since) {

        /** Whether the answer of this schedule may depend on it. */
        boolean concerns(String id, Set<String> lineUp) {
            return schedule.isEmpty() ? person.isEmpty() || lineUp.contains(person) : schedule.equals(id);
        }
    }

    private final Tx tx;

    Unread(Tx tx) {
        this.tx = tx;
    }

    List<Feed> all() {
        return tx.sql("""
                        SELECT label, person, schedule, trouble, since FROM oncall_subscription
                        WHERE trouble <> '' AND since IS NOT NULL ORDER BY since, id
                        """)
                .query((row, n) -> new Feed(
                        row.getString("label"), row.getString("person"), row.getString("schedule"), row.getString("trouble"),
                        Micros.instant(row, "since")))
                .list();
    }

    static List<Warning> warnings(List<Feed> feeds, Schedule schedule, Instant now) {
        if (feeds.isEmpty()) {
            return List.of();
        }
        Set<String> lineUp = schedule.people(now);
        return feeds.stream()
                .filter(feed -> feed.concerns(schedule.id(), lineUp))
                .map(feed -> new Warning(
                        Warning.Kind.UNREAD, schedule.id(), schedule.name(), feed.since(), now.plus(Warnings.AHEAD),
                        feed.person().isEmpty() ? List.of() : List.of(feed.person()), List.of(feed.label(), feed.trouble()), 1))
                .toList();
    }
}
