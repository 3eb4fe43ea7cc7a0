package org.wakebell.oncall.web;

import java.util.List;

/**
 * One person's shifts, in all schedules, where they are then.
 *
 * @param asked requests that wait for this reader's answer
 * @param own what became of their own
 * @param theirs the next shifts of others, which they could take
 */
public record Mine(
        String headline,
        String total,
        String calendars,
        List<Shift> shifts,
        List<Ask> asked,
        List<Ask> own,
        List<Theirs> theirs,
        boolean mayTrade) {

    /** So many are shown at once; the later ones are folded. */
    public static final int FIRST = 8;

    /**
     * @param nights of theirs that it touches, in words, or empty
     * @param zone named if they are not where the page's times are
     */
    public record Shift(
            String schedule, String name, String when, String length, String nights, String zone, boolean now, String swap) {}

    /**
     * A shift of somebody else.
     *
     * @param at its beginning, as the form sends it; empty if it runs
     * @param lacks what is demanded and this reader may not do; empty if nothing
     */
    public record Theirs(
            String schedule, String name, String person, String called, String colour, String when, String length, String at, String lacks) {}
}
