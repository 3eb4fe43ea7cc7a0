package org.wakebell.paging;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.web.Pokes;

/** What becomes of a page: it opens, its subject seems to recover, fires again, is over. The caller owns the transaction. */
final class Course {

    private final Clock clock;
    private final Ids ids;
    private final Duties duties;
    private final People people;
    private final Pages pages;
    private final Rings rings;
    private final Steps steps;
    private final Watch watch;
    private final Silence silence;
    private final Handoffs handoffs;
    private final Notes notes;
    private final Foresight foresight;
    private final Pokes pokes;
    private final Quiet quiet;
    private final Subjects subjects;

    Course(
            Clock clock,
            Ids ids,
            Duties duties,
            People people,
            Pages pages,
            Rings rings,
            Steps steps,
            Watch watch,
            Silence silence,
            Handoffs handoffs,
            Notes notes,
            Foresight foresight,
            Pokes pokes,
            Quiet quiet,
            Subjects subjects) {
        this.clock = clock;
        this.ids = ids;
        this.duties = duties;
        this.people = people;
        this.pages = pages;
        this.rings = rings;
        this.steps = steps;
        this.watch = watch;
        this.silence = silence;
        this.handoffs = handoffs;
        this.notes = notes;
        this.foresight = foresight;
        this.pokes = pokes;
        this.quiet = quiet;
        this.subjects = subjects;
    }

    String open(Paging.NewPage page) {
        String id = ids.next();
        Instant now = clock.instant();
        pages.insert(id, page, now, Page.State.RINGING);
        Page row = pages.find(id).orElseThrow();
        if (page.urgency() == Paging.Urgency.WAKE && foresight.isTheResponder(row, page.by(), now)) {
            pages.owned(id, page.by().person(), now);
            watch.begin(id, now, Watch.OWNED);
            handoffs.begin(pages.find(id).orElseThrow(), now, Instant.MAX);
            subjects.told(row, now, page.by().name() + " has it", "on call and judged it: no bell rings");
            subjects.answered(row, "own", page.by());
            return id;
        }
        steps.begin(id, now);
        if (page.urgency() == Paging.Urgency.WAKE) {
            silence.begin(id, now);
            handoffs.begin(row, now, Instant.MAX);
        }
        pokes.poke("paging");
        return id;
    }

    void hold(String page, boolean recovering, String why) {
        Page row = pages.required(page);
        Instant now = clock.instant();
        if (!pages.held(page, recovering)) {
            return;
        }
        subjects.told(row, now, recovering ? "No new bell for now" : "The bells go on where they were", why);
        if (!recovering) {
            for (RingRow ring : pages.rings(page)) {
                if (ring.state() != RingRow.State.QUIET) {
                    duties.move(Rings.DUTY, ring.id(), later(now, ring.due()));
                }
            }
            duties.move(Steps.DUTY, page, later(now, row.nextAt()));
        }
    }

    void resume(String page, String why) {
        pages.required(page);
        Instant now = clock.instant();
        if (!pages.resumed(page)) {
            return;
        }
        Page row = pages.required(page);
        subjects.told(row, now, "The bells go on where they were", why);
        String place = row.nextRound() + "." + row.nextStep();
        Set<String> over = handoffs.over(row, now);
        List<Person> again = pages.rings(page).stream()
                .filter(r -> r.place().equals(place) || r.place().startsWith(place + "t"))
                .filter(r -> !over.contains(r.person()))
                .map(RingRow::person)
                .distinct()
                .flatMap(id -> people.person(id).stream())
                .toList();
        for (Person person : again) {
            Rings.Decided decided = rings.decide(new Rings.Call(
                    row, person, place + "t" + now.getEpochSecond(), Rings.Manner.AT_ONCE, Policy.GENTLE, now, why));
            subjects.told(row, now, person.name() + ": " + decided.said(), why);
        }
        // Bells that only went on in this step are no rings of it: then there is nobody to wait for.
        Instant next = again.isEmpty() ? now : now.plus(Policy.WAIT);
        duties.owe(new Duty.Owed(Steps.DUTY, page, page, "", next).first());
        silence.begin(page, now);
        handoffs.begin(row, now, now);
    }

    void end(Actor by, String page, Paging.End how, String why) {
        Page row = pages.required(page);
        Instant now = clock.instant();
        if (by.person().equals(row.answeredBy())) {
            pages.acted(page, now);
        }
        if (!pages.ended(page, how, why, now)) {
            return;
        }
        List<RingRow> rung = pages.rings(page);
        quiet.page(page);
        duties.cancel(Watch.DUTY, page);
        handoffs.end(page);
        if (row.urgency() == Paging.Urgency.WAKE) {
            Set<String> told = new HashSet<>();
            for (RingRow ring : rung) {
                boolean heard = !ring.outcome().isEmpty() && !ring.person().equals(by.person());
                if (heard && told.add(ring.person())) {
                    people.person(ring.person()).ifPresent(p -> notes.over(row, p, how, now));
                }
            }
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
