package org.wakebell.bench.intake;

/** Counts latencies in buckets of 1/16 of a power of two: a percentile is right to about 4 %. */
final class Latencies {

    private final long[] buckets = new long[64 * 16];
    private long count;

    void add(long nanos) {
        long value = Math.max(16, nanos);
        int power = 63 - Long.numberOfLeadingZeros(value);
        buckets[power * 16 + (int) (value >>> power - 4 & 15)]++;
        count++;
    }

    long count() {
        return count;
    }

    /** Milliseconds under which this share of all answers came. */
    double percentile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank && seen > 0) {
                int power = i / 16;
                return (double) (1L << power) * (1 + (i % 16 + 0.5) / 16) / 1e6;
            }
        }
        return 0;
    }
}
