package org.wakebell.drivers;

import java.time.Duration;
import java.util.List;

/**
 * A device that can make one noise at a time and ends it by itself: what a {@link Siren} plays on. Every call is
 * bounded in time (5 s; a check 16 s) and answers with an outcome instead of an exception.
 */
public interface Sounder extends AutoCloseable {

    /** Whether the device says that it sounds. */
    enum State {
        YES,
        NO,
        /** It did not say. */
        UNKNOWN
    }

    /**
     * Starts a sound that the device ends by itself after {@code burst.sound()}. {@code Sounding} with proof
     * {@code ACCEPTED} once the device took the order; better proof comes from {@link #sounding()}.
     */
    Outcome sound(Loudness.Burst burst) throws InterruptedException;

    /** Stops whatever sounds. {@code Taken} once the device has heard; harmless when nothing sounds. */
    Outcome quiet() throws InterruptedException;

    State sounding() throws InterruptedException;

    /** When to ask {@link #sounding()}, counted from an accepted order; empty if this device cannot tell. */
    List<Duration> asksAfter();

    Health check() throws InterruptedException;

    @Override
    void close();
}
