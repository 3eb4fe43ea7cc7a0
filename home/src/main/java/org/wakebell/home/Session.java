package org.wakebell.home;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.wire.Keys;
import org.wakebell.wire.Message;

/** One connection to one server, from the handshake on: both prove who they are, then pings keep it honest. */
final class Session implements AutoCloseable {

    static final Duration PING = Duration.ofSeconds(10);

    /** Two pings and a bit: a line that is dead is left well within 30 s. */
    static final Duration DEAD = Duration.ofSeconds(25);

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final Talk talk;
    private final ServerTime time;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private long heardAt;
    private long pingAt;
    private long pings;

    private Session(Talk talk, ServerTime time, InstantSource wall, LongSupplier nanos) {
        this.talk = talk;
        this.time = time;
        this.wall = wall;
        this.nanos = nanos;
        this.heardAt = nanos.getAsLong();
        this.pingAt = heardAt;
    }

    /** @throws Exit.Now if the server refuses this agent for good, or is not the one it was paired with */
    static Session open(
            HttpClient http, URI server, Identity me, List<String> kinds, ServerTime time, InstantSource wall, LongSupplier nanos)
            throws IOException, InterruptedException, Exit.Now {
        Talk talk = Talk.open(http, server);
        try {
            Session session = new Session(talk, time, wall, nanos);
            session.greet(server, me, kinds);
            return session;
        } catch (IOException | InterruptedException | Exit.Now | RuntimeException e) {
            talk.close();
            throw e;
        }
    }

    private void greet(URI server, Identity me, List<String> kinds) throws IOException, InterruptedException, Exit.Now {
        if (!(talk.next(HANDSHAKE) instanceof Message.Challenge challenge)) {
            throw new IOException("it did not greet like a Wakebell server");
        }
        String nonce = Keys.nonce();
        Message.Here here = here(wall);
        talk.say(new Message.Hello(
                me.agent(),
                nonce,
                me.keys().sign(Keys.helloText(me.agent(), challenge.nonce(), nonce)),
                Main.version(),
                kinds,
                here.zone(),
                here.offsetSeconds(),
                wall.instant()));
        switch (talk.next(HANDSHAKE)) {
            case Message.Welcome welcome -> {
                String text = Keys.welcomeText(me.agent(), challenge.nonce(), nonce);
                if (!Keys.verify(me.serverKey(), text, welcome.signature())) {
                    throw new Exit.Now(
                            Exit.REFUSED,
                            server + " is not the server this agent was paired with: its key is another one. If you"
                                    + " set the server up anew, pair again with a new --code; if not, somebody is in between.");
                }
                time.heard(welcome.at());
                heardAt = nanos.getAsLong();
            }
            case Message.Refused refused -> throw refusal(refused);
            case null, default -> throw new IOException("it did not finish its greeting");
        }
    }

    /** What this machine says of the time, by its setting and our zone data. */
    static Message.Here here(InstantSource wall) {
        ZoneId zone = ZoneId.systemDefault();
        return new Message.Here(zone.getId(), zone.getRules().getOffset(wall.instant()).getTotalSeconds());
    }

    /** The next message that is not about the line itself; null after at most a second without one. */
    @Nullable Message next() throws IOException, InterruptedException, Exit.Now {
        long now = nanos.getAsLong();
        if (now - heardAt > DEAD.toNanos()) {
            throw new IOException("nothing heard for " + DEAD.toSeconds() + " s");
        }
        if (now - pingAt >= PING.toNanos()) {
            pingAt = now;
            talk.say(new Message.Ping(++pings, wall.instant()));
        }
        Message message = talk.next(Duration.ofSeconds(1));
        if (message != null) {
            heardAt = nanos.getAsLong();
        }
        return switch (message) {
            case Message.Ping ping -> {
                time.heard(ping.at());
                talk.say(new Message.Pong(ping.n(), wall.instant()));
                yield null;
            }
            case Message.Pong pong -> {
                time.heard(pong.at());
                yield null;
            }
            case Message.Refused refused -> throw refusal(refused);
            case Message.Unknown unknown -> {
                LOG.info("the server said \"{}\", which this version does not know", unknown.type());
                yield null;
            }
            case null, default -> message;
        };
    }

    private static Exit.Now refusal(Message.Refused refused) throws IOException {
        return switch (refused.reason()) {
            case REVOKED, SIGNATURE -> new Exit.Now(Exit.REFUSED, refused.why());
            case CODE, TOO_MANY, REPLACED, OTHER -> throw new IOException(refused.why());
        };
    }

    void say(Message message) throws IOException, InterruptedException {
        talk.say(message);
    }

    @Override
    public void close() {
        talk.close();
    }
}
