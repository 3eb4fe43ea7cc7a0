package org.wakebell.bells;

import java.util.Optional;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/**
 * A way to bells that this server does not drive itself: the socket of a home agent, the browser page at a bedside.
 * Registered with {@link Lines} before anything rings. Called with no transaction open; every call is bounded in time
 * and answers with an outcome instead of an exception; {@link InterruptedException} means "stop now".
 */
public interface Line {

    /** Another node holds the line to whoever is beside the bell and reads the order there. */
    Outcome ELSEWHERE = new Outcome.Unknown("handed to the node that holds the line to the bell; its proof follows");

    /** {@code agent}, {@code bedside}. */
    String name();

    /** Whether this bell hangs on this line at all, connected or not. */
    boolean carries(Installed bell);

    /**
     * Asked before such a bell is set up: a sentence for the person if it cannot hang here, because there is no such
     * home agent, or it is another person's.
     */
    default Optional<String> objection(Installed bell) {
        return Optional.empty();
    }

    /**
     * Hands the order to whoever is beside the bell, or renews it there: the same key with a later lease starts no
     * second noise. Returns with the first proof or reason, within 10 s. Nobody connected is
     * {@code Refused("the home agent NAME is not connected since …", false)}.
     */
    Outcome ring(Installed bell, Ring ring) throws InterruptedException;

    /**
     * Quiets one order, within a second on the usual path. {@code Taken} once the device has heard; anything else is
     * tried again. Nobody connected is {@code RetryLater}: the noise beside the bed may still be going on.
     */
    Outcome hush(Installed bell, String key) throws InterruptedException;

    /** Whether the bell would work now; makes no noise. A line that is told anyway may answer from memory. */
    Health check(Installed bell) throws InterruptedException;
}
