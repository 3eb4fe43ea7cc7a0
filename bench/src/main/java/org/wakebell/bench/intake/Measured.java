package org.wakebell.bench.intake;

import java.util.Locale;

/**
 * What one stretch of load showed.
 *
 * @param perSecond requests, or records where a request carries many
 * @param p50 and {@code p99}: milliseconds from the first byte sent to the last received
 * @param failed answers that were no 2xx
 */
record Measured(String what, double seconds, double perSecond, double p50, double p99, long failed) {

    String json() {
        return String.format(Locale.ROOT,
                "{\"what\":\"%s\",\"seconds\":%.1f,\"per_second\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"failed\":%d}",
                what, seconds, perSecond, p50, p99, failed);
    }

    String line() {
        return String.format(Locale.ROOT, "%-44s %,10.0f /s   p50 %6.2f ms   p99 %6.2f ms%s", what, perSecond, p50, p99,
                failed == 0 ? "" : "   " + failed + " failed");
    }
}
