package org.wakebell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.incident.hook.Told;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;

/**
 * 912s: told softly and by day, done by one person, due at the end of an awake hour. The rise to a 911 is another incident,
 * which the 912 names; if that is taken back, the 912 stands again. The caller owns the transaction.
 */
final class Tasks {

    private static final Duration WITHIN = Duration.ofHours(8);
    private static final Duration AWAKE = Duration.ofHours(1);

    private final Clock clock;
    private final Rows rows;
    private final TaskRows tasks;
    private final Story story;
    private final Paging paging;
    private final People people;
    private final Rights rights;
    private final Lifecycle lifecycle;
    private final Reminders reminders;

    Tasks(
            Clock clock,
            Rows rows,
            TaskRows tasks,
            Story story,
            Paging paging,
            People people,
            Lifecycle lifecycle,
            Reminders reminders) {
        this.clock = clock;
        this.rows = rows;
        this.tasks = tasks;
        this.story = story;
        this.paging = paging;
        this.people = people;
        this.rights = new Rights(people);
        this.lifecycle = lifecycle;
        this.reminders = reminders;
    }

    /** Of one alert there is at most one that is not done: judged again, it gets a line. */
    String open(Incidents.Opening opening) {
        Instant now = clock.instant();
        Incident same = opening.origin().isEmpty() ? null : tasks.from(opening.origin()).orElse(null);
        if (same != null) {
            story.tell(same.id(), now, "Judged 912 again by " + opening.by().name(), opening.why(), opening.by().name());
            return same.id();
        }
        Due due = due(opening.service(), opening.persons(), now);
        String id = rows.insert(opening, false, now, due.at(), due.person());
        story.tell(id, now, "912 by " + opening.by().name(), opening.why(), opening.by().name());
        begin(id, opening, due, now);
        people.audit(opening.by(), "incident.912", id, opening.why());
        lifecycle.happened(Told.Kind.OPENED, id, opening.by(), opening.why(), now);
        return id;
    }

    private void begin(String id, Incidents.Opening opening, Due due, Instant now) {
        story.tell(id, now, "Due " + due.said(), due.why(), "Wakebell");
        String page = paging.page(new Paging.NewPage(
                IncidentSubject.KIND, id, Paging.Urgency.GENTLE, opening.service(), opening.persons(), opening.by(), opening.why(), now));
        rows.paged(id, page);
        reminders.begin(id, due.at(), now);
    }

    /** @param person whose awake hour counts, an id or empty */
    private record Due(Instant at, String person, String said, String why) {}

    private Due due(String service, Set<String> persons, Instant now) {
        Person first = persons.isEmpty()
                ? paging.planTask(service, now).stream().findFirst().flatMap(p -> people.person(p.person())).orElse(null)
                : people.those(persons.stream().sorted().toList()).stream().findFirst().orElse(null);
        Instant least = now.plus(WITHIN);
        if (first == null) {
            return new Due(least, "", reminders.said(null, least), "8 hours; nobody is known who would do it");
        }
        return due(first, people.afterAwake(first, least, AWAKE), least);
    }

    private Due due(Person person, Instant at, Instant least) {
        String why = at.equals(least) ? "8 hours" : "8 hours would end while " + person.name() + " sleeps, or has just woken: one awake hour of theirs";
        return new Due(at, person.id(), reminders.said(person, at), why);
    }

    List<Incident> live() {
        return tasks.live();
    }

    void take(Actor by, Incident seen) {
        rights.requireAct(by, seen.service(), Role.RESPONDER);
        requireLive(seen);
        if (!seen.owner().equals(by.person())) {
            owned(by, seen, by.person(), by.name(), by.name() + " does it");
        }
        people.acted(by.person(), clock.instant());
    }

    /** Beside a bell that was told of it: whoever it told may. */
    void answered(Actor by, Incident seen) {
        Instant now = clock.instant();
        if (seen.state().live() && !seen.owner().equals(by.person()) && tasks.taken(seen, by.person(), by.name())) {
            story.tell(seen.id(), now, by.name() + " does it", "", by.name());
            lifecycle.happened(Told.Kind.OWNED, seen.id(), by, by.name() + " does it", now);
        }
    }

    /** When it is due, by the clock of whoever has it. */
    String said(Incident task) {
        Instant due = task.due();
        Person person = people.person(task.owner().isEmpty() ? task.dueFor() : task.owner()).orElse(null);
        return due == null ? "" : reminders.said(person, due);
    }

    private void owned(Actor by, Incident seen, String person, String name, String what) {
        Instant now = clock.instant();
        paging.end(by, seen.page(), Paging.End.TAKEN, what);
        if (!tasks.taken(seen, person, name)) {
            throw over(seen);
        }
        story.tell(seen.id(), now, what, "", by.name());
        lifecycle.happened(Told.Kind.OWNED, seen.id(), by, what, now);
    }

    /** To somebody else, at once. They get an awake hour at least, and hear of it when they are awake. */
    void hand(Actor by, Incident seen, String to) {
        rights.requireAct(by, seen.service(), Role.RESPONDER, Role.TRIAGER);
        requireLive(seen);
        Person person = candidates(seen).stream()
                .filter(p -> p.id().equals(to))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("to", "That person may not help with this service."));
        Instant now = clock.instant();
        owned(by, seen, person.id(), person.name(), by.name() + " handed it to " + person.name());
        Instant hour = people.afterAwake(person, now.plus(AWAKE), AWAKE);
        Instant due = seen.due();
        if (due != null && hour.isAfter(due)) {
            tasks.due(seen.id(), hour, person.id());
            story.tell(seen.id(), now, "Due " + reminders.said(person, hour), "one awake hour of " + person.name(), "Wakebell");
            reminders.begin(seen.id(), hour, now);
        }
        reminders.handed(seen.id(), person.id(), by.name(), now);
        people.acted(by.person(), now);
        people.audit(by, "incident.hand", seen.id(), person.id());
    }

    /** Who may do it beside whoever has it. */
    List<Person> candidates(Incident seen) {
        Service service = people.service(seen.service()).orElse(null);
        List<Person> team = service == null || service.team().isEmpty() ? people.everyone() : people.team(service.team());
        Set<String> demands = service == null ? Set.of() : service.demands();
        return team.stream()
                .filter(p -> p.is(Role.RESPONDER) && p.can(demands) && !p.id().equals(seen.owner()))
                .toList();
    }

    /** Done it was not: due anew, and told again. */
    void reopen(Actor by, Incident seen, String why) {
        rights.requireAct(by, seen.service(), Role.RESPONDER, Role.TRIAGER);
        if (!seen.task() || (seen.state() != Incident.State.RESOLVED && seen.state() != Incident.State.STOOD_DOWN)) {
            throw Refusal.conflict("Only a 912 that is done or was stood down is opened again.");
        }
        if (why.isBlank()) {
            throw Refusal.invalid("text", "Say why it is not done.");
        }
        Instant now = clock.instant();
        if (!tasks.back(seen, false)) {
            throw over(seen);
        }
        story.tell(seen.id(), now, by.name() + " opened it again", why.strip(), by.name());
        again(by, seen, why.strip(), now);
        people.acted(by.person(), now);
        people.audit(by, "incident.reopen", seen.id(), why.strip());
    }

    private void again(Actor by, Incident seen, String why, Instant now) {
        Due due = due(seen.service(), seen.persons(), now);
        tasks.due(seen.id(), due.at(), due.person());
        begin(seen.id(), new Incidents.Opening(
                seen.service(), seen.title(), seen.facts(), seen.since(), by, why, seen.origin(), seen.persons(), now), due, now);
        lifecycle.happened(Told.Kind.REOPENED, seen.id(), by, why, now);
    }

    /** What came from this alert is a 911 now. */
    void rises(String origin, String to, Actor by, String why, Instant now) {
        if (!origin.isEmpty()) {
            tasks.from(origin).ifPresent(task -> rises(task, to, by, why, now));
        }
    }

    void rises(Incident task, String to, Actor by, String why, Instant now) {
        if (!task.state().live()) {
            return;
        }
        long number = rows.find(to).orElseThrow().number();
        paging.end(by, task.page(), Paging.End.TAKEN, "rose to 911");
        if (!tasks.rose(task, to, by.name(), why, now)) {
            return;
        }
        story.tell(task.id(), now, "Rose to 911: incident " + number, why, by.name());
        story.tell(to, now, "Rose from the 912 of incident " + task.number(), why, by.name());
        reminders.cancel(task.id());
        lifecycle.happened(Told.Kind.RESOLVED, task.id(), by, "rose to 911: incident " + number, now);
    }

    /** The 911 was none: what it rose from is still to be done. */
    void fallsBack(String incident, Actor by, Instant now) {
        for (Incident task : tasks.below(incident)) {
            if (tasks.back(task, true)) {
                String why = "the 911 was taken back or stood down";
                story.tell(task.id(), now, "A 912 again", why, by.name());
                Instant due = task.due();
                if (!task.owner().isEmpty() && due != null) {
                    reminders.begin(task.id(), due, now);
                    lifecycle.happened(Told.Kind.REOPENED, task.id(), by, why, now);
                } else {
                    again(by, task, why, now);
                }
            }
        }
    }

    void over(String id) {
        reminders.cancel(id);
    }

    void requireLive(Incident seen) {
        if (!seen.task()) {
            throw Refusal.conflict("Incident " + seen.number() + " is a 911: it is offered, and resolved.");
        }
        if (!seen.state().live()) {
            throw over(seen);
        }
    }

    @Nullable Incident from(String origin) {
        return tasks.from(origin).orElse(null);
    }

    private static Refusal over(Incident seen) {
        return Refusal.conflict("Incident " + seen.number() + " is already "
                + seen.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
    }
}
