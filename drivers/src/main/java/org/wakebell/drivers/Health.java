package org.wakebell.drivers;

import java.time.Instant;
import java.util.Map;

/**
 * Whether a bell would work now.
 *
 * @param why one sentence for its owner: what is wrong and what to do; or what was seen to work
 * @param facts what the device said of itself (mac, model, firmware), never a secret
 */
public record Health(State state, String why, Instant at, Map<String, String> facts) {

    public Health {
        facts = Map.copyOf(facts);
    }

    public enum State {
        READY,
        /** It may work; something is odd. */
        DOUBTFUL,
        NOT_READY
    }
}
