package org.wakebell.intake;

import java.time.Duration;

/**
 * How much may be under way at once.
 *
 * @param waiting parts of requests that may wait for the disk
 * @param bodies bytes of large bodies in memory
 * @param slowest a body may take this long to arrive
 * @param patience a request waits this long for the disk
 */
public record Bounds(int waiting, long bodies, Duration slowest, Duration patience) {

    /** For a server with this heap. */
    public static Bounds of(long heap) {
        return new Bounds(2_048, heap / 4, Duration.ofSeconds(30), Duration.ofSeconds(10));
    }
}
