package org.wakebell.bells;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.wakebell.platform.secret.Secret;

/**
 * A bell as whoever drives it must know it.
 *
 * @param kind {@code dlink}, {@code mail}, {@code bedside}, {@code webhook}; with config and secret what {@code Drivers.open} takes
 * @param agent the home agent it hangs on, or empty
 * @param config what is not secret: {@code address}, {@code mac}, …
 * @param secret the siren's PIN, what signs a webhook, or empty
 * @param maximum the owner's loudest, percent
 */
public record Installed(
        String id,
        String owner,
        String kind,
        String label,
        String agent,
        Map<String, String> config,
        Secret secret,
        int maximum,
        boolean on) {

    public Installed {
        // In one order, so that equal bells are written alike.
        config = Collections.unmodifiableMap(new TreeMap<>(config));
    }

    /** Loud enough for a sleeper; sounds until it is hushed. */
    public boolean waking() {
        return Kind.of(kind).waking;
    }
}
