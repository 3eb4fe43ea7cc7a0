package org.wakebell.tonight;

import java.util.List;

/**
 * Whether a person could be woken now.
 *
 * @param reasons what is not as it should be, one sentence each with what to do; empty when READY
 * @param proofs what was seen to work
 */
public record Readiness(State state, List<String> reasons, List<String> proofs) {

    public Readiness {
        reasons = List.copyOf(reasons);
        proofs = List.copyOf(proofs);
    }

    /** In words: see docs/dictionary.md. */
    public enum State {
        /** At least one loud bell works, and every bell they have does. */
        READY,
        /** They could be woken, but something is not as it should be. */
        DOUBTFUL,
        /** No loud bell of theirs works: a sleeper would not hear anything. */
        NOT_READY
    }
}
