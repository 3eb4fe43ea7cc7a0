package org.wakebell.oncall.code;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Rota;

/** Who is on call now and after the next handoffs, as it was and as it would be, line by line. */
final class Coming {

    private static final int HANDOFFS = 6;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    private final Instant now;
    private final UnaryOperator<String> names;

    /** @param names what a person's id is written as */
    Coming(Instant now, UnaryOperator<String> names) {
        this.now = now;
        this.names = names;
    }

    /** Empty if the same people are on call at the same times. */
    List<String> of(@Nullable Schedule was, Schedule is) {
        Instant end = was == null ? end(is.rota()) : earlier(end(was.rota()), end(is.rota()));
        return Difference.of(was == null ? List.of() : lines(was.rota(), is.zone(), end), lines(is.rota(), is.zone(), end));
    }

    private List<String> lines(Rota rota, ZoneId zone, Instant end) {
        List<String> lines = new ArrayList<>(List.of("now: " + people(rota, now)));
        for (Instant at : rota.handoffs(now, HANDOFFS)) {
            if (!at.isAfter(end)) {
                lines.add(TIME.format(at.atZone(zone)) + " " + zone.getId() + ": " + people(rota, at));
            }
        }
        return lines;
    }

    private String people(Rota rota, Instant at) {
        List<String> there = rota.at(at).stream().map(seat -> names.apply(seat.person())).toList();
        return there.isEmpty() ? "NOBODY" : String.join(", ", there);
    }

    /** As far as one looks. */
    private Instant end(Rota rota) {
        List<Instant> handoffs = rota.handoffs(now, HANDOFFS);
        return handoffs.size() < HANDOFFS ? Instant.MAX : handoffs.getLast();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
