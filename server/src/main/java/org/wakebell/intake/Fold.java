package org.wakebell.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakebell.grading.Clean;
import org.wakebell.grading.Event;
import org.wakebell.grading.Rules;
import org.wakebell.grading.fingerprint.Fingerprint;
import org.wakebell.triage.Batch;

/**
 * One request's events, graded and folded while they are read: cost follows distinct trouble, and an event that no
 * rule raises costs a count. Not shared between threads.
 */
public final class Fold {

    /** A sender's clock may be this far off; beyond it an event is counted at reception. */
    public static final Duration OLDEST = Duration.ofHours(1);

    public static final Duration NEWEST = Duration.ofMinutes(5);

    /** Fingerprints of one commit: a storm must not hold the writer for long. */
    private static final int PER_COMMIT = 500;

    private final Sender sender;
    private final Instant received;
    private final long begun;
    private final Instant oldest;
    private final Instant newest;
    private final Map<Fingerprint, Spot> raised = new LinkedHashMap<>();
    private final Map<String, Batch.Word> words = new LinkedHashMap<>();
    private final Minutes ordinary = new Minutes();
    private long events;
    private long counted;
    private long retimed;

    /** @param begun monotonic nanoseconds */
    Fold(Sender sender, Instant received, long begun) {
        this.sender = sender;
        this.received = received;
        this.begun = begun;
        this.oldest = received.minus(OLDEST);
        this.newest = received.plus(NEWEST);
    }

    public Sender sender() {
        return sender;
    }

    public Instant received() {
        return received;
    }

    /** When its request was opened, in monotonic nanoseconds. */
    long begun() {
        return begun;
    }

    public void event(Event event) {
        events++;
        Instant at = within(event.at());
        Rules.Decision decision = sender.grader().decide(event);
        if (!decision.grade().raises()) {
            counted++;
            ordinary.add(at);
            return;
        }
        Fingerprint fingerprint = sender.grader().fingerprint(event);
        Spot spot = raised.get(fingerprint);
        if (spot == null) {
            spot = new Spot(sender.grader().explain(event, decision, fingerprint), decision);
            raised.put(fingerprint, spot);
        }
        // It fires, whatever was said about it earlier in this request.
        words.remove(fingerprint.toString());
        spot.add(event, decision, at);
    }

    /** The sender says something about an alert of its own. */
    public void word(String senderKey, Batch.Word.Kind kind, Instant at, String by) {
        events++;
        String fingerprint = sender.grader().named(senderKey).toString();
        Source source = sender.source();
        words.put(fingerprint, new Batch.Word(source.id(), source.service(), fingerprint, kind, within(at), Clean.line(by, 200)));
    }

    private Instant within(Instant at) {
        if (at.isBefore(oldest) || at.isAfter(newest)) {
            retimed++;
            return received;
        }
        return at;
    }

    /** All events, those that were only counted included. */
    public long events() {
        return events;
    }

    /** Events whose time was more than an hour ago or five minutes ahead, and that are counted at reception. */
    public long retimed() {
        return retimed;
    }

    /** For the sender, or empty: what was done with impossible times. */
    public String note() {
        return retimed == 0
                ? ""
                : retimed + (retimed == 1 ? " record has" : " records have")
                        + " a time more than 1 hour ago or 5 minutes ahead and count at the time of reception";
    }

    List<Batch> batches() {
        Source source = sender.source();
        List<Batch> all = new ArrayList<>(1);
        List<Batch.Delta> deltas = new ArrayList<>(Math.min(raised.size(), PER_COMMIT));
        for (Map.Entry<Fingerprint, Spot> spot : raised.entrySet()) {
            deltas.add(spot.getValue().delta(source, spot.getKey()));
            if (deltas.size() == PER_COMMIT) {
                all.add(new Batch(deltas, List.of(), List.of()));
                deltas = new ArrayList<>(PER_COMMIT);
            }
        }
        List<Batch.Ordinary> rest =
                counted == 0 ? List.of() : List.of(new Batch.Ordinary(source.id(), source.service(), ordinary.all()));
        if (!deltas.isEmpty() || !rest.isEmpty() || !words.isEmpty()) {
            all.add(new Batch(deltas, rest, List.copyOf(words.values())));
        }
        return all;
    }
}
