package org.wakebell.oncall.web;

import java.util.List;

/**
 * The On call page.
 *
 * @param headline the answer to the first question
 * @param range the days it shows
 * @param mayPlan whether this reader may change schedules
 */
public record Board(
        String headline,
        String range,
        Week week,
        Timeline picture,
        List<Now> now,
        List<Need> needs,
        List<Day> days,
        boolean mayPlan) {

    /**
     * Who is on call in a schedule at this moment.
     *
     * @param cover whether this reader may take over with one tap
     */
    public record Now(String id, String schedule, List<Who> who, boolean fallback, boolean cover) {}

    public record Who(String id, String name, String colour, String why, String until) {}

    /** A gap, or people on call who cannot do what is demanded. */
    public record Need(Timeline.Kind kind, String when, String length, String schedule, String override) {}

    /** The same as the picture, in words: for a phone and for whoever cannot see it. */
    public record Day(String label, List<Line> lines) {}

    public record Line(String schedule, String time, String name, String colour, Timeline.Kind kind) {}
}
