package org.wakebell.intake;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wakebell.platform.clock.Clock;

/**
 * How fast a source may send: a bucket that holds a minute's worth and fills evenly. What a request brings is known
 * only when it has been read, so a bucket may go below nothing, and the next request is told how long that takes to
 * mend. Per node and in memory: the limit is there so that one loud source cannot starve the others, not to be exact.
 */
final class Pace {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static final class Bucket {
        private double left;
        private long at;

        Bucket(double left, long at) {
            this.left = left;
            this.at = at;
        }
    }

    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    Pace(Clock clock) {
        this.clock = clock;
    }

    /** @throws TooFast if the source has sent more than it may; nothing is counted then */
    void look(Source source) {
        Bucket bucket = bucket(source);
        synchronized (bucket) {
            fill(bucket, source.most());
            if (bucket.left <= 0) {
                long nanos = (long) ((1 - bucket.left) * MINUTE / source.most());
                throw new TooFast(source.most(), Math.max(1, Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos())));
            }
        }
    }

    void took(Source source, long events) {
        Bucket bucket = bucket(source);
        synchronized (bucket) {
            fill(bucket, source.most());
            bucket.left -= events;
        }
    }

    private Bucket bucket(Source source) {
        return buckets.computeIfAbsent(source.id(), id -> new Bucket(source.most(), clock.nanos()));
    }

    private void fill(Bucket bucket, long most) {
        long now = clock.nanos();
        bucket.left = Math.min(most, bucket.left + (double) (now - bucket.at) * most / MINUTE);
        bucket.at = now;
    }
}
