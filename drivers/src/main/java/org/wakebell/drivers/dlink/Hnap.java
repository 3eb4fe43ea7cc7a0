package org.wakebell.drivers.dlink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.dlink.HnapFailure.Kind;

/**
 * A conversation with one device: one request at a time, a session that is kept, and after any odd answer exactly one
 * fresh login and one repeat. Before the login the device's MAC is compared with the enrolled one, so that a stranger
 * who got the address from DHCP never sees anything derived from the PIN.
 */
final class Hnap {

    /**
     * A wrong PIN is not tried again for this long, then for twice as long, up to half an hour: whether the device locks
     * itself is undocumented.
     */
    private static final Duration AFTER_DENIAL = Duration.ofSeconds(60);

    private static final Duration LONGEST_AFTER_DENIAL = Duration.ofMinutes(30);

    /** A ring must say soon that it does not get through; a check may wait until a slow device has a session. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    private static final Duration PATIENT = Duration.ofSeconds(16);

    private record Session(HnapKeys keys, String cookie) {}

    private final HnapWire wire;
    private final Pin pin;
    private final Optional<Mac> mac;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Session session;
    private Instant deniedUntil = Instant.MIN;
    private Duration denial = AFTER_DENIAL;
    private String user = "Admin";
    private long lastSecond;

    Hnap(HnapWire wire, Pin pin, Optional<Mac> mac, InstantSource clock) {
        this.wire = wire;
        this.pin = pin;
        this.mac = mac;
        this.clock = clock;
    }

    /**
     * @param params names and values in turn
     * @return the fields of a successful answer
     */
    Map<String, String> call(String action, String... params) throws HnapFailure, InterruptedException {
        turn.lockInterruptibly();
        try {
            wire.begin(USUAL);
            return inSession(action, params);
        } finally {
            turn.unlock();
        }
    }

    /** The device's own words, which need no PIN, then an action that needs one; refuses a stranger. */
    Map<String, String> hello(String action) throws HnapFailure, InterruptedException {
        turn.lockInterruptibly();
        try {
            wire.begin(PATIENT);
            Map<String, String> said = recognised();
            inSession(action);
            return said;
        } finally {
            turn.unlock();
        }
    }

    private Map<String, String> inSession(String action, String... params) throws HnapFailure, InterruptedException {
        Session kept = session != null ? session : login();
        try {
            return once(kept, action, params);
        } catch (HnapFailure e) {
            session = null;
            if (e.kind != Kind.ODD) {
                throw e.afterSending();
            }
        }
        try {
            return once(login(), action, params);
        } catch (HnapFailure e) {
            session = null;
            throw e.afterSending();
        }
    }

    private Map<String, String> recognised() throws HnapFailure, InterruptedException {
        Map<String, String> said = good("GetDeviceSettings", wire.hello());
        if (mac.isPresent() && !mac.get().text().equals(macOf(said))) {
            session = null;
            throw new HnapFailure(
                    Kind.STRANGER,
                    "the device at this address has MAC " + macOf(said) + ", not " + mac.get()
                            + ": give the siren a fixed address in the router, then correct it here");
        }
        return said;
    }

    private static String macOf(Map<String, String> said) {
        try {
            return Mac.parse(said.getOrDefault("DeviceMacId", "")).text();
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }

    private Session login() throws HnapFailure, InterruptedException {
        if (clock.instant().isBefore(deniedUntil)) {
            throw denial();
        }
        recognised();
        Map<String, String> offer;
        try {
            offer = offer(user);
        } catch (HnapFailure e) {
            if (e.kind != Kind.ODD) {
                throw e;
            }
            String other = user.equals("Admin") ? "admin" : "Admin";
            offer = offer(other);
            user = other;
        }
        String challenge = offer.getOrDefault("Challenge", "");
        String cookie = offer.getOrDefault("Cookie", "");
        HnapKeys keys = HnapKeys.of(pin.reveal(), challenge, offer.getOrDefault("PublicKey", ""));
        Session fresh = new Session(keys, cookie);
        Map<String, String> said = answer(
                fresh,
                "Login",
                "Action", "login", "Username", user, "LoginPassword", keys.password(challenge), "Captcha", "");
        if (!"success".equalsIgnoreCase(said.get("LoginResult"))) {
            deniedUntil = clock.instant().plus(denial);
            denial = denial.compareTo(LONGEST_AFTER_DENIAL) < 0 ? denial.multipliedBy(2) : LONGEST_AFTER_DENIAL;
            throw denial();
        }
        denial = AFTER_DENIAL;
        session = fresh;
        return fresh;
    }

    private Map<String, String> offer(String as) throws HnapFailure, InterruptedException {
        Map<String, String> offer = good(
                "Login",
                wire.first(
                        quoted("Login"),
                        HnapXml.envelope(
                                "Login", "Action", "request", "Username", as, "LoginPassword", "", "Captcha", "")));
        if (offer.getOrDefault("Challenge", "").isEmpty() || offer.getOrDefault("PublicKey", "").isEmpty()) {
            throw new HnapFailure(Kind.ODD, "the device offered no login");
        }
        return offer;
    }

    private Map<String, String> once(Session with, String action, String... params)
            throws HnapFailure, InterruptedException {
        Map<String, String> said = answer(with, action, params);
        requireOk(action, said);
        return said;
    }

    private Map<String, String> answer(Session with, String action, String... params)
            throws HnapFailure, InterruptedException {
        String quoted = quoted(action);
        return read(
                action,
                wire.signed(
                        quoted,
                        HnapXml.envelope(action, params),
                        with.cookie(),
                        with.keys().auth(quoted, freshSecond())));
    }

    private static Map<String, String> good(String action, HnapWire.Answer answer) throws HnapFailure {
        Map<String, String> said = read(action, answer);
        requireOk(action, said);
        return said;
    }

    private static Map<String, String> read(String action, HnapWire.Answer answer) throws HnapFailure {
        if (answer.status() != 200) {
            throw new HnapFailure(Kind.ODD, "the device answered " + action + " with HTTP " + answer.status());
        }
        return HnapXml.fields(answer.body())
                .orElseThrow(() -> new HnapFailure(Kind.ODD, "what answered " + action + " does not speak HNAP"));
    }

    private static void requireOk(String action, Map<String, String> said) throws HnapFailure {
        String result = said.getOrDefault(action + "Result", "nothing");
        if (!result.equalsIgnoreCase("OK") && !result.equalsIgnoreCase("success")) {
            throw new HnapFailure(Kind.ODD, "the device said no to " + action);
        }
    }

    /** Strictly growing: two actions in one second must not look like a replay. */
    private long freshSecond() {
        lastSecond = Math.max(clock.instant().getEpochSecond(), lastSecond + 1);
        return lastSecond;
    }

    private static String quoted(String action) {
        return "\"" + HnapXml.SPACE + action + "\"";
    }

    private static HnapFailure denial() {
        return new HnapFailure(Kind.DENIED, "the siren did not accept the PIN: compare it with the sticker");
    }
}
