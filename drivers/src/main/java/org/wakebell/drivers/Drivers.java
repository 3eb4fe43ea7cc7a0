package org.wakebell.drivers;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.dlink.Dlink;
import org.wakebell.drivers.dlink.DlinkAddress;
import org.wakebell.drivers.dlink.Mac;
import org.wakebell.drivers.dlink.Pin;
import org.wakebell.drivers.mail.MailBell;
import org.wakebell.drivers.webhook.Caller;
import org.wakebell.drivers.webhook.WebhookBell;

/** Makes a bell from its configuration: the same one in the server and in the home agent. */
public final class Drivers {

    private static final String NO_CALLER = "this program calls no webhooks";

    private final InstantSource clock;
    private final Sleeper sleeper;
    private final boolean cranked;
    private final @Nullable Caller caller;
    private final List<Siren> sirens;
    private final HttpClient http;

    /** Bells play by themselves. */
    public Drivers(InstantSource clock, Sleeper sleeper) {
        this(clock, sleeper, false, null, new CopyOnWriteArrayList<>(), Dlink.client());
    }

    private Drivers(
            InstantSource clock, Sleeper sleeper, boolean cranked, @Nullable Caller caller, List<Siren> sirens, HttpClient http) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.cranked = cranked;
        this.caller = caller;
        this.sirens = sirens;
        this.http = http;
    }

    /** Bells play when {@link #turn} is called: for stories and simulation. */
    public static Drivers cranked(InstantSource clock, Sleeper sleeper) {
        return new Drivers(clock, sleeper, true, null, new CopyOnWriteArrayList<>(), Dlink.client());
    }

    /** The same, and webhooks too, by way of this caller. */
    public Drivers reaching(Caller by) {
        return new Drivers(clock, sleeper, cranked, by, sirens, http);
    }

    /**
     * Why such an address is never called by this process, a sentence for whoever typed it; looks at the address alone.
     *
     * @throws IllegalArgumentException if it is no address at all
     */
    public Optional<String> objection(String url) {
        URI parsed = WebhookBell.url(url);
        return caller == null ? Optional.of(NO_CALLER) : caller.objection(parsed);
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
     *   <li>{@code webhook}: config {@code url}, {@code sends} ({@code json} unless said otherwise, {@code template} with
     *       {@code body}, {@code post}, {@code get}); secret: what signs. Needs {@link #reaching}
     * </ul>
     *
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    public Bell open(String kind, Map<String, String> config, String secret) {
        return switch (kind) {
            case "dlink" -> siren(dlink(config, secret));
            case "mail" -> new MailBell(config, secret, clock);
            case "webhook" -> webhook(config, secret);
            default -> throw new IllegalArgumentException("no driver for bells of kind " + kind);
        };
    }

    private WebhookBell webhook(Map<String, String> config, String secret) {
        if (caller == null) {
            throw new IllegalArgumentException(NO_CALLER);
        }
        return new WebhookBell(config, secret, caller, clock);
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
