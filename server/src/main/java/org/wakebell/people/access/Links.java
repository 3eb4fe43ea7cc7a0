package org.wakebell.people.access;

import java.time.Duration;
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

/** One-time links: the first admin's, printed at the start, and those that invite someone or give a new password. */
public final class Links {

    private static final Duration SETUP = Duration.ofHours(24);
    private static final Duration INVITATION = Duration.ofHours(72);
    private static final String NOBODY_YET = "";

    private final Clock clock;
    private final Tx tx;
    private final People people;

    Links(Clock clock, Tx tx, People people) {
        this.clock = clock;
        this.tx = tx;
        this.people = people;
    }

    /**
     * A fresh set-up link if nobody is here yet.
     *
     * @param alone no other node shares the database, so links of earlier starts are void
     */
    public Optional<Secret> setup(boolean alone) {
        if (!people.anyone().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(tx.write(() -> {
            if (alone) {
                forget(NOBODY_YET);
            }
            return make("wbi_", NOBODY_YET, SETUP);
        }));
    }

    /** A link for someone who is here already to choose a password; earlier ones for them are void. */
    public Secret invite(Actor by, String person) {
        return tx.write(() -> {
            Person guest = people.person(person).filter(Person::active).orElseThrow(() -> Refusal.missing("There is no such person."));
            forget(person);
            people.audit(by, "people.invite", person, guest.name());
            return make("wbi_", person, INVITATION);
        });
    }

    /** Is it a set-up link that still works? */
    public boolean opensSetup(String key) {
        return owner(key).filter(NOBODY_YET::equals).isPresent() && people.anyone().isEmpty();
    }

    /** Whom an invitation is for, if it still works. */
    public Optional<Person> guest(String key) {
        return owner(key).filter(id -> !id.equals(NOBODY_YET)).flatMap(people::person).filter(Person::active);
    }

    /** Uses the link up, in the caller's transaction. @throws Refusal if someone was first or it is too old */
    void spend(String key) {
        int rows = tx.sql("DELETE FROM people_link WHERE hash = ? AND expires > ?")
                .params(Tokens.hash(key), Micros.of(clock.instant()))
                .update();
        if (rows != 1) {
            throw Refusal.conflict("This link was used already or is too old. Ask for a new one.");
        }
    }

    private Optional<String> owner(String key) {
        return tx.read(() -> tx.sql("SELECT person FROM people_link WHERE hash = ? AND expires > ?")
                .params(Tokens.hash(key), Micros.of(clock.instant()))
                .query(String.class)
                .optional());
    }

    private Secret make(String prefix, String person, Duration life) {
        Secret key = Tokens.fresh(prefix);
        tx.sql("INSERT INTO people_link (hash, person, created, expires) VALUES (?, ?, ?, ?)")
                .params(
                        Tokens.hash(key.reveal()),
                        person,
                        Micros.of(clock.instant()),
                        Micros.of(clock.instant().plus(life)))
                .update();
        return key;
    }

    private void forget(String person) {
        tx.sql("DELETE FROM people_link WHERE person = ?").params(person).update();
    }
}
