package org.wakebell.oncall.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a stretch of days, in the units of its own view box: 1000 wide, {@code height} high. Coordinates are
 * text so that a template prints them as they are.
 *
 * @param now where the line is, or null if now is not in the picture
 * @param start and {@code end}: what the axis shows, in milliseconds since 1970
 * @param zone whose days they are
 */
public record Timeline(
        List<Tick> ticks,
        List<Lane> lanes,
        List<Strip> nights,
        @Nullable String now,
        int height,
        String summary,
        long start,
        long end,
        String zone) {

    /** The beginning of a day. */
    public record Tick(String x, String label) {}

    /**
     * One schedule, or one person over all schedules.
     *
     * @param ask what an override made here is about: {@code schedule=ID} or {@code person=ID}
     * @param barY where the bars begin
     * @param nights of the person whose lane it is, where they are then; empty for a schedule
     * @param away when that person is off
     */
    public record Lane(
            String ask, String name, String note, int y, int barY, List<Bar> bars, List<Night> nights, List<Night> away) {}

    /**
     * @param css the person's colour, or empty for a gap
     * @param label what fits into the bar, or empty
     * @param why who, from when, until when, and why: for whoever points at it or cannot see it
     */
    public record Bar(
            String x, String width, int y, int height, Kind kind, String css, String label, String why, String href) {
        Bar at(int top) {
            return new Bar(x, width, top, height, kind, css, label, why, href);
        }

        public String textX() {
            return Picture.number(Double.parseDouble(x) + 8);
        }

        public int textY() {
            return y + height / 2 + 4;
        }
    }

    public enum Kind {
        ROTA,
        OVERRIDE,
        /** On call, and cannot do what the schedule demands. */
        UNABLE,
        /** Nobody. */
        GAP
    }

    /** The nights of one place. */
    public record Strip(int y, String place, List<Night> nights) {
        public int textY() {
            return y + 9;
        }
    }

    public record Night(String x, String width) {}
}
