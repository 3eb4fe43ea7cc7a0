package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    private static final long SAID = Duration.ofMinutes(10).toSeconds();

    /** A recovery is believed after two minutes; until then the step waits, and looks again a little later. */
    static final Duration HOLD = Duration.ofSeconds(125);

    /** More repetitions than any step has: the step is done with. */
    static final int DONE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final Clock clock;
    private final Pages pages;
    private final Policies policies;
    private final People people;
    private final Whom whom;
    private final Up up;
    private final Because because;
    private final Duties duties;
    private final Rings rings;
    private final Telling telling;
    private final Subjects subjects;
    private final Pokes pokes;

    Steps(
            Clock clock,
            Pages pages,
            Policies policies,
            People people,
            Whom whom,
            Up up,
            Duties duties,
            Rings rings,
            Telling telling,
            Subjects subjects,
            Pokes pokes) {
        this.telling = telling;
        this.clock = clock;
        this.pages = pages;
        this.policies = policies;
        this.people = people;
        this.whom = whom;
        this.up = up;
        this.because = new Because(pages, policies, people);
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
            return page.urgency() == Paging.Urgency.GENTLE ? telling.step(page, service(page), now) : step(page, now);
        });
    }

    /** The steps begin at once. */
    void begin(String page, Instant now) {
        duties.oweAnew(new Duty.Owed(DUTY, page, page, "", now).first());
    }

    /** The next step begins at once: the one that was reached has had its time, repetitions and all. */
    void beginNext(Page page, Instant now) {
        pages.next(page.id(), page.nextRound(), page.nextStep(), DONE, now);
        begin(page.id(), now);
    }

    /** A round from the top, for a page that somebody had already taken on: whoever is on call now is rung. */
    void beginAnew(Page page, Instant now) {
        int loop = page.persons().isEmpty() ? loop(steps(page, service(page))) : 0;
        pages.next(page.id(), page.nextRound() + 1, loop, DONE, now);
        begin(page.id(), now);
    }

    /** The step that was reached is over, repetitions and all: the next one begins now. */
    void onward(Page page, Instant now) {
        pages.next(page.id(), page.nextRound(), page.nextStep(), DONE, now);
        duties.move(DUTY, page.id(), now);
    }

    /** While the awake are asked first, the trouble became too bad for that: the next step begins at once. */
    void hurts(String id, long users) {
        Page seen = pages.find(id).orElse(null);
        if (seen == null || !tooBad(seen, users)) {
            return;
        }
        Page page = pages.required(id);
        if (tooBad(page, users)) {
            Instant now = clock.instant();
            subjects.told(page, now, "On to the next step at once",
                    Subject.users(users) + " are hurt by now: no time to wait for who is awake, whoever is on call is rung at once");
            onward(page, now);
        }
    }

    private boolean tooBad(Page page, long users) {
        if (page.state() != Page.State.RINGING || page.urgency() != Paging.Urgency.WAKE || page.held() || page.tries() >= DONE) {
            return false;
        }
        List<Step> steps = steps(page, service(page));
        int index = page.nextStep();
        return index >= 1
                && index <= steps.size()
                && steps.get(index - 1).target() instanceof Target.Awake awake
                && users >= awake.worst();
    }

    private Held.Next step(Page page, Instant now) {
        Service service = service(page);
        List<Step> steps = Policy.always(steps(page, service), now);
        int loop = page.persons().isEmpty() ? loop(steps) : 0;
        int round = page.nextRound();
        int index = page.nextStep();
        Set<String> rung = pages.rung(page.id());
        if (index > 0 && index <= steps.size() && page.tries() + 1 < steps.get(index - 1).times()) {
            Duration patience = ring(page, service, steps.get(index - 1), round, index, now, rung);
            if (patience != null) {
                return wait(page, round, index, page.tries() + 1, now.plus(patience));
            }
        }
        for (int tried = 0; tried <= steps.size(); tried++) {
            if (index >= steps.size()) {
                if (page.urgency() != Paging.Urgency.WAKE) {
                    return new Held.Next.Done();
                }
                Instant earliest = page.roundFrom().plus(NOBODY);
                if (earliest.isAfter(now)) {
                    return wait(page, round, index, DONE, earliest);
                }
                pages.roundBegins(page.id(), now);
                round++;
                index = loop;
            }
            Step step = steps.get(index++);
            Duration patience = ring(page, service, step, round, index, now, rung);
            if (patience != null) {
                return wait(page, round, index, 0, now.plus(patience));
            }
        }
        if (!repeats(page, now)) {
            subjects.told(page, now, "Nobody could be rung", "no step found a person with a bell that works; looked for every 5 s");
            LOG.error("page {}: no step of its policy finds anybody with a working bell", page.id());
        }
        return wait(page, round + 1, loop, DONE, now.plus(NOBODY));
    }

    /** Rounds that reach nobody follow each other every few seconds, and each says the same: it is said every ten minutes. */
    private static boolean repeats(Page page, Instant now) {
        boolean hurried = page.nextRound() > 3 && now.isBefore(page.roundFrom().plus(NOBODY.multipliedBy(3)));
        return hurried && page.roundFrom().getEpochSecond() / SAID == now.getEpochSecond() / SAID;
    }

    private Held.Next wait(Page page, int round, int index, int tries, Instant until) {
        pages.next(page.id(), round, index, tries, until);
        return new Held.Next.Again(until, "");
    }

    /** How many people must answer now: what the step says that was reached last, in the first round; then one will do. */
    int answers(Page page) {
        List<Step> steps = steps(page, service(page));
        int index = page.nextStep();
        return page.nextRound() > 1 || index < 1 || index > steps.size() ? 1 : steps.get(index - 1).answers();
    }

    /** Why this step is not rung at all now; null if it is. */
    private @Nullable String skipped(Page page, Step step, Instant now) {
        if (!step.holds(now) && step.hours() != null) {
            return "it holds " + step.hours().text() + " only";
        }
        if (step.target() instanceof Target.Awake awake) {
            long hurt = subjects.hurt(page);
            return hurt >= awake.worst()
                    ? Subject.users(hurt) + " are hurt: no time to ask who is awake first, whoever is on call is rung at once"
                    : null;
        }
        return null;
    }

    /** How long to wait; null if no person of the step has a bell that should work: then it is not worth waiting. */
    private @Nullable Duration ring(Page page, Service service, Step step, int round, int number, Instant now, Set<String> rung) {
        String skipped = skipped(page, step, now);
        if (skipped != null) {
            passedOver(page, number, skipped, now);
            return null;
        }
        Set<String> already = pages.up(page.id());
        Set<String> called = new HashSet<>(rung);
        called.addAll(already);
        List<Whom.Found> found = whom.resolve(step.target(), service, now, called).stream()
                .filter(f -> !already.contains(f.person().id()))
                .map(f -> byHand(page, step) ? new Whom.Found(f.person(), "named by " + name(page.openedBy())) : f)
                .toList();
        if (found.isEmpty()) {
            if (!(step.target() instanceof Target.Awake)) {
                passedOver(page, number, nobody(step.target()), now);
            }
            return null;
        }
        boolean works = false;
        boolean soft = false;
        Rings.Loud atOnce = null;
        boolean again = number == page.nextStep() && round == page.nextRound();
        String place = round + "." + number + (again ? "t" + now.getEpochSecond() : "");
        String because = this.because.clause(page, service, round, number, now);
        for (Whom.Found f : found) {
            Way way = way(page, step, f, round, now, rung.contains(f.person().id()));
            soft |= way.up();
            Rings.Decided decided = rings.decide(
                    new Rings.Call(page, f.person(), place, way.manner(), step.gentle(), now, way.why() + because));
            rung.add(f.person().id());
            works |= decided.works();
            atOnce = atOnce == null ? decided.atOnce() : atOnce;
            String how = decided.said().isEmpty() ? "has no bell at all" : decided.said();
            if (decided.works() || !repeats(page, now)) {
                subjects.told(page, now, f.person().name() + ": " + how, way.why() + because);
            }
        }
        pokes.poke("paging/" + page.id());
        if (!works && step.target() instanceof Target.NextAble) {
            return ring(page, service, step, round, number, now, rung);
        }
        if (!works) {
            if (!repeats(page, now)) {
                subjects.told(page, now, "On to the next step at once", "none of these bells works");
            }
            return null;
        }
        if (atOnce != null) {
            rings.take(atOnce);
        }
        return soft && step.patience().compareTo(Policy.WAIT) > 0 ? Policy.WAIT : step.patience();
    }

    private void passedOver(Page page, int number, String why, Instant now) {
        if (!repeats(page, now)) {
            subjects.told(page, now, "Step " + number + " passed over", why);
        }
    }

    /** @param up they are known to be up, so a soft bell has three minutes */
    private record Way(Rings.Manner manner, String why, boolean up) {}

    /** @param again this page has rung them already, and they did not answer: they count as asleep */
    private Way way(Page page, Step step, Whom.Found found, int round, Instant now, boolean again) {
        Person person = found.person();
        boolean asked = page.urgency() == Paging.Urgency.WAKE && !(step.target() instanceof Target.Awake);
        Instant answered = asked ? up.since(person.id(), page.id(), now) : null;
        if (answered == null || (!again && !rings.reachesSoftly(person))) {
            return new Way(manner(step, person, round, now), found.why(), false);
        }
        if (again) {
            return new Way(Rings.Manner.ASLEEP, found.why(), false);
        }
        String at = Rings.clock(person, answered).substring(0, 5);
        return new Way(
                Rings.Manner.SOFTLY, found.why() + "; soft bells, because you answered another 911 at " + at, true);
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

    /** Whoever opened it said whom to ring. */
    private static boolean byHand(Page page, Step step) {
        return !page.persons().isEmpty() && step.target().equals(new Target.Persons(page.persons()));
    }

    private String name(String person) {
        return people.person(person).map(Person::name).orElse("whoever opened it");
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
            case Target.Team t -> "nobody of that team is there, or all of it is up already";
            case Target.Everyone t -> "the team has no one who could be rung";
        };
    }
}
