package org.wakebell.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;

/**
 * Shifts that change hands. A request is accepted, declined, withdrawn, or ends with the beginning of the shift;
 * accepting writes the overrides of both directions in one transaction. For responders; an admin may act for somebody
 * else, which is audited under the admin's own name.
 */
public final class Swaps {

    /** The duty of telling one person of one step of a swap: key {@code ID.STEP.PERSON}, payload {@code STEP PERSON}. */
    public static final String TELL = "oncall.swap-tell";

    static final String END = "oncall.swap-end";

    /** What somebody is told of. */
    public enum Step {
        ASKED,
        DONE,
        COVERED,
        DECLINED,
        WITHDRAWN,
        EXPIRED,
        OUT_OF_DATE
    }

    /**
     * What a swap would make of a schedule.
     *
     * @param missing what is demanded and nobody on call could do
     */
    public record Would(Schedule was, Schedule would, Instant from, Set<String> missing) {}

    /**
     * A request as somebody makes it.
     *
     * @param asker whose shift it is
     * @param asked empty for anybody able
     * @param back only if somebody is named
     */
    public record Request(String asker, String asked, Swap.Part part, Swap.@Nullable Part back, String note) {}

    private sealed interface Outcome {
        record Done(Swap swap, Set<String> missing) implements Outcome {}

        record OutOfDate(String why) implements Outcome {}
    }

    /**
     * @param missing what is demanded and nobody on call can do now; empty if all is well
     */
    public record Taken(Swap swap, Set<String> missing) {}

    private final Tx tx;
    private final Duties duties;
    private final Pokes pokes;
    private final People people;
    private final Ledger ledger;
    private final SwapRows rows;
    private final SwapRules rules;
    private final SwapAsking asking;

    Swaps(Tx tx, Duties duties, Pokes pokes, People people, Schedules schedules, Ledger ledger) {
        this.tx = tx;
        this.duties = duties;
        this.pokes = pokes;
        this.people = people;
        this.ledger = ledger;
        this.rows = new SwapRows(tx);
        this.rules = new SwapRules(people, schedules);
        this.asking = new SwapAsking(people, ledger, rules);
    }

    public Optional<Swap> find(String id) {
        return rows.find(id);
    }

    /** All that are open, soonest first. */
    public List<Swap> open() {
        return rows.open();
    }

    /** Whatever became of swaps whose shifts are not over yet, soonest first. */
    public List<Swap> current() {
        return rows.endingAfter(ledger.now());
    }

    /** May this person say yes to it? */
    public boolean mayTake(Swap swap, Person person) {
        return SwapAsking.mayTake(swap, person);
    }

    /** What a request would make of the schedules if this person took it; nothing is written. */
    public List<Would> preview(Swap swap, String taker) {
        return tx.read(() -> rules.would(swap, taker, ledger.now()));
    }

    /** The same before it is asked. */
    public List<Would> preview(Actor by, Request request) {
        return tx.read(() -> {
            Swap swap = asking.checked(by, request);
            return swap.asked().isEmpty() ? List.<Would>of() : rules.would(swap, swap.asked(), ledger.now());
        });
    }

    /** @throws Refusal naming the field, or 403 for somebody else's shift unless an admin asks */
    public Swap ask(Actor by, Request request) {
        return tx.write(() -> {
            Swap swap = asking.checked(by, request);
            rows.insert(swap, by);
            duties.owe(new Duty.Owed(END, swap.id(), swap.id(), "", swap.expires()));
            asking.reachable(swap).forEach(person -> tell(swap, Step.ASKED, person, by));
            told(by, "oncall.swap-asked", swap);
            return swap;
        });
    }

    /**
     * Says yes: both directions are written at once, or nothing is.
     *
     * @param person who takes the shift; somebody else than the actor only if an admin acts
     * @throws Refusal 409 if somebody was first, or the calendar changed meanwhile: the request is then out of date
     */
    public Taken accept(Actor by, String id, String person) {
        asking.forThemselves(by, person);
        Person taker = rules.taker(person);
        Outcome outcome = tx.write(() -> {
            Swap swap = require(id);
            if (!swap.asked().isEmpty() && !swap.asked().equals(person)) {
                throw Refusal.forbidden(rules.name(swap.asked()) + " was asked, not " + taker.name() + ".");
            }
            if (swap.asker().equals(person)) {
                throw Refusal.invalid("person", "nobody swaps with themselves; withdraw the request instead");
            }
            Instant now = ledger.now();
            // The row first, then the schedules in the order of their keys: two who accept at once meet here.
            if (!now.isBefore(swap.expires()) || !rows.close(id, Swap.State.OPEN, Swap.State.DONE, person, now)) {
                throw closed(require(id));
            }
            duties.cancel(END, id);
            return settle(by, swap, person, now);
        });
        return switch (outcome) {
            case Outcome.Done done -> new Taken(done.swap(), done.missing());
            case Outcome.OutOfDate old -> throw Refusal.conflict(old.why() + " The request is out of date.");
        };
    }

    private Outcome settle(Actor by, Swap swap, String taker, Instant now) {
        List<SwapRules.Laid> laid = SwapRules.laid(swap, taker, now);
        Set<String> touched = new TreeSet<>(laid.stream().map(SwapRules.Laid::schedule).toList());
        touched.forEach(ledger::lock);
        String gone = rules.outOfDate(swap, taker, now);
        if (!gone.isEmpty()) {
            rows.close(swap.id(), Swap.State.DONE, Swap.State.OUT_OF_DATE, "", now);
            tell(swap, Step.OUT_OF_DATE, swap.asker(), by);
            tell(swap, Step.OUT_OF_DATE, swap.asked(), by);
            told(by, "oncall.swap-out-of-date", swap);
            return new Outcome.OutOfDate(gone);
        }
        rules.notAlready(new Swap.Part(swap.part().schedule(), latest(now, swap.part().from()), swap.part().until()), taker);
        if (swap.back() != null) {
            rules.notAlready(swap.back(), swap.asker());
        }
        Set<String> missing = new TreeSet<>();
        rules.would(swap, taker, now).forEach(would -> missing.addAll(would.missing()));
        for (String schedule : touched) {
            Schedule was = ledger.require(schedule);
            if (!ledger.bump(was)) {
                throw Ledger.changed(was);
            }
            laid.stream().filter(one -> one.schedule().equals(schedule)).forEach(one -> ledger.lay(by, ledger.id(), was, one.asked()));
            pokes.poke("oncall/" + schedule);
        }
        Swap done = new Swap(
                swap.id(), swap.kind(), swap.asker(), swap.asked(), swap.part(), swap.back(), swap.note(), Swap.State.DONE,
                taker, swap.made());
        tell(done, Step.DONE, swap.asker(), by);
        tell(done, Step.DONE, taker, by);
        told(by, "oncall.swap-done", done);
        return new Outcome.Done(done, missing);
    }

    /** Only whoever was asked by name can say no; of a request to anybody one simply takes no notice. */
    public void decline(Actor by, String id) {
        end(by, id, Swap.State.DECLINED, Step.DECLINED);
    }

    public void withdraw(Actor by, String id) {
        end(by, id, Swap.State.WITHDRAWN, Step.WITHDRAWN);
    }

    private void end(Actor by, String id, Swap.State becomes, Step step) {
        tx.write(() -> {
            Swap swap = require(id);
            boolean no = step == Step.DECLINED;
            if (no && swap.asked().isEmpty()) {
                throw Refusal.conflict("Anybody is asked, so nobody needs to say no.");
            }
            asking.forThemselves(by, no ? swap.asked() : swap.asker());
            if (!rows.close(id, Swap.State.OPEN, becomes, "", ledger.now())) {
                throw closed(require(id));
            }
            duties.cancel(END, id);
            tell(swap, step, swap.asker(), by);
            tell(swap, step, swap.asked(), by);
            told(by, no ? "oncall.swap-declined" : "oncall.swap-withdrawn", swap);
        });
    }

    /** In the transaction of its duty: nobody said yes in time. */
    void expire(String id) {
        find(id).filter(swap -> rows.close(id, Swap.State.OPEN, Swap.State.EXPIRED, "", ledger.now())).ifPresent(swap -> {
            tell(swap, Step.EXPIRED, swap.asker(), Actor.system());
            pokes.poke("oncall/" + swap.part().schedule());
        });
    }

    /**
     * Takes somebody's shift: from now on, or from {@code at} if that is later, until it ends.
     *
     * @param insteadOf who is on call at that moment
     * @throws Refusal 409 if they are not, or the taker is on call there anyway
     */
    public Taken cover(Actor by, String schedule, String insteadOf, String person, Instant at) {
        asking.forThemselves(by, person);
        rules.taker(person);
        return tx.write(() -> {
            Instant now = ledger.now();
            Instant from = latest(now, at);
            Schedule was = ledger.hold(schedule);
            Swap swap = new Swap(
                    ledger.id(), Swap.Kind.COVER, insteadOf, "", rules.covered(was, insteadOf, person, from), null, "",
                    Swap.State.DONE, person, now);
            Set<String> missing = new TreeSet<>();
            rules.would(swap, person, now).forEach(would -> missing.addAll(would.missing()));
            if (!ledger.bump(was)) {
                throw Ledger.changed(was);
            }
            ledger.lay(by, ledger.id(), was, SwapRules.laid(swap, person, now).getFirst().asked());
            rows.insert(swap, by);
            tell(swap, Step.COVERED, insteadOf, by);
            tell(swap, Step.COVERED, person, by);
            told(by, "oncall.cover", swap);
            return new Taken(swap, missing);
        });
    }

    /** What {@link #cover} would take. @throws Refusal as it does */
    public Swap.Part coverable(Schedule schedule, String insteadOf, String person, Instant at) {
        return rules.covered(schedule, insteadOf, person, latest(ledger.now(), at));
    }

    private Swap require(String id) {
        return find(id).orElseThrow(() -> Refusal.missing("There is no such request."));
    }

    private Refusal closed(Swap swap) {
        return Refusal.conflict(switch (swap.state()) {
            case OPEN, EXPIRED -> "The request ended with the beginning of the shift.";
            case DONE -> rules.name(swap.taker()) + " has taken this shift.";
            case DECLINED -> rules.name(swap.asked()) + " has said no.";
            case WITHDRAWN -> rules.name(swap.asker()) + " has withdrawn the request.";
            case OUT_OF_DATE -> "The calendar changed meanwhile; the request is out of date.";
        });
    }

    /** Nobody is told of what they did themselves. */
    private void tell(Swap swap, Step step, String person, Actor by) {
        if (!person.isEmpty() && !person.equals(by.person())) {
            String key = swap.id() + "." + step + "." + person;
            duties.owe(new Duty.Owed(TELL, key, swap.id(), step + " " + person, ledger.now()));
        }
    }

    private void told(Actor by, String what, Swap swap) {
        String who = rules.name(swap.asker()) + " -> " + (swap.taker().isEmpty() ? swap.asked() : swap.taker());
        people.audit(by, what, swap.id(), who + " " + swap.part());
        pokes.poke("oncall/" + swap.part().schedule());
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
