package org.wakebell.drivers.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever carries a webhook's calls. In the server it is the guarded client, which decides where a call may go; a driver
 * never opens a connection to an address that a person typed. Every call is bounded in time and answers instead of
 * throwing.
 */
public interface Caller {

    sealed interface Answer {
        /** It answered. @param headers names in lower case */
        record Got(int status, Map<String, String> headers) implements Answer {}

        /** It was not called, and will not be; the sentence may be shown. */
        record Refused(String why) implements Answer {}

        /** It did not answer. {@code maybeDone}: the request had left, so it may have worked. */
        record Failed(String why, boolean maybeDone) implements Answer {}
    }

    /** Why this address is never called, from how it is written alone: a sentence for whoever typed it. */
    Optional<String> objection(URI url);

    Answer call(String method, URI url, Map<String, String> headers, byte[] body, Duration within);

    /** Connects, says nothing and hangs up: why a call could not be made now, or empty. */
    Optional<String> unreachable(URI url, Duration within);
}
