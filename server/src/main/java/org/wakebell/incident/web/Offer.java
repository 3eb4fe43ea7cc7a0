package org.wakebell.incident.web;

import java.util.List;
import org.wakebell.people.Person;

/**
 * Who has the incident and whom it is offered to; empty where there is nobody.
 *
 * @param candidates whom it could be offered to
 */
public record Offer(String has, String hasName, String to, String toName, List<Person> candidates) {

    static final Offer NONE = new Offer("", "", "", "", List.of());

    public Offer {
        candidates = List.copyOf(candidates);
    }

    public boolean open() {
        return !to.isEmpty();
    }
}
