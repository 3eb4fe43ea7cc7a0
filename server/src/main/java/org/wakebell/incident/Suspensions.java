package org.wakebell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/** Whoever is woken may take an account's right to ring for twelve hours. What rings already goes on. */
public final class Suspensions {

    static final Duration LENGTH = Duration.ofHours(12);

    /** @param byName who suspended it */
    public record Suspension(String person, Instant until, String byName, String why) {}

    private final Clock clock;
    private final Tx tx;
    private final People people;
    private final Rights rights;
    private final Paging paging;

    Suspensions(Clock clock, Tx tx, People people, Paging paging) {
        this.clock = clock;
        this.tx = tx;
        this.people = people;
        this.rights = new Rights(people);
        this.paging = paging;
    }

    /** By any responder. The account and the admins are told. */
    public Suspension suspend(Actor by, String account, String why) {
        rights.requireAct(by, "", Role.RESPONDER);
        if (why.isBlank() || why.length() > 500) {
            throw Refusal.invalid("why", "Say in 1 to 500 characters why; the account and the admins read it.");
        }
        Person person = people.person(account).orElseThrow(() -> Refusal.missing("There is no such person."));
        return tx.write(() -> {
            Instant now = clock.instant();
            Suspension fresh = new Suspension(account, now.plus(LENGTH), by.name(), why.strip());
            tx.sql("""
                    INSERT INTO incident_suspended (person, until, by_name, why) VALUES (?, ?, ?, ?)
                    ON CONFLICT (person) DO UPDATE SET until = excluded.until, by_name = excluded.by_name, why = excluded.why
                    """)
                    .params(account, Micros.of(fresh.until), fresh.byName, fresh.why)
                    .update();
            people.audit(by, "incident.suspend", account, fresh.why);
            String title = by.name() + " suspended " + person.name() + "’s right to ring for 12 hours";
            people.everyone().stream()
                    .filter(p -> p.is(Role.ADMIN) || p.id().equals(account))
                    .filter(p -> !p.id().equals(by.person()))
                    .forEach(p -> paging.note(p, "suspend." + account + "." + now.getEpochSecond() + "." + p.id(), title, fresh.why, "/incidents"));
            return fresh;
        });
    }

    /** By an admin. */
    public void lift(Actor by, String account) {
        if (!by.is(Role.ADMIN)) {
            throw Refusal.forbidden("Only an admin gives the right to ring back before the 12 hours are over.");
        }
        tx.write(() -> {
            int rows = tx.sql("DELETE FROM incident_suspended WHERE person = ?").param(account).update();
            if (rows == 1) {
                people.audit(by, "incident.suspend.lift", account, "");
            }
        });
    }

    /** The one that holds now. */
    public Optional<Suspension> of(String account) {
        return tx.read(() -> tx.sql("SELECT * FROM incident_suspended WHERE person = ? AND until > ?")
                .params(account, Micros.of(clock.instant()))
                .query((row, n) -> new Suspension(
                        row.getString("person"), Micros.instant(row, "until"), row.getString("by_name"), row.getString("why")))
                .optional());
    }

    /** @throws Refusal if this account must not ring anybody now */
    void require(Actor by) {
        if (by.via() != Actor.Via.SYSTEM && by.via() != Actor.Via.SENDER) {
            of(by.person()).ifPresent(s -> {
                throw Refusal.forbidden(s.byName() + " suspended your right to ring until " + s.until() + ": " + s.why()
                        + ". Ask another triager to judge; an admin can give it back.");
            });
        }
    }
}
