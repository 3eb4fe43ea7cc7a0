package org.wakebell.tonight;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakebell.oncall.Lookout;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Warning;
import org.wakebell.oncall.WarningWords;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.web.Words;

/**
 * One duty per schedule: on Monday at 09:00 by its clock, what to look at in the next 60 days, to its people and the
 * admins. Nothing to look at: no message.
 */
final class WeeklyNotes implements DutyKind {

    static final String DUTY = "tonight.weekly";

    private static final LocalTime AT = LocalTime.of(9, 0);
    private static final int MOST = 20;

    private final Clock clock;
    private final People people;
    private final Planning planning;
    private final Lookout lookout;
    private final Notices notices;
    private final WarningWords sentences;

    WeeklyNotes(Clock clock, People people, Planning planning, Lookout lookout, Notices notices, Words words) {
        this.clock = clock;
        this.people = people;
        this.planning = planning;
        this.lookout = lookout;
        this.notices = notices;
        this.sentences = new WarningWords(people, words::say);
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
    public void perform(Held held) {
        held.settle(() -> {
            Schedule schedule = planning.find(held.duty().key()).orElse(null);
            if (schedule == null) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            List<Warning> warnings = lookout.of(schedule.id(), now);
            if (!warnings.isEmpty()) {
                String week = ZonedDateTime.ofInstant(now, schedule.zone())
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .toLocalDate()
                        .toString();
                readers(schedule, now).values().forEach(to -> tell(to, schedule, warnings, week));
            }
            return new Held.Next.Again(next(schedule.zone(), now), "");
        });
    }

    private Map<String, Person> readers(Schedule schedule, Instant now) {
        Map<String, Person> readers = new LinkedHashMap<>();
        people.those(schedule.people(now)).forEach(person -> readers.put(person.id(), person));
        people.everyone().stream().filter(p -> p.is(Role.ADMIN)).forEach(admin -> readers.put(admin.id(), admin));
        return readers;
    }

    private void tell(Person to, Schedule schedule, List<Warning> warnings, String week) {
        StringBuilder text = new StringBuilder(notices.say(to, "WEEKLY.text"));
        warnings.stream()
                .limit(MOST)
                .forEach(w -> text.append("\n- ").append(sentences.say(w, to.language(), to.here())));
        if (warnings.size() > MOST) {
            text.append("\n").append(notices.say(to, "WEEKLY.more", warnings.size() - MOST));
        }
        notices.tell(Notices.Notice.WEEKLY, to, "weekly." + schedule.id() + "." + week + "." + to.id(),
                notices.say(to, "WEEKLY", schedule.name(), warnings.size()), text.toString(),
                "/on-call/" + schedule.id() + "#warnings");
    }

    /** The next Monday at 09:00 strictly after the given instant. */
    static Instant next(ZoneId zone, Instant after) {
        ZonedDateTime local = ZonedDateTime.ofInstant(after, zone);
        Instant monday = local.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atTime(AT).atZone(zone).toInstant();
        return monday.isAfter(after)
                ? monday
                : local.toLocalDate().with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atTime(AT).atZone(zone).toInstant();
    }
}
