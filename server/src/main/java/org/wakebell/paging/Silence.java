package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/** Ten minutes without an answer: those who judged get the phone numbers, and again every ten minutes. */
final class Silence implements DutyKind {

    static final String DUTY = "paging.silence";
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Clock clock;
    private final Pages pages;
    private final People people;
    private final Whom whom;
    private final Steps steps;
    private final Notes notes;
    private final Duties duties;
    private final Subjects subjects;

    Silence(
            Clock clock,
            Pages pages,
            People people,
            Whom whom,
            Steps steps,
            Notes notes,
            Duties duties,
            Subjects subjects) {
        this.clock = clock;
        this.pages = pages;
        this.people = people;
        this.whom = whom;
        this.steps = steps;
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

    void begin(String page, Instant now) {
        duties.oweAnew(new Duty.Owed(DUTY, page, page, "", now.plus(EVERY)));
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> pages.lock(held.duty().key()), () -> {
            Page page = pages.find(held.duty().key()).orElse(null);
            if (page == null || page.state() != Page.State.RINGING) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            String numbers = people.those(pages.rung(page.id())).stream()
                    .map(p -> p.name() + " " + (p.phone().isEmpty() ? "(no phone number)" : p.phone()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            for (Person triager : whom.triagers(steps.service(page))) {
                notes.silent(page, triager, numbers, now);
            }
            subjects.told(page, now, "No answer for 10 minutes", "the triagers were asked to call " + numbers);
            return new Held.Next.Again(now.plus(EVERY), "");
        });
    }
}
