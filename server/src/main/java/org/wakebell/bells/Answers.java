package org.wakebell.bells;

import java.time.Instant;
import org.wakebell.drivers.Outcome;

/** Hook, implemented by paging: what came back through a bell. Called inside the transaction that learned it. */
public interface Answers {

    /** A person pressed something on or beside the bell: {@code up}, {@code pass}, {@code hush}. */
    void pressed(String orderKey, String choice, String how, Instant at);

    /** Something was learned after {@link Bells#ring} had returned: proof came late, or the bell fell silent. */
    void learned(String orderKey, Outcome outcome, Instant at);
}
