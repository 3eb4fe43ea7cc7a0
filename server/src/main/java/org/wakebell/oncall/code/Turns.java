package org.wakebell.oncall.code;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.rotation.Cause;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;

/** Which turns of which rotations are behind a span. */
final class Turns {

    /** Whether a rotation passed from one turn to another between two neighbouring spans, overridden or not. */
    static boolean handedOff(Span before, Span after) {
        Set<Cause.Turned> was = behind(before);
        Set<Cause.Turned> is = behind(after);
        Set<List<Object>> beats = was.stream().map(Turns::rotation).collect(Collectors.toCollection(HashSet::new));
        return is.stream().anyMatch(turned -> !was.contains(turned) && beats.contains(rotation(turned)));
    }

    private static List<Object> rotation(Cause.Turned turned) {
        return List.of(turned.layer(), turned.zone());
    }

    private static Set<Cause.Turned> behind(Span span) {
        Set<Cause.Turned> turns = new HashSet<>();
        for (Seat seat : span.seats()) {
            @Nullable Seat at = seat;
            while (at != null) {
                Cause cause = at.cause();
                at = null;
                switch (cause) {
                    case Cause.Turned turned -> turns.add(turned);
                    case Cause.Changed changed -> at = changed.before();
                }
            }
        }
        return turns;
    }

    private Turns() {}
}
