package org.wakebell.oncall.subscribe;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.wakebell.oncall.Fed;
import org.wakebell.oncall.Planning;
import org.wakebell.people.Absences;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.people.Zones;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Refusal;

/** Which calendars are read. People subscribe to their own vacations, admins to a team's, responders to shifts. */
public final class Subscriptions {

    private static final int MOST = 200;

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Duties duties;
    private final Sealer sealer;
    private final People people;
    private final Absences absences;
    private final Planning planning;
    private final Fed fed;

    Subscriptions(
            Clock clock, Tx tx, Ids ids, Duties duties, Sealer sealer, People people, Absences absences, Planning planning, Fed fed) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.duties = duties;
        this.sealer = sealer;
        this.people = people;
        this.absences = absences;
        this.planning = planning;
        this.fed = fed;
    }

    public List<Subscription> all() {
        return tx.read(() -> tx.sql("SELECT * FROM oncall_subscription ORDER BY label, id")
                .query((row, n) -> read(row))
                .list());
    }

    /** Returns its id; it is read at once. @throws Refusal naming the field that is wrong, or 403 */
    public String add(Actor by, Subscription.Asked asked) {
        may(by, asked.kind(), asked.person());
        String label = asked.label().strip();
        if (label.isEmpty() || label.length() > 60) {
            throw Refusal.invalid("label", "Give the calendar a name of up to 60 characters.");
        }
        URI url = address(asked.url());
        ZoneId zone = Zones.of("zone", asked.zone());
        boolean shifts = asked.kind() == Subscription.Kind.SHIFTS;
        if (shifts && planning.find(asked.schedule()).isEmpty()) {
            throw Refusal.invalid("schedule", "Choose the schedule whose shifts these are.");
        }
        if (!shifts && !asked.person().isEmpty() && people.person(asked.person()).isEmpty()) {
            throw Refusal.invalid("person", "There is no such person.");
        }
        return tx.write(() -> {
            if (all().size() >= MOST) {
                throw Refusal.conflict("There are " + MOST + " calendars already. End those that nobody needs first.");
            }
            String id = ids.next();
            tx.sql("""
                            INSERT INTO oncall_subscription
                              (id, kind, label, url, host, person, schedule, priority, zone, made_by, made, etag, modified,
                               events, trouble, notes)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', 0, '', '')
                            """)
                    .params(id, asked.kind().name(), label, sealer.seal(new Secret(url.toString()), context(id)), url.getHost(),
                            shifts ? "" : asked.person(), shifts ? asked.schedule() : "", asked.priority(), zone.getId(),
                            by.person(), Micros.of(clock.instant()))
                    .update();
            people.audit(by, "oncall.subscribe", id, label + " " + url.getHost());
            duties.owe(new Duty.Owed(ReadCalendar.KIND, id, id, "", clock.instant()));
            return id;
        });
    }

    /** Ends it, and with it what it said of the time from now on. */
    public void end(Actor by, String id) {
        Subscription was = all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("This calendar is no longer read."));
        may(by, was.kind(), was.person());
        tx.write(() -> {
            if (was.kind() == Subscription.Kind.SHIFTS) {
                fed.replace(id, was.schedule(), was.label(), was.priority(), List.of());
            } else {
                absences.replace(Actor.system(), source(id), List.of());
            }
            duties.cancel(ReadCalendar.KIND, id);
            tx.sql("DELETE FROM oncall_subscription WHERE id = ?").params(id).update();
            people.audit(by, "oncall.unsubscribe", id, was.label());
        });
    }

    private static void may(Actor by, Subscription.Kind kind, String person) {
        switch (kind) {
            case SHIFTS -> {
                if (!by.is(Role.RESPONDER) && !by.is(Role.ADMIN)) {
                    throw Refusal.forbidden("Responders and admins decide whose shifts count.");
                }
            }
            case VACATIONS -> {
                if (!by.is(Role.ADMIN) && (person.isEmpty() || !person.equals(by.person()))) {
                    throw Refusal.forbidden("People subscribe to their own vacations; an admin may do it for others.");
                }
            }
        }
    }

    /** {@code webcal:} is https, as calendar programs write it. */
    private static URI address(String typed) {
        try {
            URI url = URI.create(typed.strip().replaceFirst("^webcals?:", "https:"));
            if (url.getHost() != null && url.getUserInfo() == null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Refusal.invalid("url", "Write the calendar's secret address in iCal format, as in https://calendar.example.org/private/basic.ics");
    }

    static String source(String id) {
        return "calendar/" + id;
    }

    static String context(String id) {
        return "oncall_subscription/" + id;
    }

    static Subscription read(ResultSet row) throws SQLException {
        Instant good = Micros.nullable(row, "good");
        String notes = row.getString("notes");
        return new Subscription(
                row.getString("id"),
                Subscription.Kind.valueOf(row.getString("kind")),
                row.getString("label"),
                row.getString("host"),
                row.getString("person"),
                row.getString("schedule"),
                row.getInt("priority"),
                ZoneId.of(row.getString("zone")),
                good,
                row.getInt("events"),
                row.getString("trouble"),
                Micros.nullable(row, "since"),
                notes.isEmpty() ? List.of() : List.of(notes.split("\n")));
    }
}
