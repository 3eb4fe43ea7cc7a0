package org.wakebell.bells;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/** What a {@link Line} asks of the room and tells it. Joins the caller's transaction or opens its own. */
public interface Lines {

    /** At start, before anything rings. */
    void register(Line line);

    /** The bells behind a home agent that are switched on: what it must open when it connects or is poked. */
    List<Installed> behind(String agent);

    /** A bell, switched on or not. */
    Optional<Installed> bell(String id);

    /** Orders that should be sounding on this bell now: for whoever has just connected, or lost its memory. */
    List<Ring> ringing(String bell);

    /** News of an order after {@link Line#ring} had returned: proof came late, or the bell fell silent. */
    void heard(String key, Outcome outcome, Instant at);

    /** A person pressed {@code up}, {@code pass} or {@code hush} on or beside the bell. */
    void pressed(String key, String choice, String how, Instant at);

    /** A health report that nobody asked for. */
    void checked(String bell, Health health);
}
