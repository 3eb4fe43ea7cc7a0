package org.wakebell.oncall.web;

import java.util.List;
import org.wakebell.people.Person;

/** What the planner was asked for, as the form shows and sends it: all text, people by id. */
public record Wish(String zone, List<String> people, String demands) {

    /** @param hours when they are awake, and where */
    public record Choice(Person person, String hours, boolean chosen) {}

    /**
     * A rota that could be saved.
     *
     * @param kind {@code sun}, {@code day_night} or {@code weekly}
     */
    public record Offer(String kind, int nights, Shared shared, Board board) {}
}
