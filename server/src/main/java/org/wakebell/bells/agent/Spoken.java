package org.wakebell.bells.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.wakebell.bells.Installed;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.wire.Message;
import org.wakebell.wire.Message.Ended;

/** Between the room's words and the wire's. */
final class Spoken {

    static Message.BellConfig config(Installed bell) {
        String secret = bell.secret().reveal();
        return new Message.BellConfig(
                bell.id(),
                bell.kind(),
                bell.label(),
                bell.config(),
                secret.isEmpty() ? Map.of() : Map.of("secret", secret));
    }

    static Message.Order order(String bell, Ring ring) {
        return new Message.Order(
                ring.key(),
                bell,
                cut(ring.title()),
                cut(ring.text()),
                ring.choices().stream().map(c -> new Message.Choice(c.id(), c.label(), c.link().toString())).toList(),
                sound(ring.loudness()),
                ring.leaseUntil(),
                ring.deadline());
    }

    private static Message.Sound sound(Loudness loudness) {
        return new Message.Sound(
                loudness.bursts().stream().map(Spoken::burst).toList(), loudness.budget(), burst(loudness.after()));
    }

    private static Message.Burst burst(Loudness.Burst burst) {
        return new Message.Burst(burst.sound(), burst.percent(), burst.pause());
    }

    /** A word that this version does not know proves nothing. */
    static Outcome outcome(Ended ended, Instant now) {
        return switch (ended) {
            case Ended.Sounding e -> proof(e.proof())
                    .<Outcome>map(kind -> new Outcome.Sounding(new Outcome.Proof(kind, earlier(e.at(), now), cut(e.detail()))))
                    .orElseGet(() -> new Outcome.Unknown("a proof this version does not know"));
            case Ended.Taken e -> new Outcome.Taken(cut(e.receipt()));
            case Ended.RetryLater e -> new Outcome.RetryLater(shorter(e.after()), cut(e.why()));
            case Ended.Refused e -> new Outcome.Refused(cut(e.why()), e.credential());
            case Ended.Unknown e -> new Outcome.Unknown(cut(e.why()));
        };
    }

    private static java.util.Optional<Outcome.Proof.Kind> proof(String word) {
        for (Outcome.Proof.Kind kind : Outcome.Proof.Kind.values()) {
            if (kind.name().equals(word)) {
                return java.util.Optional.of(kind);
            }
        }
        return java.util.Optional.empty();
    }

    static Health health(Message.BellHealth health, Instant now) {
        Health.State state = switch (health.state().toUpperCase(Locale.ROOT)) {
            case "READY" -> Health.State.READY;
            case "NOT_READY" -> Health.State.NOT_READY;
            default -> Health.State.DOUBTFUL;
        };
        return new Health(state, cut(health.why()), earlier(health.at(), now), health.facts());
    }

    /** An agent's idea of the time may be wrong, but nothing has happened in the future. */
    private static Instant earlier(Instant at, Instant now) {
        return at.isBefore(now) ? at : now;
    }

    private static Duration shorter(Duration after) {
        return after.compareTo(Duration.ofMinutes(10)) < 0 ? after : Duration.ofMinutes(10);
    }

    private static String cut(String text) {
        return text.length() > 2_000 ? text.substring(0, 2_000) : text;
    }

    private Spoken() {}
}
