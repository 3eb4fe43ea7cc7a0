package org.wakebell.home;

import java.net.URI;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.wire.Message;
import org.wakebell.wire.Message.Ended;

/** Between what is said on the line and what drivers understand. */
final class Spoken {

    static Ring ring(Message.Order order, Loudness loudness) {
        return new Ring(
                order.key(),
                order.title(),
                order.text(),
                order.choices().stream().map(c -> new Ring.Choice(c.id(), c.label(), link(c.link()))).toList(),
                loudness,
                order.leaseUntil(),
                order.deadline());
    }

    static Loudness loudness(Message.Sound sound) {
        return new Loudness(sound.bursts().stream().map(Spoken::burst).toList(), sound.budget(), burst(sound.after()));
    }

    private static Loudness.Burst burst(Message.Burst burst) {
        return new Loudness.Burst(burst.sound(), burst.percent(), burst.pause());
    }

    /** A link that is none must not keep a siren from sounding. */
    private static URI link(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return URI.create("");
        }
    }

    static Ended ended(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sounding o -> new Ended.Sounding(o.proof().kind().name(), o.proof().at(), o.proof().detail());
            case Outcome.Taken o -> new Ended.Taken(o.receipt());
            case Outcome.RetryLater o -> new Ended.RetryLater(o.after(), o.why());
            case Outcome.Refused o -> new Ended.Refused(o.why(), o.credential());
            case Outcome.Unknown o -> new Ended.Unknown(o.why());
        };
    }

    static Message.BellHealth health(String bell, Health health) {
        return new Message.BellHealth(bell, health.state().name(), health.why(), health.at(), health.facts());
    }

    private Spoken() {}
}
