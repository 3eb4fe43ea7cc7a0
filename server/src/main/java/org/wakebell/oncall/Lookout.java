package org.wakebell.oncall;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.wakebell.oncall.rotation.Leave;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.db.Tx;

/** Warnings of the next 60 days, computed anew when the schedule, a person or the hour is another. */
public final class Lookout {

    private final Tx tx;
    private final Schedules schedules;
    private final People people;
    private final Leaves leaves;
    private final Unread unread;
    private final Map<String, Kept> cache = new ConcurrentHashMap<>();

    private record Kept(String key, List<Warning> warnings) {}

    Lookout(Tx tx, Schedules schedules, People people, Leaves leaves) {
        this.tx = tx;
        this.schedules = schedules;
        this.people = people;
        this.leaves = leaves;
        this.unread = new Unread(tx);
    }

    /** Of one schedule, the loudest first; none if there is no such schedule. */
    public List<Warning> of(String schedule, Instant now) {
        return tx.read(() -> schedules.find(schedule).map(found -> of(found, unread.all(), now)).orElse(List.of()));
    }

    /** Of all schedules, the loudest first; a calendar that several of them depend on is said once. */
    public List<Warning> all(Instant now) {
        return tx.read(() -> {
            List<Unread.Feed> feeds = unread.all();
            Set<List<List<String>>> said = new HashSet<>();
            return schedules.all().stream()
                    .flatMap(schedule -> of(schedule, feeds, now).stream())
                    .filter(w -> w.kind() != Warning.Kind.UNREAD || said.add(List.of(w.what(), w.people())))
                    .sorted(Warnings.LOUDEST.thenComparing(Warning::name))
                    .toList();
        });
    }

    private List<Warning> of(Schedule schedule, List<Unread.Feed> feeds, Instant now) {
        return Stream.concat(of(schedule, now).stream(), Unread.warnings(feeds, schedule, now).stream())
                .sorted(Warnings.LOUDEST)
                .toList();
    }

    private List<Warning> of(Schedule schedule, Instant now) {
        String key = schedule.stamp() + " " + people.stamp() + " " + now.truncatedTo(ChronoUnit.HOURS);
        Kept kept = cache.get(schedule.id());
        if (kept != null && kept.key.equals(key)) {
            return kept.warnings;
        }
        List<Warning> warnings = look(schedule, now, now.plus(Warnings.AHEAD));
        cache.put(schedule.id(), new Kept(key, warnings));
        return warnings;
    }

    private List<Warning> look(Schedule schedule, Instant from, Instant until) {
        Map<String, Warnings.Known> known = new HashMap<>();
        for (String id : Warnings.lineUp(schedule, from)) {
            people.person(id).ifPresent(person -> known.put(id, known(person, from, until)));
        }
        return Warnings.of(schedule, known, from, until);
    }

    private Warnings.Known known(Person person, Instant from, Instant until) {
        return new Warnings.Known(
                person.active(),
                people.grants(person.id()),
                leaves.of(person.id(), Set.of(Leave.Why.values()), from, until),
                people.stays(person, from, until),
                person.wakes(),
                person.sleeps());
    }
}
