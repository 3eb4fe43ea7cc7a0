package org.wakebell.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Refusal;

/**
 * Secret addresses of calendars that a phone or an office subscribes to. The secret is shown once and kept as a hash; a
 * new one ends the old. A person has one for their own shifts and one for each schedule.
 */
public final class Feeds {

    public static final String PREFIX = "wbc_";

    /** @param schedule empty: the owner's own shifts in all schedules */
    public record Link(String owner, String schedule, Instant made) {}

    private final Clock clock;
    private final Tx tx;
    private final People people;
    private final Schedules schedules;

    Feeds(Clock clock, Tx tx, People people, Schedules schedules) {
        this.clock = clock;
        this.tx = tx;
        this.people = people;
        this.schedules = schedules;
    }

    /** @return shown once; the old one, if there was one, is no longer valid */
    public Secret make(Actor by, String schedule) {
        if (people.person(by.person()).isEmpty()) {
            throw Refusal.forbidden("Only a person has a calendar.");
        }
        Secret token = Tokens.fresh(PREFIX);
        tx.write(() -> {
            if (!schedule.isEmpty() && schedules.find(schedule).isEmpty()) {
                throw Refusal.missing("There is no such schedule; it may have been deleted.");
            }
            tx.sql("""
                            INSERT INTO oncall_feed (owner, schedule, hash, made) VALUES (?, ?, ?, ?)
                            ON CONFLICT (owner, schedule) DO UPDATE SET hash = excluded.hash, made = excluded.made
                            """)
                    .params(by.person(), schedule, Tokens.hash(token.reveal()), Micros.of(clock.instant()))
                    .update();
            people.audit(by, "oncall.make-feed", schedule, "");
        });
        return token;
    }

    public void revoke(Actor by, String schedule) {
        tx.write(() -> {
            if (tx.sql("DELETE FROM oncall_feed WHERE owner = ? AND schedule = ?").params(by.person(), schedule).update() == 0) {
                throw Refusal.missing("There is no such calendar of yours.");
            }
            people.audit(by, "oncall.revoke-feed", schedule, "");
        });
    }

    public List<Link> of(String person) {
        return tx.read(() -> tx.sql("SELECT owner, schedule, made FROM oncall_feed WHERE owner = ? ORDER BY schedule")
                .params(person)
                .query((row, n) -> new Link(row.getString("owner"), row.getString("schedule"), Micros.instant(row, "made")))
                .list());
    }

    /** What a secret opens; nothing once its owner has left. */
    public Optional<Link> find(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return tx.read(() -> tx.sql("SELECT owner, schedule, made FROM oncall_feed WHERE hash = ?")
                .params(Tokens.hash(token))
                .query((row, n) -> new Link(row.getString("owner"), row.getString("schedule"), Micros.instant(row, "made")))
                .optional()
                .filter(link -> people.person(link.owner()).filter(Person::active).isPresent()));
    }
}
