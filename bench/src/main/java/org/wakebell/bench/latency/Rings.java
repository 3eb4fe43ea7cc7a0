package org.wakebell.bench.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one stretch of rings took, in milliseconds. A percentile is the smallest value that so many are not above.
 *
 * @param sent from just before the request is written to SetSoundPlay at the siren
 * @param accepted from the 202 having been read, so negative if the siren was faster than the answer
 * @param before and {@code after}: the machine's load average of the last minute, when it began and when it ended
 * @param beside events a second of the other source, answered with 2xx
 */
public record Rings(String what, List<Double> sent, List<Double> accepted, double before, double after, double beside) {

    public double p50() {
        return percentile(sent, 0.5);
    }

    public double p99() {
        return percentile(sent, 0.99);
    }

    private static double percentile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    public String json() {
        return String.format(Locale.ROOT,
                "{\"what\":\"%s\",\"rings\":%d,\"events_per_second_beside\":%.0f,\"sent_to_siren_ms\":%s,\"accepted_to_siren_ms\":%s,\"load_average\":[%.1f,%.1f]}",
                what, sent.size(), beside, json(sent), json(accepted), before, after);
    }

    private static String json(List<Double> values) {
        return String.format(Locale.ROOT, "{\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"max\":%.1f}",
                percentile(values, 0.5), percentile(values, 0.9), percentile(values, 0.99), percentile(values, 1));
    }

    public String lines() {
        return String.format(Locale.ROOT,
                "%s: %d rings, %.0f events/s beside, load average %.1f to %.1f%n  request sent -> siren  %s%n  202 read -> siren      %s",
                what, sent.size(), beside, before, after, line(sent), line(accepted));
    }

    private static String line(List<Double> values) {
        return String.format(Locale.ROOT, "p50 %6.1f   p90 %6.1f   p99 %6.1f   max %6.1f ms",
                percentile(values, 0.5), percentile(values, 0.9), percentile(values, 0.99), percentile(values, 1));
    }
}
