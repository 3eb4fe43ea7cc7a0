package org.wakebell.drivers;

/**
 * Anything that can reach a person. One folder per kind, deletable with {@code rm -r}.
 *
 * <p>Implementations keep their own peace: one request at a time per device, bounded time for every call, and an
 * outcome instead of an exception for whatever a peer may do. {@link InterruptedException} means "stop now".
 */
public interface Bell extends AutoCloseable {

    /**
     * Rings, or renews a ring that is going on: the same key again is harmless, takes over new words and a longer
     * lease, and starts no second noise. Returns as soon as there is proof, or none is to be had.
     */
    Outcome ring(Ring ring) throws InterruptedException;

    /** Quiets the ring with this key, however often it is asked. Other rings of the same bell go on. */
    Outcome hush(String key) throws InterruptedException;

    /** Whether the bell would work now. Makes no noise. */
    Health check() throws InterruptedException;

    @Override
    void close();
}
