package org.wakebell.drivers.dlink;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Sounder;

/**
 * A D-Link DCH-S220. Actions and their order as in github.com/mtflud/DCH-S220-Web-Control and
 * github.com/ldotlopez/python-hnap. The device's endless duration (88888) is never sent: its own timer is what silences
 * the bedroom if everything else dies.
 */
public final class Dlink implements Sounder {

    /** What the siren can play; FIRE is not offered, because at home it means something else. */
    public enum Sound {
        EMERGENCY(1),
        AMBULANCE(3),
        POLICE(4);

        private final int type;

        Sound(int type) {
            this.type = type;
        }

        /** @throws IllegalArgumentException with a sentence for the person who typed it */
        public static Sound named(String name) {
            for (Sound sound : values()) {
                if (sound.name().equalsIgnoreCase(name)) {
                    return sound;
                }
            }
            throw new IllegalArgumentException("the siren's sound is emergency, ambulance or police, not " + name);
        }
    }

    private static final List<Duration> ASKS =
            List.of(Duration.ofMillis(300), Duration.ofMillis(800), Duration.ofMillis(1500), Duration.ofSeconds(3));

    private final Hnap hnap;
    private final DlinkAddress address;
    private final Sound sound;
    private final InstantSource clock;

    /** @param mac empty while the siren is being enrolled; its health then says which MAC it has */
    public Dlink(
            HttpClient http, DlinkAddress address, Pin pin, Optional<Mac> mac, Sound sound, InstantSource clock) {
        this.hnap = new Hnap(new HnapWire(http, address), pin, mac, clock);
        this.address = address;
        this.sound = sound;
        this.clock = clock;
    }

    /** The HTTP client that these devices can bear; one for all of them. */
    public static HttpClient client() {
        return HnapWire.client();
    }

    @Override
    public Outcome sound(Loudness.Burst burst) throws InterruptedException {
        long seconds = Math.clamp(burst.sound().toSeconds(), 1, 60);
        try {
            hnap.call(
                    "SetSoundPlay",
                    "ModuleID", "1",
                    "Controller", "1",
                    "SoundType", Integer.toString(sound.type),
                    "Volume", Integer.toString(burst.percent()),
                    "Duration", Long.toString(seconds));
            return new Outcome.Sounding(new Outcome.Proof(
                    Outcome.Proof.Kind.ACCEPTED, clock.instant(), "the siren accepted the order"));
        } catch (HnapFailure e) {
            return e.outcome();
        }
    }

    @Override
    public Outcome quiet() throws InterruptedException {
        try {
            hnap.call("SetAlarmDismissed", "ModuleID", "1", "Controller", "1");
            return new Outcome.Taken("the siren was dismissed");
        } catch (HnapFailure e) {
            return e.outcome();
        }
    }

    @Override
    public State sounding() throws InterruptedException {
        try {
            String said = hnap.call("GetSirenAlarmSettings", "ModuleID", "1", "Controller", "1")
                    .getOrDefault("IsSounding", "");
            return said.equalsIgnoreCase("true") ? State.YES : said.equalsIgnoreCase("false") ? State.NO : State.UNKNOWN;
        } catch (HnapFailure e) {
            return State.UNKNOWN;
        }
    }

    @Override
    public List<Duration> asksAfter() {
        return ASKS;
    }

    /** Compares the MAC, then asks with the session, which proves the PIN and keeps the way warm. */
    @Override
    public Health check() throws InterruptedException {
        try {
            Map<String, String> said = hnap.hello("IsDeviceReady");
            Map<String, String> facts = Map.of(
                    "mac", said.getOrDefault("DeviceMacId", ""),
                    "model", said.getOrDefault("ModelName", ""),
                    "firmware", said.getOrDefault("FirmwareVersion", ""));
            String why = facts.get("model") + " at " + address + " answers and knows the PIN";
            Health.State state =
                    "DCH-S220".equals(facts.get("model")) ? Health.State.READY : Health.State.DOUBTFUL;
            return new Health(state, why, clock.instant(), facts);
        } catch (HnapFailure e) {
            return new Health(Health.State.NOT_READY, e.why(), clock.instant(), Map.of());
        }
    }

    @Override
    public void close() {
        // The client is shared, and a sound ends by the device's own timer.
    }

    @Override
    public String toString() {
        return "D-Link siren at " + address;
    }
}
