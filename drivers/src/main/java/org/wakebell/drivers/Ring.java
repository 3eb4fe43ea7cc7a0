package org.wakebell.drivers;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * One attempt on one bell.
 *
 * @param key the same for every retry of this ring, on any node
 * @param title one line: what is broken
 * @param text more of it, plain text, may be empty
 * @param choices what the person may answer; a bell that cannot show them ignores them
 * @param loudness how loud and how long
 * @param leaseUntil wall time; a bell that was not renewed by then falls silent by itself
 * @param deadline wall time; a ring that would start later must not start
 */
public record Ring(
        String key,
        String title,
        String text,
        List<Choice> choices,
        Loudness loudness,
        Instant leaseUntil,
        Instant deadline) {

    public Ring {
        choices = List.copyOf(choices);
    }

    /**
     * A thing one can answer.
     *
     * @param id stable word for machines: {@code up}, {@code pass}
     * @param label for people, in their language
     * @param link the page that asks once more; opening it changes nothing
     */
    public record Choice(String id, String label, URI link) {}
}
