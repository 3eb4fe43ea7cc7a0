package org.wakebell.drivers;

import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wakebell.drivers.dlink.Dlink;
import org.wakebell.drivers.dlink.DlinkAddress;
import org.wakebell.drivers.dlink.Mac;
import org.wakebell.drivers.dlink.Pin;
import org.wakebell.drivers.mail.MailBell;

/** Makes a bell from its configuration: the same one in the server and in the home agent. */
public final class Drivers {

    private final InstantSource clock;
    private final Sleeper sleeper;
    private final boolean cranked;
    private final List<Siren> sirens = new CopyOnWriteArrayList<>();
    private final HttpClient http = Dlink.client();

    /** Bells play by themselves. */
    public Drivers(InstantSource clock, Sleeper sleeper) {
        this(clock, sleeper, false);
    }

    private Drivers(InstantSource clock, Sleeper sleeper, boolean cranked) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.cranked = cranked;
    }

    /** Bells play when {@link #turn} is called: for stories and simulation. */
    public static Drivers cranked(InstantSource clock, Sleeper sleeper) {
        return new Drivers(clock, sleeper, true);
    }

    /** Lets every open bell do what is due now. */
    public void turn() throws InterruptedException {
        for (Siren siren : sirens) {
            siren.turn();
        }
    }

    /**
     * Opens a bell; makes no connection and no noise.
     *
     * <ul>
     *   <li>{@code dlink}: config {@code address} (host or host:port), {@code mac} (may be absent while enrolling),
     *       {@code sound} ({@code emergency} unless said otherwise, {@code ambulance}, {@code police}); secret: the PIN
     *   <li>{@code mail}: config {@code host}, {@code port}, {@code tls} ({@code starttls}, {@code implicit}, or
     *       {@code none} to this machine), {@code user}, {@code from}, {@code to}; secret: the password. Needs angus-mail
     * </ul>
     *
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    public Bell open(String kind, Map<String, String> config, String secret) {
        return switch (kind) {
            case "dlink" -> siren(dlink(config, secret));
            case "mail" -> new MailBell(config, secret, clock);
            default -> throw new IllegalArgumentException("no driver for bells of kind " + kind);
        };
    }

    private Siren siren(Sounder device) {
        if (!cranked) {
            return Siren.playing(device, clock, sleeper);
        }
        Siren siren = Siren.cranked(device, clock, sleeper);
        sirens.add(siren);
        return siren;
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
