package org.wakebell.oncall;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Leave;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;

/** When people are off, as the arithmetic takes it. */
final class Leaves {

    /** Holidays are known from the year in which Wakebell began. */
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private static final int YEARS_AHEAD = 3;

    private final Clock clock;
    private final People people;

    Leaves(Clock clock, People people) {
        this.clock = clock;
        this.people = people;
    }

    /** What these layers skip for; nothing if they only warn. */
    List<Leave> skipped(List<Layer> layers, List<Change> changes) {
        Set<Leave.Why> whys = EnumSet.noneOf(Leave.Why.class);
        Set<String> who = new TreeSet<>();
        List<Layer> all = new ArrayList<>(layers);
        for (Change change : changes) {
            if (change instanceof Change.Temporary temporary) {
                all.addAll(temporary.layers());
            }
        }
        for (Layer layer : all) {
            if (!layer.skip().isEmpty()) {
                whys.addAll(layer.skip());
                layer.turns().forEach(who::addAll);
            }
        }
        List<Leave> leaves = new ArrayList<>();
        Instant end = Instant.parse((year() + YEARS_AHEAD) + "-01-01T00:00:00Z");
        who.forEach(person -> leaves.addAll(of(person, whys, FIRST, end)));
        return leaves;
    }

    /** One person's, for the given reasons, as far as they touch {@code [from, until)}. */
    List<Leave> of(String person, Set<Leave.Why> whys, Instant from, Instant until) {
        Person known = people.person(person).orElse(null);
        List<Leave> leaves = new ArrayList<>();
        if (known == null) {
            return leaves;
        }
        if (whys.contains(Leave.Why.VACATION)) {
            people.absences(person).stream()
                    .filter(a -> a.away() && a.overlaps(from, until))
                    .map(a -> new Leave(person, Leave.Why.VACATION, a.begins(), a.ends()))
                    .forEach(leaves::add);
        }
        if (whys.contains(Leave.Why.HOLIDAY)) {
            people.holidays(known, from, until).stream()
                    .map(off -> new Leave(person, Leave.Why.HOLIDAY, off.from(), off.until()))
                    .forEach(leaves::add);
        }
        return leaves;
    }

    /** What the leaves of a schedule that skips were computed from: anything else means compute again. */
    String stamp() {
        return people.stamp() + " " + year();
    }

    private int year() {
        return clock.instant().atOffset(ZoneOffset.UTC).getYear();
    }
}
