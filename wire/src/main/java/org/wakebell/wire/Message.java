package org.wakebell.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One thing said on the line between server and home agent: one JSON object in one text frame (or one HTTP body, for
 * pairing). A reader ignores fields and types that it does not know, so old and new programs talk. All instants are
 * the server's time: the agent keeps its own distance to it.
 */
public sealed interface Message {

    /** Server, first: what the agent has to sign. {@code nonce} is fresh for every connection. */
    record Challenge(String nonce, Instant at) implements Message {}

    /**
     * Agent: who it is. The signature is over {@link Keys#helloText}.
     *
     * @param nonce what the server has to sign in return
     * @param program version of the agent, for people
     * @param kinds of bells that it can ring
     * @param zone where it stands, as the machine is set; {@code offsetSeconds} east of UTC
     * @param at the agent's own wall clock; only reported, never trusted
     */
    record Hello(
            String agent,
            String nonce,
            String signature,
            String program,
            List<String> kinds,
            String zone,
            int offsetSeconds,
            Instant at)
            implements Message {
        public Hello {
            kinds = List.copyOf(kinds);
        }
    }

    /** Server: it is the one the agent was paired with. The signature is over {@link Keys#welcomeText}. */
    record Welcome(String signature, Instant at) implements Message {}

    /** Either side, before it closes; or the answer to a pairing that failed. {@code why} says what to do. */
    record Refused(Reason reason, String why) implements Message {
        public enum Reason {
            /** Wrong, used or expired code. */
            CODE,
            TOO_MANY,
            /** The owner revoked this agent; it must be paired again. */
            REVOKED,
            /** The other side is not who it says it is. */
            SIGNATURE,
            /** The same agent connected again, here or at another node. */
            REPLACED,
            OTHER
        }
    }

    /** Agent, by HTTPS: the one-time code, and the public key that it will sign with from now on. */
    record Pair(String code, String name, String publicKey, String program) implements Message {
        @Override
        public String toString() {
            return "Pair[" + name + "]";
        }
    }

    /** Server's answer: the agent's id, and the server's public key. {@code owner} is shown to whoever set it up. */
    record Paired(String agent, String owner, String serverKey, Instant at) implements Message {}

    /** Server: every bell that this agent rings, in full. What is not listed is no longer its business. */
    record Config(List<BellConfig> bells) implements Message {
        public Config {
            bells = List.copyOf(bells);
        }
    }

    /** @param secrets PINs and tokens, never printed */
    record BellConfig(
            String id, String kind, String label, Map<String, String> settings, Map<String, String> secrets) {
        public BellConfig {
            settings = Map.copyOf(settings);
            secrets = Map.copyOf(secrets);
        }

        @Override
        public String toString() {
            return "BellConfig[" + id + ", " + kind + ", " + label + ", " + settings + ", secrets=••••]";
        }
    }

    /**
     * Server: ring. The same key again renews the lease and never starts a second noise.
     *
     * @param leaseUntil the bell falls silent then unless the order comes again with a later lease
     * @param deadline a ring that would start later must not start
     */
    record Order(
            String key,
            String bell,
            String title,
            String text,
            List<Choice> choices,
            Sound sound,
            Instant leaseUntil,
            Instant deadline)
            implements Message {
        public Order {
            choices = List.copyOf(choices);
        }
    }

    record Choice(String id, String label, String link) {}

    /** How a noise grows: bursts in order, the last repeats within the night's budget; {@code after} when it is spent. */
    record Sound(List<Burst> bursts, Duration budget, Burst after) {
        public Sound {
            bursts = List.copyOf(bursts);
        }
    }

    /** @param percent 1 to 100 of what the device can do */
    record Burst(Duration sound, int percent, Duration pause) {}

    /** Server: quiet the ring with this key, and never start it. Repeated until its {@link Result} came. */
    record Hush(String key) implements Message {}

    /**
     * Server, after every connect and whenever it doubts: the keys of all orders that stand. A ring that is not listed
     * was answered meanwhile and is quieted.
     */
    record Standing(List<String> keys) implements Message {
        public Standing {
            keys = List.copyOf(keys);
        }
    }

    /** Agent: what became of a ring or a hush. Sent again whenever the order comes again. */
    record Result(String key, Act act, Ended ended) implements Message {
        public enum Act {
            RING,
            HUSH
        }
    }

    /** What a bell said. {@code why} is one sentence, without secrets. */
    sealed interface Ended {
        record Sounding(String proof, Instant at, String detail) implements Ended {}

        record Taken(String receipt) implements Ended {}

        record RetryLater(Duration after, String why) implements Ended {}

        record Refused(String why, boolean credential) implements Ended {}

        record Unknown(String why) implements Ended {}
    }

    /** Agent: health of every bell it was given, each minute and on change. */
    record Report(List<BellHealth> bells) implements Message {
        public Report {
            bells = List.copyOf(bells);
        }
    }

    /** @param state {@code READY}, {@code DOUBTFUL} or {@code NOT_READY}; a reader takes any other word as doubtful */
    record BellHealth(String bell, String state, String why, Instant at, Map<String, String> facts) {
        public BellHealth {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * Agent: what {@link Hello} said of the time, again each hour: a line may stand for months, and clocks are changed
     * meanwhile. An older server reads past it.
     *
     * @param zone as the machine is set; {@code offsetSeconds} east of UTC
     */
    record Here(String zone, int offsetSeconds) implements Message {}

    /** Server: look around on the local network. */
    record Search() implements Message {}

    /** Agent: devices seen on the local network, so that their owner picks one on the screen. */
    record Found(List<Device> devices) implements Message {
        public Found {
            devices = List.copyOf(devices);
        }
    }

    /** @param kind of bell that can ring it; {@code mac} is empty if it was not told */
    record Device(String kind, String host, int port, String mac, String model, String name) {}

    /** Either side, every 10 s. {@code at} is the sender's wall clock. */
    record Ping(long n, Instant at) implements Message {}

    record Pong(long n, Instant at) implements Message {}

    /** A type from a newer program; ignored. */
    record Unknown(String type) implements Message {}
}
