package org.wakebell.oncall.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.people.People;
import org.wakebell.platform.web.Page;

/**
 * A change looked at before it is made: who is on call at the next handoffs, as it is and as it would be.
 *
 * @param warnings gaps, and times at which nobody able would be on call, that the change would make
 */
public record Foreseen(String schedule, List<Row> rows, Timeline picture, List<String> warnings) {

    private static final int ROWS = 8;
    private static final Duration LOOK = Duration.ofDays(14);

    /** @param changed whether other people would be on call from then on */
    public record Row(String when, String before, String after, boolean changed) {}

    /** @param from when the change begins; what lies before now is not looked at */
    static Foreseen of(OnCall onCall, People people, Page page, Schedule was, Schedule would, Instant from) {
        Instant start = from.isBefore(page.now()) ? page.now() : from;
        NavigableSet<Instant> moments = new TreeSet<>(List.of(start));
        moments.addAll(was.rota().handoffs(start, ROWS));
        moments.addAll(would.rota().handoffs(start, ROWS));
        Why why = new Why(people, page);
        List<Row> rows = new ArrayList<>();
        for (Instant at : moments.stream().limit(ROWS).toList()) {
            String before = names(was, at, why, page);
            String after = names(would, at, why, page);
            rows.add(new Row(page.times().at(at), before, after, !before.equals(after)));
        }
        Week days = new Week(LocalDate.ofInstant(start, page.times().zone()), 14, page.times().zone());
        Board board = new Reading(onCall, people, page, days).board(List.of(would));
        return new Foreseen(would.name(), rows, board.picture(), warnings(was, would, start, why, page));
    }

    private static String names(Schedule schedule, Instant at, Why why, Page page) {
        List<String> names =
                schedule.rota().at(at).stream().map(Seat::person).map(why::name).toList();
        return names.isEmpty() ? page.t("oncall.gap") : String.join(", ", names);
    }

    private static List<String> warnings(Schedule was, Schedule would, Instant from, Why why, Page page) {
        List<Why.Hole> before = why.holes(was, from, from.plus(LOOK));
        return why.holes(would, from, from.plus(LOOK)).stream()
                .filter(hole -> !before.contains(hole))
                .map(hole -> page.t(
                        hole.missing().isEmpty() ? "oncall.foreseen.gap" : "oncall.foreseen.unable",
                        page.times().at(hole.from()),
                        page.times().at(hole.until()),
                        String.join(", ", hole.missing())))
                .toList();
    }
}
