package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.paging.Policy.Step;
import org.wakebell.paging.Policy.Target;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.web.Pokes;

/**
 * The heart of a page: one duty per ringing page, which decides the next step, writes its rings and comes again when
 * the step has waited long enough. It never ends by itself; only an answer, or the subject, ends it.
 */
final class Steps implements DutyKind {

    static final String DUTY = "paging.step";

    /** However fast its bells refuse, no round begins sooner than this after the last one. */
    private static final Duration NOBODY = Duration.ofSeconds(5);

    /** A recovery is believed after two minutes; until then the step waits, and looks again a little later. */
    static final Duration HOLD = Duration.ofSeconds(125);

    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final Clock clock;
    private final Pages pages;
    private final Policies policies;
    private final People people;
    private final Whom whom;
    private final Duties duties;
    private final Rings rings;
    private final Subjects subjects;
    private final Pokes pokes;

    Steps(
            Clock clock,
            Pages pages,
            Policies policies,
            People people,
            Whom whom,
            Duties duties,
            Rings rings,
            Subjects subjects,
            Pokes pokes) {
        this.clock = clock;
        this.pages = pages;
        this.policies = policies;
        this.people = people;
        this.whom = whom;
        this.duties = duties;
        this.rings = rings;
        this.subjects = subjects;
        this.pokes = pokes;
    }

    @Override
    public String name() {
        return DUTY;
    }

    /** Somebody must be woken by this: it is never given up, only shown. */
    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(15, failures));
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> pages.lock(held.duty().key()), () -> {
            Page page = pages.find(held.duty().key()).orElse(null);
            if (page == null || page.state() != Page.State.RINGING) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            if (page.held()) {
                return new Held.Next.Again(now.plus(HOLD), "");
            }
            return step(page, now);
        });
    }

    /** The steps begin, or go on where they were, at once. */
    void begin(String page, Instant now) {
        duties.cancel(DUTY, page);
        duties.owe(new Duty.Owed(DUTY, page, page, "", now).first());
    }

    /** A round from the top, for a page that somebody had already taken on: whoever is on call now is rung. */
    void beginAnew(Page page, Instant now) {
        int loop = page.persons().isEmpty() ? loop(steps(page, service(page))) : 0;
        pages.next(page.id(), page.nextRound() + 1, loop, now);
        begin(page.id(), now);
    }

    private Held.Next step(Page page, Instant now) {
        Service service = service(page);
        List<Step> steps = steps(page, service);
        int loop = page.persons().isEmpty() ? loop(steps) : 0;
        int round = page.nextRound();
        int index = page.nextStep();
        Set<String> rung = pages.rung(page.id());
        for (int tried = 0; tried <= steps.size(); tried++) {
            if (index >= steps.size()) {
                if (page.urgency() != Paging.Urgency.WAKE) {
                    return new Held.Next.Done();
                }
                Instant earliest = page.roundFrom().plus(NOBODY);
                if (earliest.isAfter(now)) {
                    pages.next(page.id(), round, index, earliest);
                    return new Held.Next.Again(earliest, "");
                }
                pages.roundBegins(page.id(), now);
                round++;
                index = loop;
            }
            Step step = steps.get(index++);
            if (ring(page, service, step, round, index, now, rung)) {
                Instant next = now.plus(step.patience());
                pages.next(page.id(), round, index, next);
                return new Held.Next.Again(next, "");
            }
        }
        pages.next(page.id(), round + 1, loop, now.plus(NOBODY));
        subjects.told(page, now, "Nobody could be rung", "no step found a person with a bell that works; again in 5 s");
        LOG.error("page {}: no step of its policy finds anybody with a working bell", page.id());
        return new Held.Next.Again(now.plus(NOBODY), "");
    }

    /** True if at least one person of the step has a bell that should work: only then is it worth waiting. */
    private boolean ring(Page page, Service service, Step step, int round, int number, Instant now, Set<String> rung) {
        List<Whom.Found> found = whom.resolve(step.target(), service, now, rung);
        if (found.isEmpty()) {
            if (!(step.target() instanceof Target.Awake)) {
                subjects.told(page, now, "Step " + number + " passed over", nobody(step.target()));
            }
            return false;
        }
        boolean works = false;
        for (Whom.Found f : found) {
            Rings.Decided decided = rings.decide(new Rings.Call(
                    page, f.person(), round + "." + number, manner(step, f.person(), round, now), step.gentle(), now, f.why()));
            rung.add(f.person().id());
            works |= decided.works();
            String how = decided.said().isEmpty() ? "has no bell at all" : decided.said();
            subjects.told(page, now, f.person().name() + ": " + how, f.why());
        }
        if (!works) {
            subjects.told(page, now, "On to the next step at once", "none of these bells works");
        }
        pokes.poke("paging/" + page.id());
        return works;
    }

    /** Awake people answer a soft bell; after a round without an answer everybody counts as asleep. */
    private Rings.Manner manner(Step step, Person person, int round, Instant now) {
        if (step.target() instanceof Target.Awake) {
            return Rings.Manner.SOFTLY;
        }
        return manner(person, round, now);
    }

    Rings.Manner manner(Person person, int round, Instant now) {
        return round == 1 && people.awake(person, now) ? Rings.Manner.AWAKE : Rings.Manner.ASLEEP;
    }

    Service service(Page page) {
        return people.service(page.service()).orElseGet(() -> new Service(page.service(), "this", "", Set.of()));
    }

    List<Step> steps(Page page, Service service) {
        if (page.urgency() != Paging.Urgency.WAKE) {
            if (!page.persons().isEmpty()) {
                return List.of(exactly(page.persons()));
            }
            return policies.triage(service.team())
                    .map(Policy::steps)
                    .orElseGet(() -> List.of(exactly(
                            whom.triagers(service).stream().map(Person::id).toList())));
        }
        List<Step> usual = policies.of(service).steps();
        if (page.persons().isEmpty()) {
            return usual;
        }
        List<Step> steps = new ArrayList<>();
        steps.add(exactly(page.persons()));
        if (people.service(page.service()).isPresent()) {
            usual.stream().filter(s -> !(s.target() instanceof Target.Awake)).forEach(steps::add);
        }
        return steps;
    }

    private static Step exactly(List<String> persons) {
        return new Step(new Target.Persons(persons), Policy.WAIT, Policy.GENTLE);
    }

    private static int loop(List<Step> steps) {
        return new Policy("", "", "", steps, 0).loop();
    }

    private static String nobody(Target target) {
        return switch (target) {
            case Target.OnCall t -> "nobody is on call in that schedule, and it has no fall-back";
            case Target.Awake t -> "nobody is awake and able";
            case Target.NextAble t -> "nobody else may help with this service";
            case Target.Persons t -> "nobody of those it names is active";
            case Target.Everyone t -> "the team has no one who could be rung";
        };
    }
}
