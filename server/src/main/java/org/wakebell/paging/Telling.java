package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakebell.paging.Policy.Step;
import org.wakebell.paging.Policy.Target;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Service;
import org.wakebell.platform.duty.Held;

/**
 * Who hears of a 912, and when: soft bells only, whatever a policy says, and a sleeper once they are awake. A step is done
 * when all whom it reaches have been told; without a policy of its own the first step that reaches somebody is the last.
 */
final class Telling {

    /** Nobody could be told: looked at again after this. */
    private static final Duration LATER = Duration.ofHours(1);

    private final Pages pages;
    private final Policies policies;
    private final People people;
    private final Whom whom;
    private final Rings rings;
    private final BellPlan plan;
    private final Subjects subjects;

    Telling(Pages pages, Policies policies, People people, Whom whom, Rings rings, BellPlan plan, Subjects subjects) {
        this.pages = pages;
        this.policies = policies;
        this.people = people;
        this.whom = whom;
        this.rings = rings;
        this.plan = plan;
        this.subjects = subjects;
    }

    /** @param once the first step that reaches somebody is the last */
    record Order(List<Step> steps, boolean once, String policy) {}

    Order order(Page page, Service service) {
        if (!page.persons().isEmpty()) {
            return new Order(List.of(new Step(new Target.Persons(page.persons()), Policy.WAIT, Policy.GENTLE)), true, "");
        }
        return policies.task(service)
                .map(own -> new Order(own.steps(), false, own.name()))
                .orElseGet(() -> new Order(
                        policies.of(service).steps().stream().filter(s -> !(s.target() instanceof Target.Awake)).toList(), true, ""));
    }

    /** When a 912 of this instant reaches them. */
    Instant reaches(Person person, Instant at) {
        return people.awake(person, at) || plan.tellsASleeper(person) ? at : people.afterAwake(person, at, Duration.ZERO);
    }

    Held.Next step(Page page, Service service, Instant now) {
        Order order = order(page, service);
        int index = page.nextStep();
        int tries = page.tries();
        if (index > 0 && index <= order.steps().size() && tries < Steps.DONE) {
            Instant until = tell(page, service, order, index, tries, now);
            if (until != null) {
                return wait(page, index, tries, until);
            }
            if (order.once() && told(page, index, tries)) {
                return new Held.Next.Done();
            }
            if (tries + 1 < order.steps().get(index - 1).times()) {
                return begin(page, service, order, index, tries + 1, now);
            }
        }
        return begin(page, service, order, index + 1, 0, now);
    }

    private Held.Next begin(Page page, Service service, Order order, int from, int tries, Instant now) {
        int attempt = tries;
        for (int index = from; index <= order.steps().size(); index++) {
            Instant until = tell(page, service, order, index, attempt, now);
            if (until != null) {
                return wait(page, index, attempt, until);
            }
            attempt = 0;
        }
        if (!pages.rung(page.id()).isEmpty()) {
            return new Held.Next.Done();
        }
        subjects.told(page, now, "Nobody could be told", "no step finds a person with a bell that works; again in an hour");
        return wait(page, 0, 0, now.plus(LATER));
    }

    /** Until when this step waits; null if there is nobody left to tell and nothing to wait for. */
    private @Nullable Instant tell(Page page, Service service, Order order, int index, int tries, Instant now) {
        Step step = order.steps().get(index - 1);
        String place = place(page, index, tries);
        Set<String> here = pages.rings(page.id()).stream()
                .filter(ring -> ring.place().equals(place))
                .map(RingRow::person)
                .collect(Collectors.toSet());
        if (!step.holds(now)) {
            if (here.isEmpty() && step.hours() != null) {
                subjects.told(page, now, "Step " + index + " passed over", "it holds " + step.hours().text() + " only");
            }
            return null;
        }
        boolean over = step.target() instanceof Target.NextAble && !here.isEmpty();
        List<Whom.Found> left = over ? List.of() : whom.resolve(step.target(), service, now, pages.rung(page.id())).stream()
                .filter(found -> !here.contains(found.person().id()))
                .toList();
        Instant morning = null;
        boolean told = false;
        for (Whom.Found found : left) {
            Instant reached = reaches(found.person(), now);
            if (reached.isAfter(now)) {
                morning = morning == null || reached.isBefore(morning) ? reached : morning;
            } else {
                told |= tell(page, found, place, order, index, now);
            }
        }
        if (morning != null) {
            waits(page, index, tries, morning, left, now);
            return morning;
        }
        return told ? now.plus(step.patience()) : null;
    }

    /** False if they have no soft bell that should work. */
    private boolean tell(Page page, Whom.Found found, String place, Order order, int index, Instant now) {
        Person person = found.person();
        Rings.Manner manner = people.awake(person, now) ? Rings.Manner.AWAKE : Rings.Manner.ASLEEP;
        String why = found.why() + (order.policy().isEmpty() ? "" : "; step " + index + " of “" + order.policy() + "”");
        Rings.Decided decided = rings.decide(new Rings.Call(page, person, place, manner, Duration.ZERO, now, why));
        String how = decided.said().isEmpty() ? "has no soft bell" : decided.said();
        subjects.told(page, now, person.name() + ": " + how, why);
        return decided.works();
    }

    /** Said once for each time that it is to be told. */
    private void waits(Page page, int index, int tries, Instant morning, List<Whom.Found> left, Instant now) {
        if (page.nextStep() == index && page.tries() == tries && page.nextAt().equals(morning)) {
            return;
        }
        for (Whom.Found found : left) {
            Instant reached = reaches(found.person(), now);
            if (reached.isAfter(now)) {
                String at = Rings.clock(found.person(), reached).substring(0, 5);
                subjects.told(page, now, found.person().name() + ": told at " + at, "asleep; a 912 waits until they are awake");
            }
        }
    }

    private boolean told(Page page, int index, int tries) {
        String place = place(page, index, tries);
        return pages.rings(page.id()).stream().anyMatch(ring -> ring.place().equals(place));
    }

    private static String place(Page page, int index, int tries) {
        return page.nextRound() + "." + index + (tries == 0 ? "" : "t" + tries);
    }

    private Held.Next wait(Page page, int index, int tries, Instant until) {
        pages.next(page.id(), page.nextRound(), index, tries, until);
        return new Held.Next.Again(until, "");
    }
}
