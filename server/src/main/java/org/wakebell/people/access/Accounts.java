package org.wakebell.people.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Register;
import org.wakebell.people.Role;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Refusal;

/** The ways in: the set-up link, an invitation, mail address and password. Each leaves an audit line. */
public final class Accounts {

    private final Tx tx;
    private final People people;
    private final Register register;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Links links;
    private final SessionRows sessions;

    Accounts(Tx tx, People people, Register register, Passwords passwords, Attempts attempts, Links links, SessionRows sessions) {
        this.tx = tx;
        this.people = people;
        this.register = register;
        this.passwords = passwords;
        this.attempts = attempts;
        this.links = links;
        this.sessions = sessions;
    }

    /**
     * Who this is, by mail address and password.
     *
     * @param address where the attempt comes from
     * @throws Refusal the same for an unknown address, a wrong password and an account that was deactivated
     */
    public Person signIn(String email, Secret password, String address) {
        Attempts.Key account = new Attempts.Key(
                Attempts.Limit.ACCOUNT, Tokens.hash(email.strip().toLowerCase(Locale.ROOT)).substring(0, 32));
        attempts.count(List.of(account, new Attempts.Key(Attempts.Limit.ADDRESS, address)));
        Person person = people.byEmail(email).orElse(null);
        if (!passwords.fits(person, password) || person == null) {
            throw Refusal.invalid("password", "Mail address and password do not fit together.");
        }
        Person known = person;
        tx.write(() -> {
            attempts.forgive(account);
            people.audit(actor(known), "people.sign-in", known.id(), "from " + address);
        });
        return person;
    }

    /**
     * The first admin, their team and the first service, by the set-up link.
     *
     * @param team and {@code service}: may be empty
     */
    public Person setUp(String key, Draft draft, Secret password, String team, String service) {
        if (!links.opensSetup(key)) {
            throw Refusal.conflict("This link was used already or is too old. Start the server again for a new one.");
        }
        Secret hash = passwords.hashed(password, draft.name(), draft.email());
        Draft first = draft.as(Role.ADMIN, Role.RESPONDER, Role.TRIAGER);
        String id = tx.write(() -> {
            links.spend(key);
            String teamId = team.isBlank() ? "" : register.addTeam(Actor.system(), team);
            if (!service.isBlank()) {
                register.addService(Actor.system(), service, teamId, Set.of());
            }
            String admin = register.add(Actor.system(), teamId.isEmpty() ? first : first.in(teamId));
            passwords.keep(admin, hash);
            return admin;
        });
        return people.person(id).orElseThrow();
    }

    /** An invited person chooses a password. Sessions they may have had are over. */
    public Person accept(String key, Secret password) {
        Person guest = links.guest(key)
                .orElseThrow(() -> Refusal.conflict("This link was used already or is too old. Ask an admin for a new one."));
        Secret hash = passwords.hashed(password, guest.name(), guest.email());
        tx.write(() -> {
            links.spend(key);
            passwords.keep(guest.id(), hash);
            sessions.end(guest.id(), null);
            people.audit(actor(guest), "people.accept-invitation", guest.id(), guest.name());
        });
        return guest;
    }

    /** @param session this one goes on, all others of the person are over */
    public void changePassword(Actor by, Secret old, Secret fresh, String session) {
        Person person = people.person(by.person()).orElseThrow(() -> Refusal.missing("There is no such person."));
        Attempts.Key key = new Attempts.Key(Attempts.Limit.ACCOUNT, "change " + person.id());
        attempts.count(List.of(key));
        if (!passwords.fits(person, old)) {
            throw Refusal.invalid("old", "This is not your present password.");
        }
        Secret hash = passwords.hashed(fresh, person.name(), person.email());
        tx.write(() -> {
            attempts.forgive(key);
            passwords.keep(person.id(), hash);
            sessions.end(person.id(), session);
            people.audit(by, "people.change-password", person.id(), person.name());
        });
    }

    /** Someone who was deactivated is out at once. */
    public void deactivate(Actor by, String person) {
        tx.write(() -> {
            register.deactivate(by, person);
            sessions.end(person, null);
        });
    }

    /** Every other window and device of this person has to sign in again. */
    public void signOutElsewhere(Actor by, String session) {
        tx.write(() -> {
            sessions.end(by.person(), session);
            people.audit(by, "people.sign-out-elsewhere", by.person(), "");
        });
    }

    private static Actor actor(Person person) {
        return new Actor(person.id(), person.name(), person.roles(), Actor.Via.SCREEN);
    }
}
