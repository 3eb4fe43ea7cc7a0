package org.wakebell.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.wakebell.oncall.rotation.Cause;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.people.Absence;
import org.wakebell.people.People;
import org.wakebell.people.Person;

/** Why somebody is on call, in a clause that people can read: for logs, pages and the audit. */
public final class Reasons {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final UnaryOperator<String> names;

    /** @param names what an id is called */
    public Reasons(UnaryOperator<String> names) {
        this.names = names;
    }

    Reasons(People people) {
        this(id -> people.person(id).map(Person::name).orElse(id));
    }

    public String onCall(Seat seat, ZoneId zone, Instant at, Instant until) {
        return switch (seat.cause()) {
            case Cause.Turned turned -> "on call" + end(turned.zone(), at, until) + ", rota \"" + turned.layer() + "\""
                    + (turned.of() > 1 ? ", turn " + (turned.place() + 1) + " of " + turned.of() : "")
                    + off(turned);
            case Cause.Changed changed -> "on call" + end(zone, at, until) + ", " + how(changed.change());
        };
    }

    private String off(Cause.Turned turned) {
        if (turned.passed().isEmpty()) {
            return "";
        }
        String names = String.join(", ", turned.passed().stream().map(this::name).toList());
        return (turned.standsIn() ? ", standing in for " : ", without ") + names + " (off)";
    }

    private String how(Change change) {
        return switch (change) {
            case Change.Replace replace -> "covering for " + name(replace.insteadOf());
            case Change.Add _, Change.Remove _ -> "added by an override";
            case Change.Temporary temporary -> "temporary schedule \"" + temporary.name() + "\"";
        };
    }

    /** What is shown as the layer. */
    public static String layer(Seat seat) {
        return switch (seat.cause()) {
            case Cause.Turned turned -> turned.layer();
            case Cause.Changed(Change.Temporary temporary, _) -> temporary.name();
            case Cause.Changed _ -> "override";
        };
    }

    String fallback(String schedule, List<Seat> unreachable) {
        String but = unreachable.isEmpty()
                ? ""
                : " (" + String.join(", ", unreachable.stream().map(seat -> name(seat.person())).toList())
                        + (unreachable.size() == 1 ? " is" : " are") + " no longer active)";
        return "nobody on call" + but + ", fall-back of schedule \"" + schedule + "\"";
    }

    /** Why the fall-back of a schedule is asked that has nobody. */
    public static String nobody(String schedule) {
        return "nobody on call, fall-back of schedule \"" + schedule + "\"";
    }

    static String awake(ZoneId there, Collection<String> demands, Instant at) {
        String may = demands.isEmpty()
                ? ""
                : ", may " + String.join(", ", demands.stream().sorted().toList());
        return "awake (" + HOUR.format(at.atZone(there)) + " in " + city(there) + ")" + may;
    }

    static String asleep(ZoneId there, Instant at) {
        return "asleep (" + HOUR.format(at.atZone(there)) + " in " + city(there) + ")";
    }

    static String away(Absence away, ZoneId there, Instant at) {
        return "off" + end(there, at, away.ends());
    }

    String name(String id) {
        return names.apply(id);
    }

    private static String end(ZoneId zone, Instant at, Instant until) {
        if (until.equals(Instant.MAX)) {
            return "";
        }
        boolean soon = Duration.between(at, until).compareTo(Duration.ofHours(20)) < 0;
        return " until " + (soon ? HOUR : DAY).format(until.atZone(zone)) + " " + zone.getId();
    }

    static String city(ZoneId zone) {
        String id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
