package org.wakebell.oncall.web;

import java.time.LocalDate;
import java.util.List;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;

/**
 * How the calendar is looked at.
 *
 * @param span {@code week}, {@code weeks} (two) or {@code month}
 * @param by {@code schedule} or {@code person}: what a lane is
 */
public record Look(String span, String by, Week week) {

    public static final List<String> SPANS = List.of("week", "weeks", "month");
    public static final List<String> LANES = List.of("schedule", "person");

    static Look of(Page page, String from, String span, String by) {
        if (!SPANS.contains(span)) {
            throw Refusal.invalid("span", "choose week, weeks or month");
        }
        if (!LANES.contains(by)) {
            throw Refusal.invalid("by", "choose schedule or person");
        }
        Week week = switch (span) {
            case "month" -> Week.month(page, from);
            case "weeks" -> Week.of(page, from, 14);
            default -> Week.of(page, from);
        };
        return new Look(span, by, week);
    }

    boolean byPerson() {
        return by.equals("person");
    }

    /** The same look at other days. */
    public String at(LocalDate from) {
        return address(span, by) + "&from=" + from;
    }

    public String today() {
        return address(span, by);
    }

    public String over(String span) {
        return address(span, by) + "&from=" + week.first();
    }

    public String by(String by) {
        return address(span, by) + "&from=" + week.first();
    }

    private static String address(String span, String by) {
        return "/on-call?span=" + span + "&by=" + by;
    }
}
