package org.wakebell.people;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/**
 * Changes who there is. Every change joins the caller's transaction, leaves an audit line and pokes {@code people}.
 * Whether the actor may is decided before, by the handler's {@link Allow}.
 */
public final class Register {

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final People people;
    private final Stamp stamp;

    Register(Clock clock, Tx tx, Ids ids, People people, Stamp stamp) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.people = people;
        this.stamp = stamp;
    }

    /** Returns the new person's id. @throws Refusal naming the field that is wrong, or the mail address that is taken */
    public String add(Actor by, Draft draft) {
        Row row = Row.of(draft);
        return stamp.changing(() -> {
            String id = ids.next();
            int rows = tx.sql("""
                            INSERT INTO people_person
                              (id, name, email, phone, zone, wakes, sleeps, roles, language, active, created)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            ON CONFLICT DO NOTHING
                            """)
                    .params(
                            id,
                            row.name,
                            row.email,
                            row.phone,
                            row.zone.getId(),
                            minute(row.wakes),
                            minute(row.sleeps),
                            Snapshot.text(row.roles),
                            row.language,
                            true,
                            Micros.of(clock.instant()))
                    .update();
            if (rows == 0) {
                throw taken(row.email);
            }
            attach(id, draft);
            keep(id, "", row.country);
            people.audit(by, "people.add", id, row.name + " <" + row.email + ">, " + Snapshot.text(row.roles));
            return id;
        });
    }

    /** Replaces everything about a person. The last admin stays one. */
    public void change(Actor by, String person, Draft draft) {
        Row row = Row.of(draft);
        stamp.changing(() -> {
            Person before = known(person);
            if (before.is(Role.ADMIN) && !row.roles.contains(Role.ADMIN)) {
                keepAnAdmin(person);
            }
            if (people.byEmail(row.email).filter(p -> !p.id().equals(person)).isPresent()) {
                throw taken(row.email);
            }
            tx.sql("""
                    UPDATE people_person
                    SET name = ?, email = ?, phone = ?, zone = ?, wakes = ?, sleeps = ?, roles = ?, language = ?
                    WHERE id = ?
                    """)
                    .params(
                            row.name,
                            row.email,
                            row.phone,
                            row.zone.getId(),
                            minute(row.wakes),
                            minute(row.sleeps),
                            Snapshot.text(row.roles),
                            row.language,
                            person)
                    .update();
            attach(person, draft);
            keep(person, before.country(), row.country);
            people.audit(by, "people.change", person, Changes.between(before, row.name, row.email, row.phone, row.zone, row.roles));
        });
    }

    /** Someone who left keeps their name in the past and can neither sign in nor be rung. */
    public void deactivate(Actor by, String person) {
        stamp.changing(() -> {
            if (known(person).is(Role.ADMIN)) {
                keepAnAdmin(person);
            }
            activate(by, person, false, "people.deactivate");
        });
    }

    public void reactivate(Actor by, String person) {
        stamp.changing(() -> {
            known(person);
            activate(by, person, true, "people.reactivate");
        });
    }

    private void activate(Actor by, String person, boolean active, String what) {
        int rows = tx.sql("UPDATE people_person SET active = ? WHERE id = ? AND active = ?")
                .params(active, person, !active)
                .update();
        if (rows == 1) {
            people.audit(by, what, person, known(person).name());
        }
    }

    public String addTeam(Actor by, String typed) {
        String name = Checked.name("name", typed);
        return stamp.changing(() -> {
            String id = ids.next();
            int rows = tx.sql("INSERT INTO people_team (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING").params(id, name).update();
            if (rows == 0) {
                throw Refusal.invalid("name", "There is a team named " + name + " already.");
            }
            people.audit(by, "people.add-team", id, name);
            return id;
        });
    }

    public String addService(Actor by, String typed, String team, Set<String> demands) {
        String name = Checked.name("name", typed);
        Set<String> checked = capabilities(demands);
        return stamp.changing(() -> {
            String id = ids.next();
            requireTeam(team);
            int rows = tx.sql("INSERT INTO people_service (id, name, team, demands) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                    .params(id, name, team, Snapshot.text(checked))
                    .update();
            if (rows == 0) {
                throw Refusal.invalid("name", "There is a service named " + name + " already.");
            }
            people.audit(by, "people.add-service", id, name);
            return id;
        });
    }

    public void changeService(Actor by, String service, String typed, String team, Set<String> demands) {
        String name = Checked.name("name", typed);
        Set<String> checked = capabilities(demands);
        stamp.changing(() -> {
            requireTeam(team);
            if (people.services().stream().anyMatch(s -> s.name().equals(name) && !s.id().equals(service))) {
                throw Refusal.invalid("name", "There is a service named " + name + " already.");
            }
            int rows = tx.sql("UPDATE people_service SET name = ?, team = ?, demands = ? WHERE id = ?")
                    .params(name, team, Snapshot.text(checked), service)
                    .update();
            if (rows == 0) {
                throw Refusal.missing("There is no such service.");
            }
            people.audit(by, "people.change-service", service, name + ", needs " + Snapshot.text(checked));
        });
    }

    /** From now on: which days were holidays in the past stays as it was. */
    private void keep(String person, String before, String country) {
        if (!country.equals(before)) {
            tx.sql("""
                    INSERT INTO people_country (person, since, country) VALUES (?, ?, ?)
                    ON CONFLICT (person, since) DO UPDATE SET country = excluded.country
                    """)
                    .params(person, Micros.of(clock.instant()), country)
                    .update();
        }
    }

    private void attach(String person, Draft draft) {
        tx.sql("DELETE FROM people_member WHERE person = ?").params(person).update();
        for (String team : new TreeSet<>(draft.teams())) {
            requireTeam(team);
            tx.sql("INSERT INTO people_member (team, person) VALUES (?, ?)").params(team, person).update();
        }
        tx.sql("DELETE FROM people_capability WHERE person = ?").params(person).update();
        for (Grant grant : draft.capabilities()) {
            tx.sql("""
                    INSERT INTO people_capability (person, capability, until) VALUES (?, ?, CAST(? AS bigint))
                    ON CONFLICT (person, capability) DO UPDATE SET until = excluded.until
                    """)
                    .param(person)
                    .param(Checked.capability("capabilities", grant.capability()))
                    .param(Micros.ofNullable(grant.until()))
                    .update();
        }
    }

    private Person known(String person) {
        return people.person(person).orElseThrow(() -> Refusal.missing("There is no such person."));
    }

    private void requireTeam(String team) {
        if (!team.isEmpty() && people.teams().stream().noneMatch(t -> t.id().equals(team))) {
            throw Refusal.invalid("teams", "There is no such team.");
        }
    }

    private void keepAnAdmin(String leaving) {
        if (people.everyone().stream().noneMatch(p -> p.is(Role.ADMIN) && !p.id().equals(leaving))) {
            throw Refusal.conflict("This is the last admin. Make someone else an admin first, or nobody could change anything here.");
        }
    }

    private static Set<String> capabilities(Set<String> typed) {
        Set<String> checked = new TreeSet<>();
        typed.forEach(one -> checked.add(Checked.capability("demands", one)));
        return checked;
    }

    private static Refusal taken(String email) {
        return Refusal.invalid("email", "Someone with the address " + email + " is here already.");
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    private record Row(
            String name, String email, String phone, ZoneId zone, LocalTime wakes, LocalTime sleeps, Set<Role> roles, String language,
            String country) {
        static Row of(Draft draft) {
            LocalTime wakes = Checked.clock("wakes", draft.wakes());
            LocalTime sleeps = Checked.clock("sleeps", draft.sleeps());
            Checked.awake(wakes, sleeps);
            return new Row(
                    Checked.name("name", draft.name()),
                    Checked.email(draft.email()),
                    Checked.phone(draft.phone()),
                    Checked.zone(draft.zone()),
                    wakes,
                    sleeps,
                    Checked.roles(draft.roles()),
                    Checked.language(draft.language()),
                    Holidays.checked(draft.country()));
        }
    }
}
