package org.wakebell.oncall.web;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Cause;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Page;

/** Names and reasons in the reader's language. */
public final class Why {

    private final People people;
    private final Page page;

    Why(People people, Page page) {
        this.people = people;
        this.page = page;
    }

    public String name(String id) {
        return people.person(id).map(Person::name).orElse(id);
    }

    /** The name that fits into a bar: the first of a Latin name, a Korean one whole. */
    static String brief(String name) {
        int space = name.indexOf(' ');
        return space > 0 && name.charAt(0) < 0x1100 ? name.substring(0, space) : name;
    }

    public String cause(Seat seat) {
        return switch (seat.cause()) {
            case Cause.Turned turned -> turned(turned);
            case Cause.Changed changed -> change(changed.change());
        };
    }

    private String turned(Cause.Turned turned) {
        String rota = turned.of() > 1
                ? page.t("oncall.why.turn", turned.layer(), turned.place() + 1, turned.of())
                : page.t("oncall.why.rota", turned.layer());
        if (turned.passed().isEmpty()) {
            return rota;
        }
        String names = String.join(", ", turned.passed().stream().map(this::name).toList());
        return rota + ", " + page.t(turned.standsIn() ? "oncall.why.stands-in" : "oncall.why.without", names);
    }

    public String change(Change change) {
        return switch (change) {
            case Change.Replace replace -> page.t("oncall.why.covers", name(replace.person()), name(replace.insteadOf()));
            case Change.Add add -> page.t("oncall.why.added", name(add.person()));
            case Change.Remove remove -> page.t("oncall.why.removed", name(remove.person()));
            case Change.Temporary temporary -> page.t("oncall.why.temporary", temporary.name());
        };
    }

    /** {@code Mina Park, Mon 23 Nov 09:00 – Tue 24 Nov 09:00: rota "days", turn 1 of 2}. */
    public String sentence(Seat seat, Span span) {
        return page.t("oncall.why.span", name(seat.person()), at(span.from()), at(span.until()), cause(seat));
    }

    String at(Instant instant) {
        return page.times().at(instant);
    }

    /**
     * A stretch in which nobody is on call, or nobody who can do what is demanded.
     *
     * @param missing what is demanded; empty for a gap
     */
    record Hole(Instant from, Instant until, Set<String> missing) {}

    List<Hole> holes(Schedule schedule, Instant from, Instant to) {
        return schedule.rota().spans(from, to, Join.PEOPLE).stream()
                .filter(span -> span.gap() || !able(span, schedule.demands()))
                .map(span -> new Hole(
                        span.from(), span.until(), span.gap() ? Set.of() : new TreeSet<>(schedule.demands())))
                .toList();
    }

    boolean able(Span span, Set<String> demands) {
        return span.people().stream()
                .anyMatch(id -> people.person(id).filter(p -> p.active() && p.can(demands)).isPresent());
    }

    /** What is demanded and this person may not do, joined; empty if nothing. */
    String lacks(String id, Set<String> demands) {
        return people.person(id).stream()
                .flatMap(person -> demands.stream().filter(demand -> !person.can(Set.of(demand))))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
