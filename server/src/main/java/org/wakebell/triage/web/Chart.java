package org.wakebell.triage.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * Events per minute as bars of a picture 720 wide and 104 high: the last 90 minutes, now at the right edge. Public for
 * the template.
 */
public record Chart(List<Bar> bars, long most, long total) {

    private static final int MINUTES = 90;
    private static final double WIDTH = 8;
    private static final double HEIGHT = 94;

    public record Bar(String x, String y, String height, boolean some) {}

    static Chart of(NavigableMap<Long, Long> minutes, Instant now) {
        long last = Math.floorDiv(now.getEpochSecond(), 60);
        long first = last - MINUTES + 1;
        long most = minutes.subMap(first, true, last, true).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        long total = 0;
        for (long minute = first; minute <= last; minute++) {
            long many = minutes.getOrDefault(minute, 0L);
            total += many;
            double height = many == 0 ? 1.5 : Math.max(3, HEIGHT * many / Math.max(1, most));
            bars.add(new Bar(
                    number((minute - first) * WIDTH), number(104 - height), number(height), many > 0));
        }
        return new Chart(bars, most, total);
    }

    private static String number(double value) {
        return String.format(java.util.Locale.ROOT, "%.1f", value);
    }
}
