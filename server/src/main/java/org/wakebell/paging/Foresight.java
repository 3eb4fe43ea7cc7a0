package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wakebell.bells.Bells;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Service;

/** Whom a page would ring, before there is one. */
final class Foresight {

    private final People people;
    private final Bells bells;
    private final Whom whom;
    private final Steps steps;
    private final Telling telling;
    private final BellPlan plan;

    Foresight(People people, Bells bells, Whom whom, Steps steps, Telling telling, BellPlan plan) {
        this.telling = telling;
        this.plan = plan;
        this.people = people;
        this.bells = bells;
        this.whom = whom;
        this.steps = steps;
    }

    /** Whether the judge is one whom this page would ring first. */
    boolean isTheResponder(Page page, Actor by, Instant now) {
        boolean human = by.via() == Actor.Via.SCREEN || by.via() == Actor.Via.TOKEN;
        if (!human || !page.persons().isEmpty()) {
            return false;
        }
        boolean first = true;
        for (Paging.Planned p : plan(page, now)) {
            if (p.person().equals(by.person()) && (first || p.after().isZero() || p.why().startsWith("on call"))) {
                return true;
            }
            first = false;
        }
        return false;
    }

    boolean isTheResponder(String service, Actor by, Instant now) {
        return isTheResponder(unborn(service, Paging.Urgency.WAKE, now), by, now);
    }

    List<Paging.Planned> plan(String service, Instant at) {
        return plan(unborn(service, Paging.Urgency.WAKE, at), at);
    }

    private List<Paging.Planned> plan(Page page, Instant at) {
        Service service = steps.service(page);
        List<Paging.Planned> plan = new ArrayList<>();
        Set<String> rung = new HashSet<>();
        Duration after = Duration.ZERO;
        for (Policy.Step step : Policy.always(steps.steps(page, service), at)) {
            if (!step.holds(at)) {
                continue;
            }
            boolean works = false;
            for (Whom.Found f : whom.resolve(step.target(), service, at, rung)) {
                List<Bells.BellFact> theirs = bells.of(f.person().id());
                boolean soft = step.target() instanceof Policy.Target.Awake;
                boolean wakes = !soft && theirs.stream().anyMatch(Bells.BellFact::waking);
                works |= theirs.stream().anyMatch(Bells.BellFact::works);
                if (rung.add(f.person().id())) {
                    String how = String.join(
                            ", ",
                            theirs.stream().filter(b -> !soft || !b.waking()).map(Bells.BellFact::label).toList());
                    plan.add(new Paging.Planned(f.person().id(), f.person().name(), how, f.why(), wakes, after));
                }
            }
            after = works ? after.plus(step.patience().multipliedBy(step.times())) : after;
        }
        return plan;
    }

    OnCall.CanHelp whoCanHelp(String service, Instant at) {
        Page page = unborn(service, Paging.Urgency.WAKE, at);
        Service of = steps.service(page);
        List<String> schedules = steps.steps(page, of).stream()
                .map(step -> Policy.schedule(step.target()))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return whom.canHelp(of, schedules, at);
    }

    boolean triagerAwake(String service, Instant at) {
        Service of = people.service(service).orElseGet(() -> new Service(service, service, "", Set.of()));
        return whom.triagers(of).stream().anyMatch(p -> people.awake(p, at));
    }

    /** Which bells a message in this situation would ring, and when, as they work now. */
    List<Paging.BellAt> bells(Person person, Rules.When when) {
        if (when.kind() == Rules.Kind.TASK && !when.awake() && !plan.tellsASleeper(person)) {
            return List.of();
        }
        List<BellPlan.Timed> timed = when.kind() == Rules.Kind.CALL
                ? plan.call(person, when.awake() ? Rings.Manner.AWAKE : Rings.Manner.ASLEEP, Policy.GENTLE)
                : plan.softly(person, when.kind(), when.awake());
        return timed.stream()
                .map(t -> new Paging.BellAt(t.bell().id(), t.bell().label(), t.bell().waking(), t.bell().works(), t.after()))
                .toList();
    }

    /** Who would hear of a 912, in order. */
    List<Paging.Planned> task(String service, Instant at) {
        Page page = unborn(service, Paging.Urgency.GENTLE, at);
        Service of = steps.service(page);
        Telling.Order order = telling.order(page, of);
        List<Paging.Planned> planned = new ArrayList<>();
        Set<String> told = new HashSet<>();
        Instant from = at;
        for (Policy.Step step : order.steps()) {
            if (!step.holds(from)) {
                continue;
            }
            Instant last = null;
            for (Whom.Found f : whom.resolve(step.target(), of, from, told)) {
                Instant reached = telling.reaches(f.person(), from);
                if (!step.holds(reached)) {
                    continue;
                }
                List<Bells.BellFact> soft = bells.of(f.person().id()).stream().filter(b -> !b.waking()).toList();
                if (soft.stream().anyMatch(Bells.BellFact::works) && (last == null || reached.isAfter(last))) {
                    last = reached;
                }
                if (told.add(f.person().id())) {
                    String how = String.join(", ", soft.stream().map(Bells.BellFact::label).toList());
                    planned.add(new Paging.Planned(f.person().id(), f.person().name(), how, f.why(), false, Duration.between(at, reached)));
                }
            }
            if (last != null && order.once()) {
                return planned;
            }
            from = last == null ? from : last.plus(step.patience().multipliedBy(step.times()));
        }
        return planned;
    }

    private static Page unborn(String service, Paging.Urgency urgency, Instant at) {
        return new Page("", "", "", urgency, service, List.of(), "", "", at, at, Page.State.RINGING, false, 0, 1, 0,
                at, at, "", null, null, "", 0);
    }
}
