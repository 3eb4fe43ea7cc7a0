package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/** A page that was passed on comes back to the passer after three minutes without an answer. */
final class Passes implements DutyKind {

    static final String DUTY = "paging.pass";
    static final Duration OWED = Duration.ofMinutes(3);

    private final Clock clock;
    private final Pages pages;
    private final People people;
    private final Rings rings;
    private final Duties duties;
    private final Subjects subjects;

    Passes(Clock clock, Pages pages, People people, Rings rings, Duties duties, Subjects subjects) {
        this.clock = clock;
        this.pages = pages;
        this.people = people;
        this.rings = rings;
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

    void begin(Page page, Person from, Person to, Instant now) {
        duties.owe(new Duty.Owed(
                DUTY, key(page, from.id(), page.passes()), page.id(), from.id() + " " + to.id(), now.plus(OWED)));
    }

    /** They have passed it on, and it has not come back yet. */
    boolean waits(Page page, String from) {
        return IntStream.range(0, page.passes()).anyMatch(n -> duties.due(DUTY, key(page, from, n)) != null);
    }

    private static String key(Page page, String from, int passes) {
        return page.id() + "/" + from + "/" + passes;
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> pages.lock(held.duty().about()), () -> {
            back(held);
            return new Held.Next.Done();
        });
    }

    private void back(Held held) {
        Page page = pages.find(held.duty().about()).orElse(null);
        String[] who = held.duty().payload().split(" ");
        Person from = people.person(who[0]).orElse(null);
        if (page == null || from == null || page.state() != Page.State.RINGING) {
            return;
        }
        if (pages.up(page.id()).contains(from.id())) {
            return;
        }
        Instant now = clock.instant();
        String to = people.person(who[1]).map(Person::name).orElse("someone");
        String why = "you passed it to " + to + ", who did not answer in 3 minutes";
        Rings.Decided decided = rings.decide(new Rings.Call(
                page, from, "b" + now.getEpochSecond(), Rings.Manner.AT_ONCE, Duration.ZERO, now, why));
        subjects.told(page, now, "Back to " + from.name() + ": " + decided.said(), to + " did not answer in 3 minutes");
    }
}
