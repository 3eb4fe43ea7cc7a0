package org.wakebell.bells;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Outcome;

/**
 * An outcome as three columns and a time.
 *
 * @param outcome stable word: {@code sounding}, {@code taken}, {@code retry}, {@code refused}, {@code credential},
 *     {@code unknown}, or empty
 * @param why a sentence
 * @param proof the kind of proof, or empty
 */
record Said(String outcome, String why, String proof, Instant at) {

    static Said of(Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Sounding o ->
                new Said("sounding", o.proof().detail(), o.proof().kind().name(), o.proof().at());
            case Outcome.Taken o -> new Said("taken", o.receipt(), "", now);
            case Outcome.RetryLater o -> new Said("retry", o.why(), "", now);
            case Outcome.Refused o -> new Said(o.credential() ? "credential" : "refused", o.why(), "", now);
            case Outcome.Unknown o -> new Said("unknown", o.why(), "", now);
        };
    }

    static @Nullable Outcome read(String outcome, String why, String proof, Instant at) {
        return switch (outcome) {
            case "sounding" ->
                new Outcome.Sounding(new Outcome.Proof(Outcome.Proof.Kind.valueOf(proof), at, why));
            case "taken" -> new Outcome.Taken(why);
            case "retry" -> new Outcome.RetryLater(Duration.ofSeconds(5), why);
            case "refused" -> new Outcome.Refused(why, false);
            case "credential" -> new Outcome.Refused(why, true);
            case "unknown" -> new Outcome.Unknown(why);
            default -> null;
        };
    }

    Order.State state(boolean lasting) {
        return switch (outcome) {
            case "sounding" -> Order.State.RINGING;
            case "taken" -> lasting ? Order.State.RINGING : Order.State.OVER;
            case "refused", "credential" -> Order.State.FAILED;
            default -> Order.State.ORDERED;
        };
    }

    /** Whether the bell may have begun. */
    boolean started() {
        return outcome.equals("sounding") || outcome.equals("taken") || outcome.equals("unknown");
    }
}
