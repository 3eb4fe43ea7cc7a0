package org.wakebell.oncall.rotation;

import java.util.List;
import java.util.Set;

/** When two neighbouring spans are one. */
public enum Join {
    /** The same people, whatever put them there. */
    PEOPLE,
    /** The same people by the same layer or override. */
    CAUSES,
    /** The same people in the same turn: every handoff stays a boundary, even to oneself. */
    HANDOFFS;

    boolean same(Span a, Span b) {
        return switch (this) {
            case PEOPLE -> Set.copyOf(a.people()).equals(Set.copyOf(b.people()));
            case CAUSES -> a.people().equals(b.people()) && labels(a).equals(labels(b));
            case HANDOFFS -> a.seats().equals(b.seats());
        };
    }

    private static List<String> labels(Span span) {
        return span.seats().stream().map(seat -> seat.cause().label()).toList();
    }
}
