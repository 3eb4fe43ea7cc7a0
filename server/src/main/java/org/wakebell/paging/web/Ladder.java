package org.wakebell.paging.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Subject;

/**
 * One page that rings, as a ladder of its rings, oldest first. Public for the template.
 *
 * @param next when the next step comes, or null
 */
public record Ladder(Paging.PageFact fact, Subject.Brief brief, List<Rung> rungs, @Nullable Instant next) {

    /**
     * @param name of the person
     * @param at when it sounded, or is to sound
     */
    public record Rung(Paging.RingFact ring, String name, Instant at) {

        /** It sounds now, with a proof better than hope. */
        public boolean sounding() {
            return ring.state().equals("RUNG") && ring.outcome().equals("sounding");
        }

        /** {@code DEVICE_STATE}, or empty if nothing proves it. */
        public String proofKind() {
            int end = ring.proof().indexOf(' ');
            return !ring.outcome().equals("sounding") ? "" : end < 0 ? ring.proof() : ring.proof().substring(0, end);
        }

        /** What the bell said: more about the proof, a receipt, why it failed. */
        public String said() {
            return ring.proof().substring(Math.min(ring.proof().length(), proofKind().length())).strip();
        }
    }

    static List<Rung> inOrder(List<Rung> rungs) {
        return rungs.stream().sorted(Comparator.comparing(Rung::at)).toList();
    }

    /** {@code 2:48} until the next step; {@code 0:00} if it is due. */
    public static String countdown(Instant now, Instant next) {
        long seconds = Math.max(0, Duration.between(now, next).toSeconds());
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
