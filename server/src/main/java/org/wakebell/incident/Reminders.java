package org.wakebell.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wakebell.paging.Paging;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.web.Words;

/**
 * What a 912 still says after it was told: to whoever has it an hour before it is due; from then on to its leads once a day,
 * in their waking hours. Leads are the admins of its team, and if it has none, all of them. All of it ends with the 912.
 */
final class Reminders implements DutyKind {

    static final String NAME = "incident.task";

    private static final Duration BEFORE = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private static final String DUE = "due";
    private static final String OVERDUE = "overdue";

    private final Clock clock;
    private final Rows rows;
    private final TaskRows tasks;
    private final Story story;
    private final Paging paging;
    private final People people;
    private final Duties duties;
    private final Words words;

    Reminders(Clock clock, Rows rows, TaskRows tasks, Story story, Paging paging, People people, Duties duties, Words words) {
        this.clock = clock;
        this.rows = rows;
        this.tasks = tasks;
        this.story = story;
        this.paging = paging;
        this.people = people;
        this.duties = duties;
        this.words = words;
    }

    /** {@code Mon 08:00 Asia/Seoul}. */
    String said(@Nullable Person person, Instant at) {
        ZonedDateTime there = at.atZone(person == null ? ZoneOffset.UTC : people.zoneOf(person, at));
        return CLOCK.format(there) + " " + (person == null ? "UTC" : there.getZone().getId());
    }

    /** What was owed about it before is forgotten. */
    void begin(String id, Instant due, Instant now) {
        cancel(id);
        Instant first = due.minus(BEFORE);
        duties.owe(new Duty.Owed(NAME, id, id, DUE, first.isBefore(now) ? due : first));
    }

    /** They hear of it now, or when they wake. */
    void handed(String id, String person, String from, Instant now) {
        duties.cancel(NAME, id + ".handed");
        duties.owe(new Duty.Owed(NAME, id + ".handed", id, "handed " + person + " " + from, now));
    }

    void cancel(String id) {
        duties.cancelAbout(NAME, id);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void perform(Held held) {
        String id = held.duty().about();
        held.settle(() -> tasks.lock(id), () -> {
            Incident task = rows.find(id).orElse(null);
            if (task == null || !task.state().live() || task.due() == null) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            String[] said = held.duty().payload().split(" ", 3);
            return switch (said[0]) {
                case "handed" -> handed(task, said[1], said[2], now, held.duty().payload());
                case "lead" -> lead(task, task.due(), said[1], now, held.duty().payload());
                default -> due(task, task.due(), said[0], now);
            };
        });
    }

    private Held.Next due(Incident task, Instant due, String payload, Instant now) {
        if (now.isBefore(due)) {
            people.those(List.of(task.owner().isEmpty() ? task.dueFor() : task.owner())).stream()
                    .filter(p -> people.day(p, now))
                    .forEach(p -> {
                        note(p, task, "due", "due." + due.getEpochSecond(), said(p, due));
                        story.tell(task.id(), now, p.name() + " reminded", "due " + said(p, due), "Wakebell");
                    });
            return new Held.Next.Again(due, DUE);
        }
        List<Person> leads = leads(task, now);
        if (!payload.equals(OVERDUE)) {
            String why = leads.isEmpty() ? "nobody leads its team" : "its leads are told by day: " + names(leads);
            story.tell(task.id(), now, "Overdue", why, "Wakebell");
        }
        for (Person lead : leads) {
            Instant morning = people.afterAwake(lead, now, Duration.ZERO);
            duties.owe(new Duty.Owed(NAME, task.id() + ".lead." + lead.id(), task.id(), "lead " + lead.id(), morning));
        }
        return new Held.Next.Again(now.plus(DAY), OVERDUE);
    }

    private Held.Next lead(Incident task, Instant due, String person, Instant now, String payload) {
        Person lead = leads(task, now).stream().filter(p -> p.id().equals(person)).findFirst().orElse(null);
        if (lead == null || now.isBefore(due)) {
            return new Held.Next.Done();
        }
        if (!people.day(lead, now)) {
            return new Held.Next.Again(people.afterAwake(lead, now, Duration.ZERO), payload);
        }
        note(lead, task, OVERDUE, OVERDUE + "." + now.getEpochSecond(), said(lead, due), who(task, lead));
        story.tell(task.id(), now, lead.name() + " told", "overdue since " + said(lead, due), "Wakebell");
        return new Held.Next.Again(people.afterAwake(lead, now.plus(DAY), Duration.ZERO), payload);
    }

    private Held.Next handed(Incident task, String person, String from, Instant now, String payload) {
        Person to = task.owner().equals(person) ? people.person(person).orElse(null) : null;
        Instant due = task.due();
        if (to == null || due == null) {
            return new Held.Next.Done();
        }
        if (!people.awake(to, now)) {
            return new Held.Next.Again(people.afterAwake(to, now, Duration.ZERO), payload);
        }
        note(to, task, "handed", "handed." + now.getEpochSecond(), from, said(to, due));
        return new Held.Next.Done();
    }

    private String who(Incident task, Person reader) {
        return task.owner().isEmpty() ? words.say(reader.language(), "incident.912.nobody") : task.ownerName();
    }

    /** @param key {@code due}, {@code overdue}, {@code handed}; {@code place} keeps each of them apart */
    private void note(Person to, Incident task, String key, String place, String... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = task.title();
        System.arraycopy(values, 0, all, 1, values.length);
        paging.noteTask(
                to, "912." + task.id() + "." + place + "." + to.id(),
                words.say(to.language(), "incident.912." + key, all),
                words.say(to.language(), "incident.912." + key + ".text", all),
                "/incidents/" + task.number());
    }

    /** Who is there; if all are on leave, all. */
    private List<Person> leads(Incident task, Instant now) {
        String team = people.service(task.service()).map(Service::team).orElse("");
        List<Person> own = team.isEmpty() ? List.of() : admins(people.team(team));
        List<Person> all = own.isEmpty() ? admins(people.everyone()) : own;
        List<Person> there = all.stream().filter(p -> people.away(p.id(), now) == null).toList();
        return there.isEmpty() ? all : there;
    }

    private static List<Person> admins(List<Person> some) {
        return some.stream().filter(p -> p.is(Role.ADMIN)).toList();
    }

    private static String names(List<Person> some) {
        return String.join(", ", some.stream().map(Person::name).toList());
    }
}
