package org.wakebell.triage.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/** Events per minute as bars, now at the right edge. Public for the template. */
public record Chart(List<Bar> bars, long most, long total) {

    public record Bar(String x, String y, String height, boolean some) {}

    /** The last 90 minutes, 720 wide and 104 high. */
    static Chart of(NavigableMap<Long, Long> minutes, Instant now) {
        return drawn(minutes, now, 90, 8, 94, 104);
    }

    /** The last 30 minutes, 120 wide and 28 high. */
    static Chart small(NavigableMap<Long, Long> minutes, Instant now) {
        return drawn(minutes, now, 30, 4, 28, 28);
    }

    private static Chart drawn(
            NavigableMap<Long, Long> minutes, Instant now, int many, double width, double highest, double ground) {
        long last = Math.floorDiv(now.getEpochSecond(), 60);
        long first = last - many + 1;
        long most = minutes.subMap(first, true, last, true).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        long total = 0;
        for (long minute = first; minute <= last; minute++) {
            long count = minutes.getOrDefault(minute, 0L);
            total += count;
            double height = count == 0 ? 1.5 : Math.max(3, highest * count / Math.max(1, most));
            bars.add(new Bar(
                    number((minute - first) * width), number(ground - height), number(height), count > 0));
        }
        return new Chart(bars, most, total);
    }

    private static String number(double value) {
        return String.format(java.util.Locale.ROOT, "%.1f", value);
    }
}
