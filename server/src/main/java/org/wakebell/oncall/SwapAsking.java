package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;

/** Who may ask for what, and whom a request reaches. Nothing here is written. */
final class SwapAsking {

    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int LONGEST_NOTE = 300;

    private final People people;
    private final Ledger ledger;
    private final SwapRules rules;

    SwapAsking(People people, Ledger ledger, SwapRules rules) {
        this.people = people;
        this.ledger = ledger;
        this.rules = rules;
    }

    /** The request as a swap that could be written now. */
    Swap checked(Actor by, Swaps.Request request) {
        forThemselves(by, request.asker());
        rules.taker(request.asker());
        Instant now = ledger.now();
        Swap.Part part = part(request.part(), now);
        if (request.note().length() > LONGEST_NOTE) {
            throw Refusal.invalid("note", "at most " + LONGEST_NOTE + " characters");
        }
        Swap.Part back = request.back();
        if (!request.asked().isEmpty()) {
            rules.taker(request.asked());
            if (request.asked().equals(request.asker())) {
                throw Refusal.invalid("asked", "nobody swaps with themselves; choose another person");
            }
            rules.notAlready(part, request.asked());
        } else if (back != null) {
            throw Refusal.invalid("back", "say whom you ask before you offer to take a shift of theirs");
        }
        if (back != null) {
            if (!back.from().isAfter(now) || !back.from().isBefore(back.until()) || back.overlaps(part)) {
                throw Refusal.invalid("back", "the shift in return lies in the future and at another time");
            }
            rules.notAlready(back, request.asker());
        }
        Swap swap = new Swap(
                ledger.id(), Swap.Kind.REQUEST, request.asker(), request.asked(), part, back, request.note().strip(),
                Swap.State.OPEN, "", now);
        String gone = rules.outOfDate(swap, request.asked(), now);
        if (!gone.isEmpty()) {
            throw Refusal.conflict(gone.replace("The calendar changed meanwhile: ", "").replace("no longer", "not"));
        }
        return swap;
    }

    private Swap.Part part(Swap.Part asked, Instant now) {
        Schedule schedule = ledger.require(asked.schedule());
        if (!asked.from().isBefore(asked.until())) {
            throw Refusal.invalid("until", "the end lies before the start");
        }
        if (!asked.until().isAfter(now)) {
            throw Refusal.invalid("until", "this is already over; the past is not changed");
        }
        if (Duration.between(asked.from(), asked.until()).compareTo(LONGEST) > 0) {
            throw Refusal.invalid("until", "at most 90 days at a time");
        }
        return new Swap.Part(schedule.id(), asked.from().isBefore(now) ? now : asked.from(), asked.until());
    }

    /** Whom a request is sent to: the one who is asked, or everybody who could take it. */
    List<String> reachable(Swap swap) {
        if (!swap.asked().isEmpty()) {
            return List.of(swap.asked());
        }
        Schedule schedule = ledger.require(swap.part().schedule());
        return people.everyone().stream()
                .filter(p -> mayTake(swap, p) && p.can(schedule.demands()))
                .filter(p -> !SwapRules.partly(schedule.rota(), p.id(), swap.part().from(), swap.part().until()))
                .map(Person::id)
                .toList();
    }

    /** May this person say yes to it? */
    static boolean mayTake(Swap swap, Person person) {
        return swap.open()
                && person.active()
                && person.is(Role.RESPONDER)
                && !swap.asker().equals(person.id())
                && (swap.asked().isEmpty() || swap.asked().equals(person.id()));
    }

    /** @throws Refusal 403 for anybody else but an admin */
    void forThemselves(Actor by, String person) {
        ledger.may(by);
        if (!by.person().equals(person) && !by.is(Role.ADMIN) && by.via() != Actor.Via.SYSTEM) {
            throw Refusal.forbidden("Only " + rules.name(person) + ", or an admin for them, may do this.");
        }
    }
}
