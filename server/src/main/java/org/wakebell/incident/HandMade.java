package org.wakebell.incident;

import java.time.Duration;
import java.time.Instant;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/**
 * What an account must show before it wakes people by hand: the right to, a reason, and from the third time within an hour
 * that it is really its owner. Nothing else ever delays a call.
 */
final class HandMade {

    private static final Duration OFTEN = Duration.ofHours(1);
    private static final String SAY_WHY = "Say in one sentence why someone must wake up: it is what they will read.";

    private final Clock clock;
    private final Tx tx;
    private final Rows rows;
    private final Story story;
    private final Paging paging;
    private final People people;
    private final Rights rights;
    private final Suspensions suspensions;

    HandMade(Clock clock, Tx tx, Rows rows, Story story, Paging paging, People people, Suspensions suspensions) {
        this.clock = clock;
        this.tx = tx;
        this.rows = rows;
        this.story = story;
        this.paging = paging;
        this.people = people;
        this.rights = new Rights(people);
        this.suspensions = suspensions;
    }

    /** @throws Refusal if this account may wake nobody, or the call says too little */
    void require(Actor by, Incidents.ByHand call) {
        requireSaid(by, call);
        suspensions.require(by);
    }

    void requireSaid(Actor by, Incidents.ByHand call) {
        rights.requireAct(by, "", Role.TRIAGER, Role.RESPONDER);
        requireWhy(call.why());
        if (call.service().isEmpty() && call.persons().isEmpty()) {
            throw Refusal.invalid("service", "Choose a service or a person.");
        }
    }

    static void requireWhy(String why) {
        if (why.isBlank()) {
            throw Refusal.invalid("why", SAY_WHY);
        }
    }

    /** Would the next one be this account's third within an hour? Two calls of one account are in order from here on. */
    boolean often(String person) {
        rows.handTurn(person);
        return rows.byHandSince(person, clock.instant().minus(OFTEN)) >= 2;
    }

    /** The same for a screen, that nothing hangs on. */
    boolean wouldBeOften(String person) {
        return tx.read(() -> rows.byHandSince(person, clock.instant().minus(OFTEN)) >= 2);
    }

    static void requireFresh(boolean often, boolean signedInAgain) {
        if (often && !signedInAgain) {
            throw new Refusal(
                    Refusal.Kind.TOO_MANY,
                    "sign-in",
                    "This is your third 911 by hand within an hour. Sign in once more and it rings at once.");
        }
    }

    void tellAdmins(Actor by, Incident it, Instant now) {
        String why = by.name() + " has woken people by hand three times or more within an hour";
        people.audit(by, "incident.often", it.id(), why);
        story.tell(it.id(), now, "Admins told", why, "Wakebell");
        people.everyone().stream()
                .filter(p -> p.is(Role.ADMIN) && !p.id().equals(by.person()))
                .forEach(p -> paging.note(p, "often." + it.id() + "." + p.id(), why, it.title(), "/incidents/" + it.number()));
    }
}
