package org.wakebell.oncall.subscribe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.wakebell.oncall.Fed;
import org.wakebell.oncall.ics.Ics;
import org.wakebell.oncall.ics.Occurrence;
import org.wakebell.people.Absence;
import org.wakebell.people.People;
import org.wakebell.people.Person;

/** What a calendar says, as absences or as shifts; and what of it means nobody. */
final class Reading {

    static final Duration AHEAD = Duration.ofDays(400);

    private static final Pattern OFF = Pattern.compile(
            "(?iu)\\b(ooo|out of office|vacation|holidays?|pto|time off|day off|leave|sick|away)\\b|휴가|연차|반차|병가|부재|월차");
    private static final int MOST_NOTES = 20;
    private static final int LONGEST_NOTE = 200;

    private final Subscription subscription;
    private final People people;
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<Occurrence> occurrences;
    private final List<Absence.Asked> absences;
    private final List<Fed.Shift> shifts;

    Reading(Subscription subscription, People people, Ics ics, Instant now) {
        this.subscription = subscription;
        this.people = people;
        this.occurrences = ics.between(now, now.plus(AHEAD));
        ics.complaints().forEach(this::note);
        boolean vacations = subscription.kind() == Subscription.Kind.VACATIONS;
        this.absences = vacations ? readAbsences() : List.of();
        this.shifts = vacations ? List.of() : readShifts();
    }

    List<Absence.Asked> absences() {
        return absences;
    }

    List<Fed.Shift> shifts() {
        return shifts;
    }

    private List<Absence.Asked> readAbsences() {
        Set<Absence.Asked> all = new LinkedHashSet<>();
        Named named = new Named(people.everyone());
        for (Occurrence one : occurrences) {
            if (subscription.person().isEmpty()) {
                List<Person> who = named.of(one, true);
                if (who.isEmpty()) {
                    note("nobody here is meant by \"" + one.summary() + "\"");
                }
                who.forEach(person -> all.add(absence(person.id(), one)));
            } else if (one.first() != null || OFF.matcher(one.summary()).find()) {
                all.add(absence(subscription.person(), one));
            }
        }
        return List.copyOf(all);
    }

    private static Absence.Asked absence(String person, Occurrence one) {
        String note = one.summary().replaceAll("\\s+", " ").strip();
        boolean days = one.first() != null && one.last() != null;
        return new Absence.Asked(
                person,
                Absence.Kind.AWAY,
                days ? String.valueOf(one.first()) : one.start().toString(),
                days ? String.valueOf(one.last()) : one.end().toString(),
                "",
                note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note);
    }

    private List<Fed.Shift> readShifts() {
        List<Fed.Shift> all = new ArrayList<>();
        Named named = new Named(people.everyone());
        for (Occurrence one : occurrences) {
            List<Person> who = named.of(one, true);
            if (who.isEmpty()) {
                note("nobody here is meant by \"" + one.summary() + "\"");
            }
            who.forEach(person -> all.add(new Fed.Shift(one.start(), one.end(), person.id())));
        }
        return all;
    }

    void note(String what) {
        if (notes.size() < MOST_NOTES) {
            notes.add(what.replaceAll("\\s+", " ").strip());
        }
    }

    /** In sentences, one a line. */
    String notes() {
        return String.join("\n", notes);
    }

}
