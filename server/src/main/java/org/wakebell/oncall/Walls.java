package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Refusal;

/**
 * Who is on call now, for a screen on a wall or a telephone exchange that cannot sign in: a secret address, shown once
 * and kept as a hash, that opens nothing else. It belongs to the house: it goes on when its maker leaves (a blind
 * telephone exchange wakes nobody) until somebody revokes it, and the list shows whose it was.
 */
public final class Walls {

    public static final String PREFIX = "wbw_";

    private static final Duration USE_WRITTEN_EVERY = Duration.ofMinutes(1);
    private static final int MOST = 50;

    /**
     * @param schedules ids of those it shows; empty for all
     * @param phones whether numbers are shown
     */
    public record Wall(
            String id,
            String label,
            List<String> schedules,
            boolean phones,
            String maker,
            Instant made,
            @Nullable Instant used) {}

    /**
     * Who is on call in one schedule at this moment.
     *
     * @param fallback nobody is on call; these are rung instead
     * @param until or {@link Instant#MAX}
     */
    public record Present(String schedule, String name, ZoneId zone, boolean fallback, Instant until, List<Someone> people) {}

    /** @param phone empty if it is not to be shown, or they have none */
    public record Someone(String name, String phone) {}

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final People people;
    private final Schedules schedules;
    private final OnCall onCall;
    private final Ledger ledger;

    Walls(Clock clock, Tx tx, Ids ids, People people, Schedules schedules, OnCall onCall, Ledger ledger) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.people = people;
        this.schedules = schedules;
        this.onCall = onCall;
        this.ledger = ledger;
    }

    /** @return shown once */
    public Secret make(Actor by, String typed, List<String> shown, boolean phones) {
        ledger.may(by);
        String label = typed.strip();
        if (label.isEmpty() || label.length() > 80) {
            throw Refusal.invalid("label", "Say in up to 80 characters where it hangs, so that you know what goes dark when you revoke it.");
        }
        Secret token = Tokens.fresh(PREFIX);
        tx.write(() -> {
            if (all().size() >= MOST) {
                throw Refusal.conflict("There are " + MOST + " wallboards. Revoke those that nobody uses first.");
            }
            shown.forEach(ledger::require);
            String id = ids.next();
            tx.sql("""
                            INSERT INTO oncall_wall (id, hash, label, schedules, phones, made_by, made_at, used_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?, NULL)
                            """)
                    .params(id, Tokens.hash(token.reveal()), label, String.join(" ", shown), phones, by.person(),
                            Micros.of(clock.instant()))
                    .update();
            people.audit(by, "oncall.make-wall", id, label + (phones ? ", with phone numbers" : ""));
        });
        return token;
    }

    public List<Wall> all() {
        return tx.read(() -> tx.sql("SELECT * FROM oncall_wall ORDER BY made_at, id").query(Walls::wall).list());
    }

    /** One's own; an admin may revoke anybody's. */
    public void revoke(Actor by, String id) {
        ledger.may(by);
        tx.write(() -> {
            int rows = tx.sql("DELETE FROM oncall_wall WHERE id = ? AND (made_by = ? OR ? = 1)")
                    .params(id, by.person(), by.is(Role.ADMIN) ? 1 : 0)
                    .update();
            if (rows == 0) {
                throw Refusal.missing("There is no such wallboard of yours.");
            }
            people.audit(by, "oncall.revoke-wall", id, "");
        });
    }

    /** What a secret opens; empty if it is not known (any more). */
    public Optional<List<Present>> open(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Optional<Wall> found = tx.read(() -> tx.sql("SELECT * FROM oncall_wall WHERE hash = ?")
                .params(Tokens.hash(token))
                .query(Walls::wall)
                .optional());
        return found.map(wall -> {
            touch(wall);
            return now(wall.schedules(), wall.phones());
        });
    }

    /** For whoever signed in: all schedules, without numbers. */
    public List<Present> now() {
        return now(List.of(), false);
    }

    private List<Present> now(List<String> shown, boolean phones) {
        Instant now = clock.instant();
        return tx.read(() -> schedules.all().stream()
                .filter(schedule -> shown.isEmpty() || shown.contains(schedule.id()))
                .map(schedule -> {
                    OnCall.OnDuty duty = onCall.who(schedule.id(), now);
                    List<Someone> someone = duty.turns().stream()
                            .map(OnCall.Turn::person)
                            .map((Person p) -> new Someone(p.name(), phones ? p.phone() : ""))
                            .toList();
                    return new Present(schedule.id(), schedule.name(), schedule.zone(), duty.fallback(), duty.until(), someone);
                })
                .toList());
    }

    private void touch(Wall wall) {
        Instant now = clock.instant();
        if (wall.used() == null || wall.used().plus(USE_WRITTEN_EVERY).isBefore(now)) {
            tx.write(() -> {
                tx.sql("UPDATE oncall_wall SET used_at = ? WHERE id = ?").params(Micros.of(now), wall.id()).update();
            });
        }
    }

    private static Wall wall(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Wall(
                row.getString("id"),
                row.getString("label"),
                Schedules.words(row.getString("schedules")),
                row.getBoolean("phones"),
                row.getString("made_by"),
                Micros.instant(row, "made_at"),
                Micros.nullable(row, "used_at"));
    }
}
