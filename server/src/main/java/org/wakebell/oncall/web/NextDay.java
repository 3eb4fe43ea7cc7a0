package org.wakebell.oncall.web;

import java.util.List;

/**
 * The Board's picture of the next 24 hours, 420 wide and {@code height} high, now at the left edge. Public for the
 * template.
 *
 * @param marks full hours of the reader's zone
 * @param holes when nobody is on call, or nobody who can do what is demanded, in order of time
 */
public record NextDay(List<Timeline.Tick> marks, List<Lane> lanes, List<Hole> holes, int height) {

    public static final int WIDTH = 420;

    /** @param said who, in words, for whoever cannot see the bars */
    public record Lane(String name, int y, String said, List<Timeline.Bar> bars) {}

    /**
     * @param when {@code 00:00–01:00}, in the reader's zone
     * @param override where somebody can be found for it
     * @param weight of its headline on the Board
     */
    public record Hole(
            Timeline.Kind kind, String schedule, String when, String override, String headline, int weight) {}

    /** Where the words under the bars stand. */
    public int textY() {
        return height - 4;
    }
}
