package org.wakebell.oncall.rotation;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why somebody is on call. */
public sealed interface Cause {

    /** The layer or, for an override, what it was: what joins neighbouring spans. */
    String label();

    /**
     * Their turn has come.
     *
     * @param layer its name
     * @param zone whose wall clock its handoffs follow
     * @param turn the number of the turn since the anchor
     * @param place which of the turns that is, from 0
     * @param of how many turns there are
     * @param passed those of the running turn who are off and passed over; empty unless the layer skips
     */
    record Turned(String layer, ZoneId zone, long turn, int place, int of, List<String> passed) implements Cause {
        public Turned {
            passed = List.copyOf(passed);
        }

        public Turned(String layer, ZoneId zone, long turn, int place, int of) {
            this(layer, zone, turn, place, of, List.of());
        }

        /** It is not their turn: everyone in the running one is off. */
        public boolean standsIn() {
            return Math.floorMod(turn, (long) of) != place;
        }

        @Override
        public String label() {
            return layer;
        }
    }

    /**
     * An override put them there.
     *
     * @param before whom it took the place of, and why that one was on call; of a temporary schedule, their turn in it
     */
    record Changed(Change change, @Nullable Seat before) implements Cause {
        @Override
        public String label() {
            return change instanceof Change.Temporary temporary
                    ? "temporary schedule \"" + temporary.name() + "\""
                    : "override " + change.id();
        }
    }
}
