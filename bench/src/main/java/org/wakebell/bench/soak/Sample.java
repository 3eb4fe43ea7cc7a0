package org.wakebell.bench.soak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The server at one moment.
 *
 * @param seconds since the counting began
 * @param heap bytes in use after a full collection
 * @param wal bytes of SQLite's log, 0 on PostgreSQL
 * @param rows of each table
 */
record Sample(double seconds, long heap, long resident, long threads, long handles, long wal, Map<String, Long> rows) {

    Sample {
        rows = new TreeMap<>(rows);
    }

    String line() {
        return String.format(Locale.ROOT, "%6.0f s: heap %6.1f MiB, resident %4d MiB, %3d threads, %3d handles, WAL %5.1f MiB, %,d rows",
                seconds, heap / 1048576.0, resident >> 20, threads, handles, wal / 1048576.0, rows.values().stream().mapToLong(Long::longValue).sum());
    }

    /** The middle one of some: a single sample may have met something that is about to end. */
    static long middle(List<Sample> some, ToLongFunction<Sample> what) {
        return some.stream().mapToLong(what).sorted().skip(some.size() / 2).findFirst().orElse(0);
    }
}
