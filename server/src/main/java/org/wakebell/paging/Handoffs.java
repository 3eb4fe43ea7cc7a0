package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/**
 * A shift ends while a page is open. While it rings, the new person is rung at the boundary and the old one stops only
 * when a bell of the new one has proof; the steps go on where they are. While somebody has it, it stays theirs and both
 * are told. Due at the calendar's next handoff; what is done then is decided by the calendar as it is then.
 */
final class Handoffs implements DutyKind {

    static final String DUTY = "paging.handoff";

    /** Somebody may take over meanwhile, which moves a boundary to now: the calendar is asked at least this often. */
    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    private final Clock clock;
    private final Pages pages;
    private final People people;
    private final OnCall oncall;
    private final Steps steps;
    private final Rings rings;
    private final Quiet quiet;
    private final Notes notes;
    private final Duties duties;
    private final Subjects subjects;

    Handoffs(
            Clock clock,
            Pages pages,
            People people,
            OnCall oncall,
            Steps steps,
            Rings rings,
            Quiet quiet,
            Notes notes,
            Duties duties,
            Subjects subjects) {
        this.clock = clock;
        this.pages = pages;
        this.people = people;
        this.oncall = oncall;
        this.steps = steps;
        this.rings = rings;
        this.quiet = quiet;
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

    /** From now on, in the caller's transaction, until {@link #end}. A page that no schedule answers for needs none. */
    void begin(Page page, Instant now, Instant first) {
        Map<String, OnCall.OnDuty> duty = onDuty(page, now);
        if (duty.isEmpty()) {
            duties.cancel(DUTY, page.id());
        } else {
            Instant next = next(duty, now);
            Instant due = first.isBefore(next) ? first : next;
            duties.oweAnew(new Duty.Owed(DUTY, page.id(), page.id(), Known.write(duty), due).first());
        }
    }

    /** It rings again after somebody had it: whoever is on call by now is to be rung, too. */
    void lookNow(String page, Instant now) {
        duties.move(DUTY, page, now);
    }

    void end(String page) {
        duties.cancel(DUTY, page);
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> pages.lock(held.duty().key()), () -> {
            Page page = pages.find(held.duty().key()).orElse(null);
            if (page == null || page.state() == Page.State.ENDED) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            Map<String, OnCall.OnDuty> duty = onDuty(page, now);
            Map<String, Set<String>> before = Known.read(held.duty().payload());
            switch (page.state()) {
                case RINGING -> duty.forEach((schedule, on) -> ring(page, schedule, on, known(before, schedule, on), now));
                case ANSWERED, OWNED -> duty.forEach((schedule, on) -> tell(page, on, known(before, schedule, on), now));
                case ENDED -> {}
            }
            return new Held.Next.Again(next(duty, now), Known.write(duty));
        });
    }

    private static Set<String> known(Map<String, Set<String>> before, String schedule, OnCall.OnDuty on) {
        return Objects.requireNonNullElse(before.get(schedule), ids(on));
    }

    /** Rings whoever came on call, if this schedule's step was reached; before that, the step itself asks the calendar. */
    private void ring(Page page, String schedule, OnCall.OnDuty on, Set<String> before, Instant now) {
        Reached reached = reached(page, schedule);
        if (reached.persons().isEmpty()) {
            return;
        }
        for (OnCall.Turn turn : on.turns()) {
            Person person = turn.person();
            boolean came = !before.contains(person.id()) && !reached.live().contains(person.id());
            boolean known = reached.persons().contains(person.id()) && !came;
            if (known || loud(page, person)) {
                continue;
            }
            String why = "the shift changed while it rang: " + turn.why();
            Rings.Manner manner = steps.manner(person, page.nextRound(), now);
            Rings.Decided decided = rings.decide(new Rings.Call(
                    page, person, reached.place() + "t" + now.getEpochSecond(), manner, Policy.GENTLE, now, why));
            String how = decided.said().isEmpty() ? "has no bell at all" : decided.said();
            subjects.told(page, now, person.name() + ": " + how, why);
        }
        for (RingRow ring : pages.rings(page.id())) {
            if (ring.state() == RingRow.State.RUNG && ring.outcome().equals("sounding")) {
                relieve(page, schedule, on, ring.person(), now);
            }
        }
    }

    /** Another step rings them already, and as loudly. */
    private boolean loud(Page page, Person person) {
        return pages.rings(page.id()).stream()
                .anyMatch(r -> r.person().equals(person.id()) && r.loud() && r.live());
    }

    /** A bell was proved to sound: whoever this person took over from may sleep. */
    void proved(RingRow ring, Instant now) {
        Page page = pages.find(ring.page()).orElse(null);
        if (page != null && page.state() == Page.State.RINGING && page.urgency() == Paging.Urgency.WAKE) {
            onDuty(page, now).forEach((schedule, on) -> relieve(page, schedule, on, ring.person(), now));
        }
    }

    private void relieve(Page page, String schedule, OnCall.OnDuty on, String by, Instant now) {
        if (!ids(on).contains(by)) {
            return;
        }
        String name = people.person(by).map(Person::name).orElse("someone");
        for (String gone : gone(page, schedule, on)) {
            quiet.person(page, gone);
            String old = people.person(gone).map(Person::name).orElse("someone");
            subjects.told(page, now, old + "’s bells stop", "the shift is over, and " + name + "’s bell sounds");
        }
    }

    /** Those whose shift is over and who were rung for nothing else, as long as a bell of theirs is on. */
    private Set<String> gone(Page page, String schedule, OnCall.OnDuty on) {
        Reached reached = reached(page, schedule);
        Set<String> gone = new TreeSet<>(reached.live());
        gone.removeAll(ids(on));
        gone.removeAll(reached.otherwise());
        return gone;
    }

    /** Whose shift is over in every schedule that rang them for this page. */
    Set<String> over(Page page, Instant now) {
        Map<String, OnCall.OnDuty> duty = onDuty(page, now);
        Set<String> over = new TreeSet<>();
        duty.keySet().forEach(schedule -> over.addAll(reached(page, schedule).persons()));
        duty.values().forEach(on -> over.removeAll(ids(on)));
        return over;
    }

    private void tell(Page page, OnCall.OnDuty on, Set<String> before, Instant now) {
        @Nullable Person has = people.person(page.answeredBy()).orElse(null);
        List<Person> came = on.turns().stream()
                .map(OnCall.Turn::person)
                .filter(p -> !before.contains(p.id()) && !p.id().equals(page.answeredBy()))
                .toList();
        if (has == null || came.isEmpty()) {
            return;
        }
        String names = came.stream().map(Person::name).collect(Collectors.joining(", "));
        for (Person person : came) {
            notes.onCallNow(page, person, has, now);
        }
        notes.othersOnCall(page, has, names, now);
        subjects.told(page, now, names + (came.size() == 1 ? " is on call now" : " are on call now"),
                "it stays with " + has.name() + " until a hand-over is accepted; both were told");
    }

    /**
     * @param place where the schedule's step was last reached
     * @param persons rung by it
     * @param live those of them with a bell that is on or to come
     * @param otherwise rung by another step or act as well
     */
    private record Reached(String place, Set<String> persons, Set<String> live, Set<String> otherwise) {}

    private Reached reached(Page page, String schedule) {
        Service service = steps.service(page);
        List<Policy.Step> policy = steps.steps(page, service);
        Reached reached = new Reached("", new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (RingRow ring : pages.rings(page.id())) {
            if (ring.note()) {
                continue;
            }
            if (Objects.equals(schedule, schedule(policy, ring.step()))) {
                reached = new Reached(ring.step(), reached.persons(), reached.live(), reached.otherwise());
                reached.persons().add(ring.person());
            } else {
                reached.otherwise().add(ring.person());
            }
            if (ring.live() && reached.persons().contains(ring.person())) {
                reached.live().add(ring.person());
            }
        }
        return reached;
    }

    /** The schedule whose step rang at this place, if it was one. */
    private static @Nullable String schedule(List<Policy.Step> policy, String place) {
        String[] parts = place.split("\\.");
        if (parts.length != 2 || !parts[0].matches("[0-9]+") || !parts[1].matches("[0-9]+")) {
            return null;
        }
        int step = Integer.parseInt(parts[1]);
        return step >= 1 && step <= policy.size() && policy.get(step - 1).target() instanceof Policy.Target.OnCall t
                ? t.schedule()
                : null;
    }

    /** Who is on call now in each schedule that the page's policy rings. Only what wakes people follows the calendar. */
    private Map<String, OnCall.OnDuty> onDuty(Page page, Instant now) {
        Map<String, OnCall.OnDuty> duty = new LinkedHashMap<>();
        if (page.urgency() == Paging.Urgency.WAKE) {
            for (Policy.Step step : steps.steps(page, steps.service(page))) {
                if (step.target() instanceof Policy.Target.OnCall t) {
                    duty.computeIfAbsent(t.schedule(), id -> oncall.who(id, now));
                }
            }
        }
        return duty;
    }

    private Instant next(Map<String, OnCall.OnDuty> duty, Instant now) {
        Instant next = now.plus(AT_LEAST);
        for (String schedule : duty.keySet()) {
            for (Instant handoff : oncall.handoffs(schedule, now, 1)) {
                next = handoff.isBefore(next) ? handoff : next;
            }
        }
        return next;
    }

    static Set<String> ids(OnCall.OnDuty on) {
        return on.turns().stream().map(t -> t.person().id()).collect(Collectors.toCollection(TreeSet::new));
    }
}
