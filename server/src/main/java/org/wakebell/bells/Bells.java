package org.wakebell.bells;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/**
 * Bells and the orders given to them. An order is a row before it is a sound: {@link #order} in the transaction that
 * decides, {@link #ring} after it, with no transaction open.
 */
public interface Bells {

    /** The bells of a person that are set up and switched on, gentle ones first. */
    List<BellFact> of(String person);

    Optional<BellFact> bell(String id);

    /** Writes an order down, in the caller's transaction. The same key again changes nothing. */
    void order(NewOrder order);

    /**
     * Carries the order out from this node, or has the node do it that holds the line to the bell. Bounded time (10 s).
     * Keeps the order's lease renewed until {@link #hush}; records outcome and proof in the order's row.
     */
    Outcome ring(String key) throws InterruptedException;

    /** Writes the hush down in the caller's transaction; right after the commit the bell is told, until it has heard. */
    void hush(String key);

    /** Hushes every order about one page. */
    void hushAbout(String about);

    /**
     * @param key of the ring; given to providers and agents, the same for every retry
     * @param about the page's id
     * @param deadline a bell that could only start later than this must not start
     */
    record NewOrder(
            String key,
            String bell,
            String about,
            String title,
            String text,
            List<Ring.Choice> choices,
            Loudness loudness,
            Instant deadline) {}

    /**
     * @param waking loud enough for a sleeper (siren, speaker, bedside page, voice call)
     * @param works false if its last check said that it cannot ring
     * @param maximum the owner's loudest, percent
     */
    record BellFact(
            String id, String owner, String kind, String label, boolean waking, boolean works, String health, int maximum) {}
}
