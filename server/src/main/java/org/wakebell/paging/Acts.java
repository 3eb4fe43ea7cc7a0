package org.wakebell.paging;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.web.Refusal;

/** What people do about a page: answer, hush, pass on, own, ask for help. The caller owns the transaction. */
final class Acts {

    private final Clock clock;
    private final Duties duties;
    private final People people;
    private final Pages pages;
    private final Whom whom;
    private final Rings rings;
    private final Steps steps;
    private final Watch watch;
    private final Passes passes;
    private final Quiet quiet;
    private final Subjects subjects;
    private final Rights rights;

    Acts(
            Clock clock,
            Duties duties,
            People people,
            Pages pages,
            Whom whom,
            Rings rings,
            Steps steps,
            Watch watch,
            Passes passes,
            Quiet quiet,
            Subjects subjects) {
        this.clock = clock;
        this.duties = duties;
        this.people = people;
        this.pages = pages;
        this.whom = whom;
        this.rings = rings;
        this.steps = steps;
        this.watch = watch;
        this.passes = passes;
        this.quiet = quiet;
        this.subjects = subjects;
        this.rights = new Rights(people);
    }

    /** The first of the pages is the one that was meant; the others were listed beside it. Locked in the order of their keys. */
    Paging.Heard answer(Actor by, List<String> listed, String choice) {
        lock(listed);
        Instant now = clock.instant();
        people.acted(by.person(), now);
        List<Paging.Heard> heard = listed.stream().map(page -> answer(by, page, choice, now)).toList();
        return heard.getFirst();
    }

    private Paging.Heard answer(Actor by, String page, String choice, Instant now) {
        Page row = pages.required(page);
        if (row.state() == Page.State.ENDED) {
            return Paging.Heard.OVER;
        }
        if (!mayAnswer(by, row)) {
            subjects.told(row, now, by.name() + " saw it", "may not answer for this service; the bell goes on");
            return Paging.Heard.SEEN;
        }
        if (row.state() == Page.State.RINGING && row.urgency() == Paging.Urgency.WAKE) {
            int needed = steps.answers(row);
            int up = needed > 1 ? pages.up(page, by.person(), now) : 1;
            if (up < needed) {
                quiet.person(row, by.person());
                subjects.told(row, now, by.name() + ": I’m up", up + " of " + needed + " who must answer; the others ring on");
                return Paging.Heard.MORE;
            }
        }
        if (!pages.answered(page, by.person(), now)) {
            quiet.person(row, by.person());
            acted(by, page);
            return Paging.Heard.ALREADY;
        }
        quiet.page(page);
        if (row.urgency() == Paging.Urgency.WAKE) {
            watch.begin(page, now, Watch.ANSWERED);
        }
        subjects.told(row, now, by.name() + ": I’m up", via(by));
        subjects.answered(row, choice, by);
        return Paging.Heard.ANSWERED;
    }

    void hush(Actor by, List<String> listed, Instant heard) {
        lock(listed);
        Instant now = clock.instant();
        listed.forEach(page -> hush(by, page, heard, now));
    }

    private void hush(Actor by, String page, Instant heard, Instant now) {
        Page row = pages.required(page);
        boolean theirs = pages.rings(page, by.person()).stream()
                .anyMatch(ring -> !ring.note() && ring.wanted(row) && !ring.decided().isAfter(heard));
        if (!theirs) {
            return;
        }
        quiet.person(row, by.person());
        if (row.state() != Page.State.RINGING) {
            helperHushed(by, row, now);
            return;
        }
        steps.onward(row, now);
        subjects.told(row, now, by.name() + " hushed the bell", "quiet, but not an answer: on to the next step");
    }

    /** Somebody has it and needs help: the next who may give it. */
    private void helperHushed(Actor by, Page row, Instant now) {
        Person next = successor(row, by, null, now);
        subjects.told(row, now, by.name() + " hushed the bell", next == null
                ? "quiet, and nobody else may help"
                : "quiet, but no help: on to the next who may help");
        if (next != null) {
            helps(row, next, "help is needed, and " + by.name() + " hushed the bell", now);
        }
    }

    Paging.Heard passOn(Actor by, List<String> listed, @Nullable String to) {
        lock(listed);
        Instant now = clock.instant();
        List<Paging.Heard> heard = listed.stream().map(page -> passOn(by, page, to, now)).toList();
        return heard.getFirst();
    }

    private void lock(List<String> listed) {
        listed.stream().sorted().forEach(pages::lock);
    }

    private Paging.Heard passOn(Actor by, String page, @Nullable String to, Instant now) {
        Page row = pages.required(page);
        if (row.state() == Page.State.ENDED) {
            return Paging.Heard.OVER;
        }
        if (row.state() != Page.State.RINGING) {
            return Paging.Heard.ALREADY;
        }
        if (!mayAnswer(by, row)) {
            return Paging.Heard.SEEN;
        }
        people.acted(by.person(), now);
        if (repeated(row, by, to)) {
            return Paging.Heard.ANSWERED;
        }
        quiet.person(row, by.person());
        Person next = successor(row, by, to, now);
        if (next == null || !pages.passed(page)) {
            steps.onward(row, now);
            subjects.told(row, now, by.name() + " passed it on", next == null
                    ? "nobody else may help: on to the next step"
                    : "passed twice already: on to the next step");
            return Paging.Heard.ANSWERED;
        }
        Rings.Decided decided = rings.decide(new Rings.Call(
                row,
                next,
                "p" + row.passes(),
                people.awake(next, now) ? Rings.Manner.AWAKE : Rings.Manner.ASLEEP,
                Policy.GENTLE,
                now,
                by.name() + " passed it on to you"));
        people.person(by.person()).ifPresent(from -> passes.begin(row, from, next, now));
        if (!decided.works()) {
            steps.onward(row, now);
        } else {
            pages.next(page, row.nextRound(), row.nextStep(), row.tries(), now.plus(Passes.OWED));
            duties.move(Steps.DUTY, page, now.plus(Passes.OWED));
        }
        subjects.told(row, now, by.name() + " passed it on to " + next.name() + ": " + decided.said(), decided.works()
                ? "comes back in 3 minutes without an answer"
                : "none of these bells works: on to the next step");
        return Paging.Heard.ANSWERED;
    }

    /** A double tap, or a request that was sent twice: whom it was passed to is being rung already. */
    private boolean repeated(Page page, Actor by, @Nullable String to) {
        return passes.waits(page, by.person())
                && (to == null
                        || pages.rings(page.id(), to).stream()
                                .anyMatch(ring -> ring.place().startsWith("p") && ring.live()));
    }

    private @Nullable Person successor(Page page, Actor by, @Nullable String to, Instant now) {
        Service service = steps.service(page);
        if (to != null) {
            return whom.chosen(service, to);
        }
        Set<String> not = new HashSet<>(pages.rung(page.id()));
        not.addAll(pages.up(page.id()));
        not.addAll(List.of(by.person(), page.answeredBy()));
        Person next = next(service, now, not);
        while (next != null && !rings.reaches(next)) {
            not.add(next.id());
            next = next(service, now, not);
        }
        return next;
    }

    private @Nullable Person next(Service service, Instant now, Set<String> not) {
        return whom.resolve(new Policy.Target.NextAble(), service, now, not).stream()
                .map(Whom.Found::person)
                .findFirst()
                .orElse(null);
    }

    @Nullable Person successor(String page, Actor by, Instant now) {
        return successor(pages.find(page).orElseThrow(Pages::none), by, null, now);
    }

    void acted(Actor by, String page) {
        Instant now = clock.instant();
        people.acted(by.person(), now);
        Page row = pages.required(page);
        if (pages.acted(page, now)) {
            watch.begin(page, now, row.state() == Page.State.OWNED ? Watch.OWNED : Watch.ANSWERED);
        }
    }

    void own(Actor by, String page) {
        Page row = pages.required(page);
        Instant now = clock.instant();
        if (!mayAnswer(by, row)) {
            throw Refusal.forbidden("Only who was called, or who holds the service's capability, can take this on.");
        }
        if (!pages.owned(page, by.person(), now)) {
            throw Refusal.conflict("This page is over.");
        }
        people.acted(by.person(), now);
        quiet.page(page);
        watch.begin(page, now, Watch.OWNED);
        subjects.told(row, now, by.name() + " works on it", via(by));
    }

    void help(Actor by, String page) {
        Page row = pages.required(page);
        if (row.state() == Page.State.ENDED) {
            throw Refusal.conflict("This page is over.");
        }
        if (!mayAnswer(by, row)) {
            rights.requireAct(by, row.service(), Role.RESPONDER);
        }
        Instant now = clock.instant();
        acted(by, page);
        Person next = successor(row, by, null, now);
        if (next == null) {
            throw Refusal.conflict("Everyone who may help was rung already.");
        }
        helps(row, next, by.name() + " needs help", now);
    }

    private void helps(Page row, Person next, String why, Instant now) {
        Rings.Decided decided = rings.decide(new Rings.Call(
                row,
                next,
                "h" + now.getEpochSecond(),
                people.awake(next, now) ? Rings.Manner.AWAKE : Rings.Manner.ASLEEP,
                Policy.GENTLE,
                now,
                why));
        subjects.told(row, now, next.name() + ": " + decided.said(), why);
    }

    boolean mayAnswer(Actor by, Page page) {
        Person person = people.person(by.person()).orElse(null);
        if (person == null || !person.active()) {
            return false;
        }
        if (pages.rung(page.id()).contains(person.id())) {
            return true;
        }
        if (page.urgency() != Paging.Urgency.WAKE) {
            return person.is(Role.TRIAGER) || person.is(Role.ADMIN);
        }
        Service service = steps.service(page);
        return person.is(Role.RESPONDER) && person.can(service.demands()) && whom.able(service).contains(person);
    }

    private static String via(Actor by) {
        return switch (by.via()) {
            case SCREEN -> "on the screen";
            case TOKEN -> "through the API";
            case LINK -> "by the link in the message";
            case BELL -> "beside the bell";
            case SENDER -> "by the sender";
            case SYSTEM -> "";
        };
    }
}
