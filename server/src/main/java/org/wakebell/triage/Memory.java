package org.wakebell.triage;

import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of alerts whose events join quietly: a cache whose every use is checked against the
 * alert's version by the counting statement itself. Losing it costs a few reads. Changed only after a commit, so it
 * never knows more than the database.
 */
final class Memory {

    /** Why an event may join without anything else happening. */
    enum Mode {
        /** Nobody has decided; the timer runs or the grade needs none. */
        UNDECIDED,
        /** It hangs on an incident, which is asked each time whether it still takes events. */
        INCIDENT,
        /** Judged 912 or misgraded, and the judged stretch goes on without a pause. */
        COVERED
    }

    /** One alert as this node knows it. Mutable parts are touched by the committer only, after its commit. */
    static final class Known {
        final Alert alert;
        final Mode mode;
        final Set<String> users = new HashSet<>();
        final Set<String> hosts = new HashSet<>();
        int userCount;
        int hostCount;
        int slot;
        Instant last;
        Instant sampleAfter = Instant.MIN;
        Instant rateAfter;
        private int charged;

        Known(Alert alert, Mode mode, Instant last, Instant rateAfter) {
            this.alert = alert;
            this.mode = mode;
            this.last = last;
            this.rateAfter = rateAfter;
        }

        private int charge() {
            charged = 8 + users.size() + hosts.size();
            return charged;
        }
    }

    /** Values, not bytes: about 100 bytes each. */
    private static final int BUDGET = 200_000;

    private final Map<String, Known> known = new LinkedHashMap<>(64, 0.75f, true);
    private int weight;

    synchronized @Nullable Known get(String source, String fingerprint) {
        return known.get(key(source, fingerprint));
    }

    synchronized void put(Known k) {
        forget(k.alert.source(), k.alert.fingerprint());
        known.put(key(k.alert.source(), k.alert.fingerprint()), k);
        weight += k.charge();
        Iterator<Known> eldest = known.values().iterator();
        while (weight > BUDGET && known.size() > 1) {
            weight -= eldest.next().charged;
            eldest.remove();
        }
    }

    synchronized void forget(String source, String fingerprint) {
        Known old = known.remove(key(source, fingerprint));
        if (old != null) {
            weight -= old.charged;
        }
    }

    private static String key(String source, String fingerprint) {
        return source + '\u0000' + fingerprint;
    }
}
