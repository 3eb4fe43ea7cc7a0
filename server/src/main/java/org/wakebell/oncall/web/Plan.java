package org.wakebell.oncall.web;

import java.util.List;
import java.util.Set;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Leave;
import org.wakebell.people.Person;

/**
 * One schedule: who and why at an instant, what it is made of, and the forms that change it.
 *
 * @param at the instant asked about, as it is said
 * @param handoffs the next ones
 * @param skip for what any layer goes to the next in turn
 */
public record Plan(
        Schedule schedule,
        String place,
        String at,
        Board.Now now,
        Timeline picture,
        List<Board.Day> days,
        List<Handoff> handoffs,
        List<Rotation> layers,
        List<Laid> overrides,
        List<String> fallback,
        String demands,
        Set<Leave.Why> skip,
        List<Person> everyone,
        boolean mayPlan) {

    /** @param at where the page explains that instant */
    public record Handoff(String at, String when, String who) {}

    /**
     * @param turns beginning with the turn that runs now
     */
    public record Rotation(String name, String rule, List<Turn> turns) {}

    /**
     * @param ids joined with {@code +}
     * @param group the names if they are several, else empty
     */
    public record Turn(String label, String ids, String names, String group) {}

    /** @param remove where a form that takes it back is sent */
    public record Laid(String remove, String words, String when) {}
}
