package org.wakebell.paging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;

/** Escalation policies and which service has which. */
public final class Policies {

    /** In the place of a service: whom triage calls go to. */
    private static final String TRIAGE = "";

    /** In front of a service: who hears of its 912s. */
    private static final String TASK = "912/";

    private final Tx tx;
    private final Ids ids;
    private final People people;
    private final OnCall onCall;

    Policies(Tx tx, Ids ids, People people, OnCall onCall) {
        this.tx = tx;
        this.ids = ids;
        this.people = people;
        this.onCall = onCall;
    }

    public List<Policy> all() {
        return tx.read(() -> tx.sql("SELECT * FROM paging_policy ORDER BY name, id")
                .query(Policies::policy)
                .list());
    }

    public Optional<Policy> find(String id) {
        return tx.read(() -> tx.sql("SELECT * FROM paging_policy WHERE id = ?")
                .param(id)
                .query(Policies::policy)
                .optional());
    }

    /** The policy of a service; if nobody chose any, the usual one after the only schedule, or one that wakes the team. */
    public Policy of(Service service) {
        return assigned(service.id(), service.team()).orElseGet(() -> only()
                .map(schedule -> Policy.following(schedule, service.team()))
                .orElseGet(() -> Policy.fallback(service.team())));
    }

    /** The name of the schedule that a service without a policy goes by; empty if it has one, or there is none to go by. */
    public String follows(Service service) {
        return assigned(service.id(), service.team()).isPresent() ? "" : only().map(OnCall.Named::name).orElse("");
    }

    /**
     * The schedule that is meant when nobody said which: the only one there is, unless it is that of the triagers. Of
     * several none is, for a wrong guess would wake the wrong person every night.
     */
    private Optional<OnCall.Named> only() {
        List<OnCall.Named> schedules = onCall.named();
        if (schedules.size() != 1 || triages(schedules.getFirst().id())) {
            return Optional.empty();
        }
        return Optional.of(schedules.getFirst());
    }

    private boolean triages(String schedule) {
        return tx.read(() -> tx.sql("""
                        SELECT p.* FROM paging_policy p JOIN paging_assignment a ON a.policy = p.id WHERE a.service = ?
                        """)
                .param(TRIAGE)
                .query(Policies::policy)
                .list()).stream()
                .flatMap(policy -> policy.steps().stream())
                .anyMatch(step -> Policy.schedule(step.target()).filter(schedule::equals).isPresent());
    }

    Optional<Policy> triage(String team) {
        return assigned(TRIAGE, team);
    }

    /** Who hears of a 912 of this service; empty: whoever a 911 would ring first, the awake not before them. */
    public Optional<Policy> task(Service service) {
        return assigned(TASK + service.id(), service.team());
    }

    /** Services whose 911 would have to fall back on the whole team. */
    public List<Service> without() {
        return people.services().stream()
                .filter(s -> assigned(s.id(), s.team()).isEmpty())
                .filter(s -> only().isEmpty())
                .toList();
    }

    private Optional<Policy> assigned(String service, String team) {
        return tx.read(() -> tx.sql("""
                        SELECT p.* FROM paging_policy p JOIN paging_assignment a ON a.policy = p.id
                        WHERE a.service = ? AND a.team = ?
                        """)
                .params(service, team)
                .query(Policies::policy)
                .optional());
    }

    public String create(Actor by, String name, String team, List<Policy.Step> steps) {
        admin(by);
        if (name.isBlank() || name.length() > 100) {
            throw Refusal.invalid("name", "A policy has a name of 1 to 100 characters.");
        }
        require(steps);
        return tx.write(() -> {
            String id = ids.next();
            tx.sql("INSERT INTO paging_policy (id, name, team, steps, version) VALUES (?, ?, ?, ?, 1)")
                    .params(id, name.strip(), team, PolicyText.write(steps))
                    .update();
            people.audit(by, "paging.policy.create", id, PolicyText.write(steps));
            return id;
        });
    }

    /** @param version the version that was edited; a newer one in the database refuses the change */
    public void change(Actor by, String id, String name, List<Policy.Step> steps, int version) {
        admin(by);
        require(steps);
        tx.write(() -> {
            int rows = tx.sql("UPDATE paging_policy SET name = ?, steps = ?, version = version + 1 WHERE id = ? AND version = ?")
                    .params(name.strip(), PolicyText.write(steps), id, version)
                    .update();
            if (rows == 0) {
                throw Refusal.conflict("Someone else changed this policy meanwhile. Look at it again.");
            }
            people.audit(by, "paging.policy.change", id, PolicyText.write(steps));
        });
    }

    /** Whom a step names must be there: a policy that rings nobody is found out now and not at night. */
    private void require(List<Policy.Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            String missing = missing(steps.get(i).target());
            if (!missing.isEmpty()) {
                throw Refusal.invalid("steps", "Step " + (i + 1) + " names " + missing + " that is not there. Choose another one.");
            }
        }
    }

    private String missing(Policy.Target target) {
        List<String> schedules = onCall.schedules();
        return switch (target) {
            case Policy.Target.OnCall t -> schedules.contains(t.schedule()) ? "" : "the schedule \"" + t.schedule() + "\"";
            case Policy.Target.Awake t -> schedules.contains(t.schedule()) ? "" : "the schedule \"" + t.schedule() + "\"";
            case Policy.Target.Team t -> people.teams().stream().anyMatch(team -> team.id().equals(t.id())) ? "" : "the team \"" + t.id() + "\"";
            case Policy.Target.Persons t -> t.ids().stream().filter(id -> people.person(id).isEmpty()).findFirst().map(id -> "the person \"" + id + "\"").orElse("");
            case Policy.Target.NextAble _, Policy.Target.Everyone _ -> "";
        };
    }

    public void assign(Actor by, Service service, String policy) {
        put(by, service.id(), service.team(), policy);
    }

    /** 912s of this service go by this policy; an empty one: by what is usual. */
    public void assignTask(Actor by, Service service, String policy) {
        if (!policy.isEmpty()) {
            put(by, TASK + service.id(), service.team(), policy);
            return;
        }
        admin(by);
        tx.write(() -> {
            tx.sql("DELETE FROM paging_assignment WHERE service = ? AND team = ?")
                    .params(TASK + service.id(), service.team())
                    .update();
            people.audit(by, "paging.policy.assign", TASK + service.id(), "the usual");
        });
    }

    /** Triage calls of this team go by this policy. */
    public void assignTriage(Actor by, String team, String policy) {
        put(by, TRIAGE, team, policy);
    }

    private void put(Actor by, String service, String team, String policy) {
        admin(by);
        tx.write(() -> {
            if (find(policy).isEmpty()) {
                throw Refusal.missing("There is no such policy.");
            }
            tx.sql("""
                    INSERT INTO paging_assignment (service, team, policy) VALUES (?, ?, ?)
                    ON CONFLICT (service, team) DO UPDATE SET policy = excluded.policy
                    """)
                    .params(service, team, policy)
                    .update();
            people.audit(by, "paging.policy.assign", service.isEmpty() ? "triage of " + team : service, policy);
        });
    }

    private static void admin(Actor by) {
        if (!by.is(Role.ADMIN)) {
            throw Refusal.forbidden("Only an admin may change whom a 911 wakes.");
        }
    }

    private static Policy policy(ResultSet row, int n) throws SQLException {
        return new Policy(
                row.getString("id"),
                row.getString("name"),
                row.getString("team"),
                PolicyText.read(row.getString("steps")),
                row.getInt("version"));
    }
}
