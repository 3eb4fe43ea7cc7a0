package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.triage.Triage.Friction;
import org.wakebell.triage.Triage.Ongoing;

/** When a 911 would wake a sleeper and the evidence speaks against it: what speaks against it, and what it costs. */
final class Frictions {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final Duration REMEMBERED = Duration.ofDays(14);

    private final Evidence evidence;
    private final Paging paging;
    private final Incidents incidents;
    private final People people;

    Frictions(Evidence evidence, Paging paging, Incidents incidents, People people) {
        this.evidence = evidence;
        this.paging = paging;
        this.incidents = incidents;
        this.people = people;
    }

    Optional<Friction> of(Actor by, Alert alert, Instant now) {
        List<String> against = against(alert, now);
        if (against.isEmpty()) {
            return Optional.empty();
        }
        Person sleeper = sleeper(by, alert, now);
        return sleeper == null
                ? Optional.empty()
                : Optional.of(new Friction(against, sleeper.name(), cost(sleeper, now)));
    }

    private List<String> against(Alert alert, Instant now) {
        List<String> against = new ArrayList<>();
        String episode = alert.episode().id();
        StillHappening.Pulse pulse = evidence.pulse(alert, now);
        if (pulse.ongoing() == Ongoing.STOPPED) {
            against.add(pulse.why());
        }
        if (alert.recovered() != null) {
            against.add("the sender says it is over since " + Spoken.ago(Duration.between(alert.recovered(), now)));
        }
        if (!against.isEmpty() && evidence.distinct(episode, "user") == 1) {
            against.add("1 user");
        }
        boolean oneUserOnly = against.isEmpty()
                && evidence.distinct(episode, "user") == 1
                && evidence.group(episode).count() >= 5;
        if (oneUserOnly) {
            against.add("1 user, though it came " + evidence.group(episode).count() + " times");
        }
        return against;
    }

    /** The first of those who would be rung whose loud bell would sound while they sleep; null if nobody's would. */
    private @Nullable Person sleeper(Actor by, Alert alert, Instant now) {
        for (Paging.Planned planned : paging.plan(alert.service(), now)) {
            if (planned.person().equals(by.person())) {
                return null;
            }
            Person person = people.person(planned.person()).orElse(null);
            if (person != null && planned.wakes() && !people.awake(person, now)) {
                return person;
            }
        }
        return null;
    }

    private String cost(Person sleeper, Instant now) {
        ZonedDateTime there = now.atZone(sleeper.here());
        String cost = "it is " + CLOCK.format(there) + " for " + sleeper.name() + " (" + sleeper.here().getId() + ")";
        Instant woken = incidents.lastAnswered(sleeper.id());
        if (woken == null || woken.isBefore(now.minus(REMEMBERED)) || !night(sleeper, woken)) {
            return cost;
        }
        long nights = Duration.between(woken, now).plusHours(12).toDays();
        return cost + "; woken " + (nights == 0 ? "this very night" : Spoken.count(nights, "night", "nights") + " ago");
    }

    private boolean night(Person person, Instant at) {
        LocalTime time = at.atZone(people.zoneOf(person, at)).toLocalTime();
        boolean plain = person.wakes().isBefore(person.sleeps());
        boolean awake = plain
                ? !time.isBefore(person.wakes()) && time.isBefore(person.sleeps())
                : !time.isBefore(person.wakes()) || time.isBefore(person.sleeps());
        return !awake;
    }
}
