package org.wakebell.oncall.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeSet;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Schedule;
import org.wakebell.people.Absence;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Page;

/**
 * Who could help besides those on call, each with the reason.
 *
 * @param awake best first: whom a page asks before it wakes a sleeper
 * @param left able, and not to be asked
 */
public record Help(List<One> awake, List<One> left) {

    public record One(String name, String colour, String why) {}

    static Help of(OnCall onCall, People people, Page page, Schedule schedule, Instant at) {
        OnCall.CanHelp help = onCall.whoCanHelp(schedule.id(), at);
        String may = schedule.demands().isEmpty()
                ? ""
                : page.t("oncall.help.may", String.join(", ", new TreeSet<>(schedule.demands())));
        return new Help(
                help.awake().stream()
                        .map(one -> one(people, one.person(), page.t("oncall.help.awake", clock(people, one.person(), page, at)) + may))
                        .toList(),
                help.left().stream().map(one -> one(people, one.person(), left(people, one.person(), page, at))).toList());
    }

    private static One one(People people, Person person, String why) {
        return new One(person.name(), people.colour(person.id()), why);
    }

    private static String left(People people, Person person, Page page, Instant at) {
        Absence away = people.away(person.id(), at);
        return away == null
                ? page.t("oncall.help.asleep", clock(people, person, page, at))
                : page.t("oncall.help.off", page.times().at(away.ends()));
    }

    /** {@code 12:12 Seoul}: what their clock shows where they are then. */
    private static String clock(People people, Person person, Page page, Instant at) {
        ZoneId there = people.zoneOf(person, at);
        return DateTimeFormatter.ofPattern("HH:mm").format(at.atZone(there)) + " " + page.times().place(there);
    }
}
