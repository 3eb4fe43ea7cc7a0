package org.wakebell.bells.agent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.platform.clock.Clock;
import org.wakebell.wire.Codec;
import org.wakebell.wire.Junk;
import org.wakebell.wire.Keys;
import org.wakebell.wire.Message;

/** Opens to sockets: a challenge, an answer to it, and only then a line. */
public final class Doorbell {

    private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);

    private static final int MOST_WAITING = 200;

    private final Clock clock;
    private final Exchange board;
    private final Set<Visit> waiting = ConcurrentHashMap.newKeySet();

    Doorbell(Clock clock, Exchange board) {
        this.clock = clock;
        this.board = board;
    }

    /** Someone connected; the first word is ours. */
    Visit open(Wire wire) {
        Message.Challenge challenge = new Message.Challenge(Keys.nonce(), clock.instant());
        Visit visit = new Visit(wire, challenge);
        if (waiting.size() >= MOST_WAITING) {
            visit.refuse("too many are at the door, come again");
            return visit;
        }
        waiting.add(visit);
        wire.send(Codec.write(challenge));
        return visit;
    }

    /** Closes on those who connected and never said who they are. */
    void dropSilent() {
        Instant before = clock.instant().minusSeconds(10);
        for (Visit visit : waiting) {
            if (visit.challenge.at().isBefore(before)) {
                visit.refuse("no greeting for 10 s");
                waiting.remove(visit);
            }
        }
    }

    /** One socket, from its opening to its closing. Frames come one at a time. */
    final class Visit {
        private final Wire wire;
        private final Message.Challenge challenge;
        private volatile @Nullable Call call;

        private Visit(Wire wire, Message.Challenge challenge) {
            this.wire = wire;
            this.challenge = challenge;
        }

        void text(String text) {
            try {
                Message message = Codec.read(text);
                Call open = call;
                if (open != null) {
                    board.heard(open, message);
                } else if (message instanceof Message.Hello hello) {
                    waiting.remove(this);
                    Optional<Call> admitted = board.admit(wire, challenge, hello);
                    call = admitted.orElse(null);
                } else {
                    refuse("the first word is hello");
                }
            } catch (Junk e) {
                LOG.warn("junk from {}: {}", wire.address(), e.getMessage());
                refuse("not a message: " + e.getMessage());
            }
        }

        private void refuse(String why) {
            wire.send(Codec.write(new Message.Refused(Message.Refused.Reason.OTHER, why)));
            wire.close(why);
        }

        void closed() {
            waiting.remove(this);
            Call open = call;
            if (open != null) {
                board.gone(open);
            }
        }
    }
}
