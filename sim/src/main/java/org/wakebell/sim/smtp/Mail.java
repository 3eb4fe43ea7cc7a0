package org.wakebell.sim.smtp;

import java.time.Instant;
import java.util.List;

/**
 * One mail as it arrived.
 *
 * @param raw headers and body, lines ended by LF
 */
public record Mail(String from, List<String> to, Instant at, String raw) {

    public Mail {
        to = List.copyOf(to);
    }

    /** The first header of that name, unfolded; empty if there is none. */
    public String header(String name) {
        String found = null;
        for (String line : raw.split("\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            if (found != null && (line.startsWith(" ") || line.startsWith("\t"))) {
                found += " " + line.strip();
            } else if (found != null) {
                return found;
            } else if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                found = line.substring(name.length() + 1).strip();
            }
        }
        return found == null ? "" : found;
    }
}
