package org.wakebell.triage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakebell.grading.Grade;

/** What intake hands over in one commit: already graded and folded to one delta per fingerprint. */
public record Batch(List<Delta> raised, List<Ordinary> ordinary, List<Word> words) {

    /**
     * All events of one fingerprint and source in this batch.
     *
     * @param minutes events per minute, keyed by epoch minute; sums to {@code count}
     * @param users and {@code hosts}: distinct ones seen in this batch, at most 1,001 each
     * @param samples the newest, at most 5
     * @param trusted the source may open a 911 without a triager
     */
    public record Delta(
            String source,
            String service,
            String fingerprint,
            Grade grade,
            String title,
            String rule,
            String reason,
            String grouped,
            boolean trusted,
            long count,
            Instant first,
            Instant last,
            Map<Long, Long> minutes,
            Set<String> users,
            Set<String> hosts,
            List<Sample> samples) {}

    /** One event as text, cut to 16 KiB, with what is worth showing beside it. */
    public record Sample(Instant at, String text, Map<String, String> attributes) {}

    /** Records that no rule raised: only how many, per service and minute. They are the proof that silence is silence. */
    public record Ordinary(String source, String service, Map<Long, Long> minutes) {}

    /** The sender says something about an alert of its own: recovered, or acknowledged over there. */
    public record Word(String source, String service, String fingerprint, Kind kind, Instant at, String by) {
        public enum Kind {
            RECOVERED,
            ACKNOWLEDGED
        }
    }
}
