package org.wakebell.paging.web;

import java.util.List;
import org.wakebell.paging.Paging;

/**
 * What the screen of escalation policies shows.
 *
 * @param services every service with whom a 911 would ring then
 * @param at the local time that is looked at, as a form writes it; {@code atSaid} in words, empty for now
 * @param choices words for the first column of a step: value and label
 * @param schedules what a new policy may follow: id and name
 */
public record PoliciesShown(
        List<OfService> services, String at, String atSaid, List<Written> policies, List<Choice> choices, List<Choice> schedules, boolean mayChange) {

    /** @param taskPolicy of its 912s; empty: the usual. {@code tasks}: who would hear of one then, and when */
    public record OfService(
            String id, String name, String policy, String follows, List<Paging.Planned> plan, String taskPolicy,
            List<Paging.Planned> tasks) {}

    public record Written(String id, String name, String team, int version, List<Row> rows, String wrong) {}

    /**
     * One step as a row of the form; an empty target is a row not used.
     *
     * @param hours as written, empty: always
     * @param worst users hurt that leave no time to ask the awake first
     */
    public record Row(String target, long patience, long gentle, int times, int answers, String hours, long worst) {}

    public record Choice(String value, String label) {}
}
