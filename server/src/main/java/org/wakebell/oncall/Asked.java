package org.wakebell.oncall;

import org.wakebell.oncall.rotation.When;

/**
 * An override that somebody asks for.
 *
 * @param insteadOf only for {@link Kind#REPLACE}; empty otherwise
 * @param from local to the schedule's zone, or exact; what lies in the past is not changed
 */
public record Asked(Kind kind, String person, String insteadOf, When from, When until) {

    public enum Kind {
        /** This person is on call too. */
        ADD,
        /** Wherever the one would be on call, the other is. */
        REPLACE,
        /** This person is not on call. */
        REMOVE
    }
}
