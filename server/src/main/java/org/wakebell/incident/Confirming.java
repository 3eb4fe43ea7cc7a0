package org.wakebell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.wakebell.incident.Incidents.ByHand;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/**
 * From an account's third 911 by hand within an hour, either it signs in again or a second person confirms: until then
 * the 911 is kept here, an hour at most, and whichever comes first rings it, once.
 */
public final class Confirming {

    static final Duration LASTS = Duration.ofHours(1);

    /** One account keeps no more than this many waiting. */
    static final int MOST = 5;

    /** What became of a call by hand. */
    public sealed interface Called {
        /** Its bells ring. */
        record Rings(String incident) implements Called {}

        /** Nobody is rung before the account has signed in again, or a second person confirms. */
        record Waits(Waiting waiting) implements Called {}
    }

    /**
     * A 911 by hand that rings nobody yet.
     *
     * @param by who wants to wake someone
     * @param whom the names of the service or the persons
     */
    public record Waiting(
            String id, String by, String byName, String service, Set<String> persons, String whom, String why, Instant at) {
        public Waiting {
            persons = Set.copyOf(persons);
        }
    }

    private final Clock clock;
    private final Tx tx;
    private final WaitingRows rows;
    private final Incidents incidents;
    private final HandMade handMade;
    private final Suspensions suspensions;
    private final Story story;
    private final Paging paging;
    private final People people;
    private final Rights rights;

    Confirming(
            Clock clock, Tx tx, WaitingRows rows, Incidents incidents, HandMade handMade, Suspensions suspensions, Story story, Paging paging,
            People people) {
        this.clock = clock;
        this.tx = tx;
        this.rows = rows;
        this.incidents = incidents;
        this.handMade = handMade;
        this.suspensions = suspensions;
        this.story = story;
        this.paging = paging;
        this.people = people;
        this.rights = new Rights(people);
    }

    /**
     * Rings at once, or keeps it until it may. The same call twice waits once.
     *
     * @throws Refusal as {@link Incidents#wake}; TOO_MANY if {@value #MOST} of this account wait already
     */
    public Called wake(Actor by, ByHand call) {
        handMade.require(by, call);
        return tx.write(() -> {
            Instant now = clock.instant();
            if (handMade.often(by.person()) && !call.signedInAgain()) {
                return new Called.Waits(named(keep(by, call, now)));
            }
            String incident = incidents.wake(by, call);
            rows.rung(by, call, incident, now);
            return new Called.Rings(incident);
        });
    }

    private Waiting keep(Actor by, ByHand call, Instant now) {
        List<Waiting> own = rows.since(now.minus(LASTS)).stream().filter(w -> w.by().equals(by.person())).toList();
        return own.stream()
                .filter(w -> w.service().equals(call.service()) && w.persons().equals(call.persons()) && w.why().equals(call.why().strip()))
                .findFirst()
                .orElseGet(() -> ask(by, call, own.size(), now));
    }

    private Waiting ask(Actor by, ByHand call, int before, Instant now) {
        if (before >= MOST) {
            throw new Refusal(
                    Refusal.Kind.TOO_MANY, "sign-in", MOST + " of your 911s wait already. Sign in once more and each rings at once.");
        }
        Waiting fresh = rows.insert(by, call, now);
        people.audit(by, "incident.ask", fresh.id(), fresh.why());
        String title = by.name() + " wants to wake " + whom(fresh) + " by hand, the third time within an hour. Confirm it, and it rings";
        others(by).forEach(p -> paging.note(p, "ask." + fresh.id() + "." + p.id(), title, fresh.why(), "/incidents"));
        return fresh;
    }

    /** Whoever judges, and the admins; where nobody else judges, whoever may be rung. */
    private List<Person> others(Actor by) {
        List<Person> all = people.everyone().stream().filter(p -> !p.id().equals(by.person())).toList();
        boolean judged = all.stream().anyMatch(p -> p.is(Role.TRIAGER));
        return all.stream()
                .filter(p -> p.is(Role.ADMIN) || p.is(judged ? Role.TRIAGER : Role.RESPONDER))
                .toList();
    }

    /** Oldest first. */
    public List<Waiting> waiting() {
        return tx.read(() ->
                rows.since(clock.instant().minus(LASTS)).stream().map(this::named).toList());
    }

    /**
     * Rings it: by another person who may judge, or by the account itself once it has signed in again.
     *
     * @return the incident
     * @throws Refusal TOO_MANY about {@code sign-in} for the account itself without a fresh sign-in; CONFLICT when it no
     *     longer waits
     */
    public String confirm(Actor by, String id, boolean signedInAgain) {
        require(by);
        suspensions.require(by);
        return tx.write(() -> {
            Waiting it = get(id);
            boolean own = it.by().equals(by.person());
            if (own && !signedInAgain) {
                throw new Refusal(
                        Refusal.Kind.TOO_MANY, "sign-in", "Sign in once more and it rings at once; or somebody else confirms it.");
            }
            Actor asker = own ? by : asker(it);
            Instant now = clock.instant();
            boolean often = handMade.often(it.by());
            String incident = incidents.ring(asker, new ByHand(it.service(), it.persons(), it.why(), own), often);
            if (!rows.decided(id, WaitingRows.RUNG, by, incident, now)) {
                throw over();
            }
            String why = it.byName() + "’s third 911 by hand within an hour; it waited " + Duration.between(it.at(), now).toSeconds() + " s";
            story.tell(incident, now, by.name() + (own ? " signed in again" : " confirmed it"), why, by.name());
            people.audit(by, "incident.confirm", incident, why);
            people.acted(by.person(), now);
            return incident;
        });
    }

    /** It rings nobody: by whoever might have confirmed it, or by the account itself. The account is told. */
    public void drop(Actor by, String id) {
        require(by);
        tx.write(() -> {
            Waiting it = get(id);
            if (!rows.decided(id, WaitingRows.DROPPED, by, "", clock.instant())) {
                throw over();
            }
            people.audit(by, "incident.drop", id, it.why());
            if (!it.by().equals(by.person())) {
                people.person(it.by()).ifPresent(p -> paging.note(
                        p, "drop." + id, by.name() + " did not confirm your 911: nobody was rung. Sign in again and it rings", it.why(), "/incidents/wake"));
            }
        });
    }

    private void require(Actor by) {
        rights.requireAct(by, "", Role.TRIAGER, Role.RESPONDER);
    }

    /** The 911 stays the one of whoever asked: their right to ring still counts. */
    private Actor asker(Waiting it) {
        suspensions.of(it.by()).ifPresent(s -> {
            throw Refusal.conflict(s.byName() + " suspended " + it.byName() + "’s right to ring. If it is a 911, wake them yourself.");
        });
        return people.person(it.by())
                .filter(Person::active)
                .map(p -> new Actor(p.id(), p.name(), p.roles(), Actor.Via.SCREEN))
                .orElseThrow(() -> Refusal.conflict(it.byName() + " has no account any more. If it is a 911, wake them yourself."));
    }

    private Waiting get(String id) {
        return rows.since(clock.instant().minus(LASTS)).stream()
                .filter(w -> w.id().equals(id))
                .findFirst()
                .orElseThrow(Confirming::over);
    }

    private Waiting named(Waiting it) {
        return new Waiting(it.id(), it.by(), it.byName(), it.service(), it.persons(), whom(it), it.why(), it.at());
    }

    private String whom(Waiting it) {
        return it.persons().isEmpty()
                ? people.service(it.service()).map(Service::name).orElse(it.service())
                : String.join(", ", it.persons().stream().map(p -> people.person(p).map(Person::name).orElse(p)).sorted().toList());
    }

    private static Refusal over() {
        return Refusal.conflict("It no longer waits: it was confirmed, dropped, or an hour has passed. Incidents says which.");
    }
}
