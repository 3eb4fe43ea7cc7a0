package org.wakebell.sim.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wakebell.sim.program.Json;

/**
 * Writes down what happens: for people a line with the time and below it the reason; for programs one JSON object a
 * line with {@code what}, {@code at} (UTC, milliseconds), {@code said}, {@code why} and facts of its own.
 */
final class Teller {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int WIDTH = 100;
    private static final String MARGIN = "          ";

    private final PrintStream out;
    private final boolean json;
    private final ZoneId zone;

    /** @param zone in which people read the times */
    Teller(PrintStream out, boolean json, ZoneId zone) {
        this.out = out;
        this.json = json;
        this.zone = zone;
    }

    void tell(String what, Instant at, String said) {
        tell(what, at, said, "", Map.of());
    }

    synchronized void tell(String what, Instant at, String said, String why, Map<String, ?> facts) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("what", what);
            line.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
            line.put("said", said);
            if (!why.isEmpty()) {
                line.put("why", why);
            }
            line.putAll(facts);
            out.println(Json.write(line));
        } else {
            out.println(CLOCK.format(at.atZone(zone)) + "  " + folded(said));
            if (!why.isEmpty()) {
                out.println(MARGIN + "why: " + folded(why));
            }
        }
        out.flush();
    }

    /** A heading; programs do not need it. */
    synchronized void chapter(String title) {
        if (!json) {
            out.println();
            out.println(title);
            out.flush();
        }
    }

    private static String folded(String text) {
        StringBuilder all = new StringBuilder();
        int column = MARGIN.length();
        for (String word : text.split("\\s+")) {
            if (column > MARGIN.length() && column + word.length() > WIDTH) {
                all.append('\n').append(MARGIN);
                column = MARGIN.length();
            } else if (!all.isEmpty()) {
                all.append(' ');
            }
            all.append(word);
            column += word.length() + 1;
        }
        return all.toString();
    }
}
