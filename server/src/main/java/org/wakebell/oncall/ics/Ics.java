package org.wakebell.oncall.ics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A calendar that was read: its events, and what of it was not understood. */
public final class Ics {

    /** Bytes; Proton's own limit, and more than any rota. */
    public static final int MOST_BYTES = 10 << 20;

    private static final int MOST_LINES = 400_000;
    private static final int MOST_EVENTS = 15_000;
    private static final int MOST_OCCURRENCES = 20_000;
    private static final int MOST_COMPLAINTS = 20;

    private final Map<String, Series> series = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final IcsZones zones;
    private int events;

    private Ics(ZoneId usual) {
        this.zones = new IcsZones(usual);
    }

    /**
     * @param usual whose clock is meant where the calendar says none; whole days are of this zone, too
     * @throws IcsRefused if it is no calendar, or too much of one
     */
    public static Ics read(byte[] bytes, ZoneId usual) {
        if (bytes.length > MOST_BYTES) {
            throw new IcsRefused("the calendar is longer than 10 MB");
        }
        List<Line> lines = Line.all(bytes, MOST_LINES);
        if (lines.isEmpty() || !begins(lines.getFirst(), "VCALENDAR")) {
            throw new IcsRefused("this is not a calendar: it does not begin with BEGIN:VCALENDAR");
        }
        Ics ics = new Ics(usual);
        boolean cancel = lines.stream().anyMatch(line -> line.name().equals("METHOD") && line.value().strip().equalsIgnoreCase("CANCEL"));
        lines.stream().filter(line -> line.name().equals("X-WR-TIMEZONE")).findFirst().ifPresent(line -> ics.zones.usual(line.value()));
        // Zones may be described after the events that are in them.
        ics.each(lines, "VTIMEZONE", ics.zones::describe);
        if (!cancel) {
            ics.each(lines, "VEVENT", ics::event);
        }
        return ics;
    }

    private static boolean begins(Line line, String what) {
        return line.name().equals("BEGIN") && line.value().strip().equalsIgnoreCase(what);
    }

    /** Hands over the lines of each component of this kind; alarms inside of events are not theirs. */
    private void each(List<Line> lines, String what, Consumer<List<Line>> to) {
        List<Line> inside = null;
        int depth = 0;
        for (Line line : lines) {
            if (inside == null) {
                inside = begins(line, what) ? new ArrayList<>() : null;
                depth = 0;
            } else if (line.name().equals("BEGIN")) {
                depth++;
            } else if (line.name().equals("END") && depth-- == 0) {
                to.accept(inside);
                inside = null;
            } else if (depth == 0 || what.equals("VTIMEZONE")) {
                inside.add(line);
            }
        }
    }

    private void event(List<Line> lines) {
        if (++events > MOST_EVENTS) {
            throw new IcsRefused("the calendar has more than " + MOST_EVENTS + " events");
        }
        try {
            IcsEvent event = IcsEvent.of(lines, zones);
            String uid = event.uid().isEmpty() ? "#" + events : event.uid();
            series.computeIfAbsent(uid, none -> new Series()).add(event);
        } catch (IcsRefused refused) {
            complain(refused.said());
        }
    }

    private void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS && !complaints.contains(what)) {
            complaints.add(what);
        }
    }

    /** How many VEVENTs there were, understood or not. */
    public int events() {
        return events;
    }

    /** What was left out, in sentences; after {@link #between}, also what could not be repeated. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What lies in {@code [from, to)} or reaches into it, in order of time; nothing of no length. */
    public List<Occurrence> between(Instant from, Instant to) {
        List<Occurrence> all = new ArrayList<>();
        for (Series one : series.values()) {
            try {
                all.addAll(one.between(from, to));
            } catch (IcsRefused refused) {
                complain(refused.said());
            }
            if (all.size() > MOST_OCCURRENCES) {
                throw new IcsRefused("the calendar has more than " + MOST_OCCURRENCES + " occurrences in the time that is looked at");
            }
        }
        all.sort(Comparator.comparing(Occurrence::start).thenComparing(Occurrence::end).thenComparing(Occurrence::uid));
        return all;
    }
}
