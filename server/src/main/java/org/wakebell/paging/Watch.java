package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/**
 * The wake check: an answer given in one's sleep does not end a page. Five minutes without any act, a soft "still
 * up?"; three more, and the person rings again and the next step beside them. Who works on it is asked every half hour.
 * An act on any page that the same answer covered counts for all of them.
 */
final class Watch implements DutyKind {

    static final String DUTY = "paging.watch";

    static final Duration ANSWERED = Duration.ofMinutes(5);
    static final Duration OWNED = Duration.ofMinutes(30);
    static final Duration GRACE = Duration.ofMinutes(3);

    private final Clock clock;
    private final Pages pages;
    private final People people;
    private final Steps steps;
    private final Silence silence;
    private final Handoffs handoffs;
    private final Rings rings;
    private final Notes notes;
    private final Duties duties;
    private final Subjects subjects;

    Watch(Clock clock, Pages pages, People people, Steps steps, Silence silence, Handoffs handoffs, Rings rings, Notes notes, Duties duties, Subjects subjects) {
        this.clock = clock;
        this.pages = pages;
        this.people = people;
        this.steps = steps;
        this.silence = silence;
        this.handoffs = handoffs;
        this.rings = rings;
        this.notes = notes;
        this.duties = duties;
        this.subjects = subjects;
    }

    @Override
    public String name() {
        return DUTY;
    }

    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(15, failures));
    }

    /** From now on, in the caller's transaction: the check comes after the given time without an act. */
    void begin(String page, Instant now, Duration quiet) {
        duties.oweAnew(new Duty.Owed(DUTY, page, page, "ask", now.plus(quiet)));
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> pages.lock(held.duty().key()), () -> {
            Page page = pages.find(held.duty().key()).orElse(null);
            if (page == null || (page.state() != Page.State.ANSWERED && page.state() != Page.State.OWNED)) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            Instant again = pages.newestAct(page).plus(page.state() == Page.State.OWNED ? OWNED : ANSWERED);
            if (again.isAfter(now)) {
                return new Held.Next.Again(again, "ask");
            }
            @Nullable Person up = people.person(page.answeredBy()).orElse(null);
            if (held.duty().payload().equals("ask")) {
                if (up != null) {
                    notes.stillUp(page, up, now);
                }
                return new Held.Next.Again(now.plus(GRACE), "ring");
            }
            ringAgain(page, up, now);
            return new Held.Next.Done();
        });
    }

    private void ringAgain(Page page, @Nullable Person up, Instant now) {
        pages.reopened(page.id());
        String since = up == null || page.answeredAt() == null
                ? "answered, nothing since"
                : "answered " + Rings.clock(up, page.answeredAt()).substring(0, 5) + ", nothing since";
        if (up != null) {
            Page ringing = pages.find(page.id()).orElseThrow();
            Rings.Decided decided = rings.decide(new Rings.Call(
                    ringing, up, "w" + now.getEpochSecond(), Rings.Manner.AT_ONCE, Duration.ZERO, now, since));
            subjects.told(page, now, up.name() + " is rung again: " + decided.said(), since);
        }
        if (page.state() == Page.State.OWNED) {
            steps.beginAnew(page, now);
        } else {
            steps.beginNext(page, now);
        }
        silence.begin(page.id(), now);
        handoffs.lookNow(page.id(), now);
    }
}
