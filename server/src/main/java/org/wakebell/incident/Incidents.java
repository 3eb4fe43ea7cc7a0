package org.wakebell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.incident.Incident.State;
import org.wakebell.incident.hook.Told;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.people.Watcher;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/** Trouble that people work on. All methods join the caller's transaction, or open one. */
public final class Incidents {

    /** Firing again within this long after it recovered by itself: the same incident at the same step. */
    static final Duration SAME = Duration.ofMinutes(15);

    private final Clock clock;
    private final Tx tx;
    private final Rows rows;
    private final Story story;
    private final Paging paging;
    private final People people;
    private final Rights rights;
    private final Recovery recovery;
    private final Timing timing;
    private final Lifecycle lifecycle;
    private final Suspensions suspensions;
    private final Tasks tasks;
    private final HandMade handMade;
    private final Growth growth;

    Incidents(
            Clock clock,
            Tx tx,
            Rows rows,
            Story story,
            Paging paging,
            People people,
            Recovery recovery,
            Timing timing,
            Lifecycle lifecycle,
            Suspensions suspensions,
            Tasks tasks,
            HandMade handMade) {
        this.handMade = handMade;
        this.growth = new Growth(clock, rows, story, paging, people);
        this.tasks = tasks;
        this.suspensions = suspensions;
        this.clock = clock;
        this.tx = tx;
        this.rows = rows;
        this.story = story;
        this.paging = paging;
        this.people = people;
        this.rights = new Rights(people);
        this.recovery = recovery;
        this.timing = timing;
        this.lifecycle = lifecycle;
    }

    /** Opens an incident and its page, in one commit with whatever caused it. */
    public String open(Opening opening) {
        return tx.write(() -> open(opening, false));
    }

    private String open(Opening opening, boolean hand) {
        suspensions.require(opening.by());
        Instant now = clock.instant();
        String id = rows.insert(opening, hand, now);
        story.tell(id, now, "Opened by " + opening.by().name(), opening.why(), opening.by().name());
        String page = paging.page(new Paging.NewPage(
                IncidentSubject.KIND,
                id,
                opening.beat() ? Paging.Urgency.GENTLE : Paging.Urgency.WAKE,
                opening.service(),
                opening.beat() ? Set.of(Watcher.ID) : opening.persons(),
                opening.by(),
                opening.why(),
                opening.undoUntil()));
        rows.paged(id, page);
        if (opening.beat()) {
            return id;
        }
        people.audit(opening.by(), "incident.open", id, opening.why());
        if (!hand) {
            timing.opened(opening.since(), now);
        }
        lifecycle.happened(Told.Kind.OPENED, id, opening.by(), opening.why(), now);
        tasks.rises(opening.origin(), id, opening.by(), opening.why(), now);
        return id;
    }

    /**
     * Opens a 912: told softly and by day to whoever its policy names, due in eight hours or after one awake hour of theirs,
     * whichever is later. Of one alert there is at most one that is not done: judged again, it gets a line.
     */
    public String task(Opening opening) {
        return tx.write(() -> tasks.open(opening));
    }

    /** The same by hand, without any alert. */
    public String task(Actor by, ByHand call) {
        handMade.requireSaid(by, call);
        String why = call.why().strip();
        Instant now = clock.instant();
        return task(new Opening(call.service(), why, List.of(), now, by, why, "", call.persons(), now));
    }

    /** The 912 that came from this and is not done. */
    public Optional<IncidentFact> taskFrom(String origin) {
        return tx.read(() -> Optional.ofNullable(tasks.from(origin)).map(Incident::fact));
    }

    /** 912s that are not done, the first due first. */
    public List<Incident> tasks() {
        return tx.read(tasks::live);
    }

    /** A 912 goes to another person who may help, at once. They get an awake hour at least. */
    public void hand(Actor by, String incident, String to) {
        tx.write(() -> tasks.hand(by, get(incident), to));
    }

    /** Whom a 912 can be handed to. */
    public List<Person> candidates(String incident) {
        return tx.read(() -> tasks.candidates(get(incident)));
    }

    /** A 912 is not done after all. */
    public void reopen(Actor by, String incident, String why) {
        tx.write(() -> tasks.reopen(by, get(incident), why));
    }

    /**
     * A 912 becomes a 911: a new incident that wakes people, with a reason of its own.
     *
     * @return the 911's id
     * @throws Refusal as {@link #wake}
     */
    public String rise(Actor by, String incident, String why, boolean signedInAgain) {
        return tx.write(() -> {
            Incident seen = get(incident);
            rights.requireAct(by, seen.service(), Role.TRIAGER, Role.RESPONDER);
            tasks.requireLive(seen);
            HandMade.requireWhy(why);
            suspensions.require(by);
            boolean often = handMade.often(by.person());
            HandMade.requireFresh(often, signedInAgain);
            Instant now = clock.instant();
            String id = ring(
                    new Opening(seen.service(), seen.title(), seen.facts(), seen.since(), by, why.strip(), seen.origin(),
                            seen.persons(), now, seen.users()),
                    often);
            tasks.rises(get(incident), id, by, why.strip(), now);
            return id;
        });
    }

    /**
     * Wakes a service's people, or named persons, without any alert.
     *
     * @throws Refusal TOO_MANY about {@code sign-in} from an account's third within an hour, unless it has just signed in
     *     again; FORBIDDEN while the account's right to ring is suspended; nothing else ever delays it
     */
    public String wake(Actor by, ByHand call) {
        handMade.require(by, call);
        return tx.write(() -> {
            boolean often = handMade.often(by.person());
            HandMade.requireFresh(often, call.signedInAgain());
            return ring(by, call, often);
        });
    }

    String ring(Actor by, ByHand call, boolean often) {
        String why = call.why().strip();
        return ring(new Opening(call.service(), why, List.of(), clock.instant(), by, why, "", call.persons(), clock.instant()), often);
    }

    private String ring(Opening opening, boolean often) {
        String id = open(opening, true);
        if (often) {
            handMade.tellAdmins(opening.by(), get(id), clock.instant());
        }
        return id;
    }

    /** Would this account's next {@link #wake} ask to sign in again? */
    public boolean mustSignInAgain(Actor by) {
        return handMade.wouldBeOften(by.person());
    }

    /** "I'm working on it." Of a 912: "I do it." */
    public void own(Actor by, String incident) {
        tx.write(() -> {
            Incident seen = inTurn(incident);
            if (seen.task()) {
                tasks.take(by, seen);
                return;
            }
            rights.requireAct(by, seen.service(), Role.RESPONDER);
            Instant now = clock.instant();
            if (!rows.owned(incident, by, now)) {
                throw over(seen);
            }
            timing.acts(seen, now);
            lifecycle.owned(seen, by, now);
            recovery.cancel(incident);
            paging.own(by, seen.page());
        });
    }

    public void note(Actor by, String incident, String text) {
        if (text.isBlank() || text.length() > 4000) {
            throw Refusal.invalid("text", "A note has between 1 and 4,000 characters.");
        }
        tx.write(() -> {
            Incident seen = get(incident);
            rights.requireAct(by, seen.service(), Role.RESPONDER, Role.TRIAGER);
            Instant now = clock.instant();
            story.tell(incident, now, text.strip(), "note", by.name());
            acted(by, seen, now);
        });
    }

    /** Over; for one that recovered by itself: looked at; for a 912: done. */
    public void resolve(Actor by, String incident, String text) {
        tx.write(() -> {
            Incident seen = inTurn(incident);
            rights.requireAct(by, seen.service(), Role.RESPONDER);
            if (!seen.state().live() && seen.state() != State.RECOVERED) {
                throw over(seen);
            }
            end(seen, State.RESOLVED, Paging.End.RESOLVED, by, text.strip(), by.name() + (seen.task() ? " did it" : " resolved it"));
        });
    }

    /** Over before it mattered: by the judge before an answer, by a responder after one. */
    public void standDown(Actor by, String incident, String why) {
        tx.write(() -> {
            Incident seen = inTurn(incident);
            if (!seen.state().live()) {
                throw over(seen);
            }
            requireStandDown(by, seen);
            end(seen, State.STOOD_DOWN, Paging.End.STOOD_DOWN, by, why.strip(), by.name() + " stood it down");
        });
    }

    /** People are owed something about it now. */
    public boolean live(String incident) {
        return tx.read(() -> get(incident).state().live());
    }

    public boolean mayStandDown(Actor by, String incident) {
        try {
            requireStandDown(by, tx.read(() -> get(incident)));
            return true;
        } catch (Refusal no) {
            return false;
        }
    }

    private void requireStandDown(Actor by, Incident seen) {
        if (rights.mayAct(by, seen.service(), Role.RESPONDER)) {
            return;
        }
        if (seen.state() != State.OPENED) {
            throw Refusal.forbidden(seen.answeredName() + " has answered: from now on only a responder may stand it down.");
        }
        boolean ownVerdict = seen.openedBy().equals(by.person());
        boolean nobodysVerdict = seen.openedBy().equals(Actor.system().person());
        if (!ownVerdict && !(nobodysVerdict && rights.mayAct(by, seen.service(), Role.TRIAGER))) {
            throw Refusal.forbidden(seen.openedName() + " judged this; only they, or a responder, may stand it down.");
        }
    }

    /**
     * Within its undo, by whoever opened it: it never happened.
     *
     * @throws Refusal CONFLICT if the undo is over or someone has answered already
     */
    public void undo(Actor by, String incident) {
        tx.write(() -> {
            Incident seen = inTurn(incident);
            if (!seen.openedBy().equals(by.person())) {
                throw Refusal.forbidden(seen.openedName() + " judged this; only they may take it back.");
            }
            if (seen.state() != State.OPENED || clock.instant().isAfter(seen.undoUntil())) {
                throw Refusal.conflict("It is too late to take it back: "
                        + (seen.answeredAt() == null ? "the 30 seconds are over." : seen.answeredName() + " has answered.")
                        + " Stand it down instead.");
            }
            end(seen, State.UNDONE, Paging.End.UNDONE, by, "taken back within 30 s", by.name() + " took it back");
        });
    }

    private void end(Incident seen, State how, Paging.End end, Actor by, String why, String what) {
        Instant now = clock.instant();
        if (!rows.ended(seen, how, by, why, now)) {
            throw over(get(seen.id()));
        }
        story.tell(seen.id(), now, what, why, by.name());
        lifecycle.happened(Told.Kind.RESOLVED, seen.id(), by, what, now);
        recovery.cancel(seen.id());
        if (!seen.page().isEmpty() && seen.state().live()) {
            paging.end(by, seen.page(), end, why);
        }
        if (seen.task()) {
            tasks.over(seen.id());
        } else if (how == State.UNDONE || how == State.STOOD_DOWN) {
            tasks.fallsBack(seen.id(), by, now);
        }
        people.acted(by.person(), now);
        people.audit(by, "incident." + how.name().toLowerCase(java.util.Locale.ROOT), seen.id(), why);
    }

    /** "Was it right to wake you?" The last answer of a person counts. */
    public void rightToWake(Actor by, String incident, boolean right, String why) {
        tx.write(() -> {
            Incident seen = get(incident);
            requireRung(by, seen);
            Instant now = clock.instant();
            rows.right(incident, by.person(), right, why.strip(), now);
            String what = right ? "It was right to wake " + by.name() : "It was wrong to wake " + by.name();
            story.tell(incident, now, what, why.strip(), by.name());
            acted(by, seen, now);
        });
    }

    private void requireRung(Actor by, Incident seen) {
        if (paging.rings(seen.page()).stream().noneMatch(ring -> ring.person().equals(by.person()))) {
            throw Refusal.forbidden("Only who was rung for it can say whether it was right to wake them.");
        }
    }

    /** All that it hangs on has recovered, or fires again. Triage tells; the rules of recovery are the incident's. */
    public void recovered(String incident, boolean recovered, Instant at) {
        tx.write(() -> recovery.told(inTurn(incident), recovered, at));
    }

    /** Alerts were folded into it. A line at 1, 10, 100, … of them; the count itself is always exact. */
    public void joined(String incident, long alerts) {
        tx.write(() -> growth.joined(incident, alerts));
    }

    /**
     * So many distinct users are hurt by now. Told with every event that hurts someone new, at most 1,001 times an incident: a
     * page that waits for the awake goes on the moment it is too many, and nothing has to look again and again.
     */
    public void hurts(String incident, long users) {
        tx.write(() -> growth.hurts(get(incident), users));
    }

    /** It has grown: a line, and a soft note to whoever is on it. {@code users}: distinct ones hurt by now. */
    public void grows(String incident, String why, long users) {
        tx.write(() -> growth.grows(get(incident), why, users));
    }

    /** Deletes a beat of the pulse, with its page; nobody is told, for nobody knew of it. */
    public void forgetBeat(String incident) {
        tx.write(() -> {
            String page = get(incident).page();
            if (rows.forgetBeat(incident)) {
                paging.forgetBeat(page);
            }
        });
    }

    /** Something worth a line, by nobody's hand: satisfies no wake check. */
    public void happened(String incident, Instant at, String what, String why) {
        tx.write(() -> story.tell(incident, at, what, why, "Wakebell"));
    }

    /** Would an event now belong to this incident: it is live, or recovered by itself less than 15 minutes ago. */
    public boolean takesEvents(String incident, Instant at) {
        return tx.read(() -> rows.find(incident)
                .filter(i -> i.state().live()
                        || (i.state() == State.RECOVERED
                                && i.endedAt() != null
                                && !at.isAfter(i.endedAt().plus(SAME))))
                .isPresent());
    }

    public Optional<IncidentFact> find(String incident) {
        return tx.read(() -> rows.find(incident).map(Incident::fact));
    }

    /** 911s; 912s are {@link #tasks}. */
    public List<IncidentFact> open() {
        return tx.read(() -> rows.live().stream().map(Incident::fact).toList());
    }

    /** Recovered by themselves and not looked at: the morning's work, newest first. */
    public List<IncidentFact> unlooked() {
        return tx.read(() -> rows.unlooked().stream().map(Incident::fact).toList());
    }

    /** The whole of it, by id or by number, for its screen. */
    public Optional<Incident> look(String idOrNumber) {
        return tx.read(() -> idOrNumber.matches("[0-9]{1,15}")
                ? rows.numbered(Long.parseLong(idOrNumber))
                : rows.find(idOrNumber));
    }

    public List<Incident> newest(int most) {
        return tx.read(() -> rows.newest(most));
    }

    public List<Line> story(String incident) {
        return tx.read(() -> story.of(incident));
    }

    /** When this person last answered an incident; for weighing whether to wake them again. */
    public @Nullable Instant lastAnswered(String person) {
        return tx.<@Nullable Instant>read(() -> rows.lastAnswered(person));
    }

    private void acted(Actor by, Incident seen, Instant now) {
        if (!seen.page().isEmpty() && seen.state().live()) {
            paging.acted(by, seen.page());
        }
        people.acted(by.person(), now);
    }

    /** As it is once whoever acts on it at this moment is done: its page is the first lock of all, here as in paging. */
    private Incident inTurn(String incident) {
        paging.lock(get(incident).page());
        return get(incident);
    }

    private Incident get(String incident) {
        return rows.find(incident).orElseThrow(() -> Refusal.missing("There is no such incident."));
    }

    private static Refusal over(Incident seen) {
        return Refusal.conflict("Incident " + seen.number() + " is already "
                + seen.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                + (seen.endedName().isEmpty() ? "." : " by " + seen.endedName() + "."));
    }

    /**
     * @param origin where to look: a path such as {@code /triage/ID}, or empty when opened by hand
     * @param persons if not empty, exactly these are rung
     * @param users distinct ones known to be hurt; 0 if nobody knows
     * @param undoUntil until then the opener may undo, and no loud bell starts
     */
    public record Opening(
            String service,
            String title,
            List<String> facts,
            Instant since,
            Actor by,
            String why,
            String origin,
            Set<String> persons,
            Instant undoUntil,
            long users) {

        public Opening(
                String service, String title, List<String> facts, Instant since, Actor by, String why, String origin,
                Set<String> persons, Instant undoUntil) {
            this(service, title, facts, since, by, why, origin, persons, undoUntil, 0);
        }

        public Opening {
            facts = List.copyOf(facts);
            persons = Set.copyOf(persons);
        }

        /** Of the pulse: it rings the watcher outside and nobody else, softly, and leaves no trace. */
        boolean beat() {
            return service.equals(Watcher.ID);
        }
    }

    /**
     * @param service may be empty if persons are named
     * @param persons may be empty if a service is named
     * @param signedInAgain the account proved itself within the last minutes
     */
    public record ByHand(String service, Set<String> persons, String why, boolean signedInAgain) {
        public ByHand {
            persons = Set.copyOf(persons);
        }
    }

    /** @param who whose act it was, {@code Wakebell} for what happened by itself */
    public record Line(Instant at, String what, String why, String who) {}

    /** @param state one of {@link Incident.State} */
    public record IncidentFact(
            String id,
            long number,
            String service,
            String title,
            String state,
            Instant opened,
            @Nullable String owner,
            @Nullable String page) {}
}
