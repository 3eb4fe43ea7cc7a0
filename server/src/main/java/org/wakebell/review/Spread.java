package org.wakebell.review;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, over many times.
 *
 * @param many how many times it happened
 * @param median half of them took no longer; null if it never happened
 * @param ninety nine of ten took no longer; null if it never happened
 */
public record Spread(int many, @Nullable Duration median, @Nullable Duration ninety) {

    /** By nearest rank: both are durations that really happened. What ended before it began took no time. */
    public static Spread of(List<Duration> all) {
        List<Duration> sorted = all.stream()
                .map(d -> d.isNegative() ? Duration.ZERO : d)
                .sorted()
                .toList();
        return sorted.isEmpty()
                ? new Spread(0, null, null)
                : new Spread(sorted.size(), at(sorted, 0.5), at(sorted, 0.9));
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
