package org.wakebell.drivers;

import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.wakebell.drivers.dlink.Dlink;
import org.wakebell.drivers.dlink.DlinkAddress;
import org.wakebell.drivers.dlink.Mac;
import org.wakebell.drivers.dlink.Pin;

/** Makes a bell from its configuration: the same one in the server and in the home agent. */
public final class Drivers {

    private final InstantSource clock;
    private final Sleeper sleeper;
    private final HttpClient http = Dlink.client();

    public Drivers(InstantSource clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Opens a bell; makes no connection and no noise.
     *
     * <ul>
     *   <li>{@code dlink}: config {@code address} (host or host:port), {@code mac} (may be absent while enrolling),
     *       {@code sound} ({@code emergency} unless said otherwise, {@code ambulance}, {@code police}); secret: the PIN
     * </ul>
     *
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    public Bell open(String kind, Map<String, String> config, String secret) {
        return switch (kind) {
            case "dlink" -> Siren.playing(dlink(config, secret), clock, sleeper);
            default -> throw new IllegalArgumentException("no driver for bells of kind " + kind);
        };
    }

    private Dlink dlink(Map<String, String> config, String secret) {
        return new Dlink(
                http,
                DlinkAddress.parse(config.getOrDefault("address", "")),
                new Pin(secret),
                Optional.ofNullable(config.get("mac")).filter(mac -> !mac.isBlank()).map(Mac::parse),
                Dlink.Sound.named(config.getOrDefault("sound", "emergency")),
                clock);
    }
}
