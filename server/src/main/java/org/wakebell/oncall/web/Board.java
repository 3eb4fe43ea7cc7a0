package org.wakebell.oncall.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * Who is on call in a schedule at an instant.
     *
     * @param cover null unless this reader may take over with one tap
     */
    public record Now(String id, String schedule, List<Who> who, boolean fallback, @Nullable Cover cover, Help help) {}

    public record Who(String id, String name, String colour, String why, String until) {}

    /**
     * Taking a shift that runs or is to come.
     *
     * @param at from when, as the form sends it; empty for now
     * @param word on the button
     * @param lacks what is demanded and this reader may not do; empty if nothing
     */
    public record Cover(String at, String word, String lacks) {}

    /** A gap, or people on call who cannot do what is demanded. */
    public record Need(Timeline.Kind kind, String when, String length, String schedule, String override) {}

    /** The same as the picture, in words: for a phone and for whoever cannot see it. */
    public record Day(String label, List<Line> lines) {}

    public record Line(String schedule, String time, String name, String colour, Timeline.Kind kind) {}
}
