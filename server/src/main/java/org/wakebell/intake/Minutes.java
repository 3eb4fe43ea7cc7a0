package org.wakebell.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How many in each minute since the epoch. Most batches lie in one minute, so that one is kept out of the map. */
final class Minutes {

    private long minute = Long.MIN_VALUE;
    private long count;
    private final Map<Long, Long> others = new HashMap<>(2);

    void add(Instant at) {
        long now = Math.floorDiv(at.getEpochSecond(), 60L);
        if (now != minute) {
            flush();
            minute = now;
        }
        count++;
    }

    private void flush() {
        if (count > 0) {
            others.merge(minute, count, Long::sum);
            count = 0;
        }
    }

    Map<Long, Long> all() {
        flush();
        return Map.copyOf(others);
    }
}
