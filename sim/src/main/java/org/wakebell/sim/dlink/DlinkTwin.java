package org.wakebell.sim.dlink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wakebell.sim.http.Http;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.http.Request;

/**
 * A DCH-S220 on a loopback port. It verifies every signature, keeps its own timer, remembers what could be heard, and
 * takes on any {@link Mood}. Its clock is given, so a story decides when a sound ends.
 */
public final class DlinkTwin implements AutoCloseable {

    private final String host;
    private final String mac;
    private final Horn horn;
    private final Hnap hnap;
    private final Set<Mood> moods = EnumSet.noneOf(Mood.class);
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger parallel = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger failedLogins = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> sins = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile String pin;
    private volatile Duration slow = Duration.ZERO;
    private volatile Expiry expiry = Expiry.ERROR;
    private @Nullable Http http;

    private DlinkTwin(String host, int port, String pin, String mac, InstantSource clock) {
        this.host = host;
        this.pin = pin;
        this.mac = mac;
        this.horn = new Horn(clock);
        this.hnap = new Hnap(this, horn);
        this.http = listen(port);
        this.port = http.port();
    }

    /** On a free port of the loopback, with the given clock. */
    public static DlinkTwin start(String pin, String mac, InstantSource clock) {
        return new DlinkTwin("127.0.0.1", 0, pin, mac, clock);
    }

    /** @param port 0 for a free one */
    public static DlinkTwin start(String host, int port, String pin, String mac) {
        return new DlinkTwin(host, port, pin, mac, InstantSource.system());
    }

    /** {@code host:port}, as a person would type it. */
    public String address() {
        return host + ":" + port;
    }

    public String mac() {
        return mac;
    }

    /** What could be heard so far. */
    public List<Heard> heard() {
        return horn.log();
    }

    /** What could be heard so far, once there are so many entries, or after this long in real time. */
    public List<Heard> awaitHeard(int entries, Duration atMost) throws InterruptedException {
        return horn.await(entries, atMost);
    }

    public boolean sounding() {
        return horn.sounding();
    }

    public int plays() {
        return horn.plays();
    }

    public int dismissals() {
        return horn.dismissals();
    }

    /** Logins that succeeded. */
    public int logins() {
        return logins.get();
    }

    public int failedLogins() {
        return failedLogins.get();
    }

    /** Requests that arrived while another was being answered. */
    public int parallel() {
        return parallel.get();
    }

    /** Every request so far: method, path and SOAPAction's last word. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Things no driver should do, in words. */
    public List<String> sins() {
        return List.copyOf(sins);
    }

    public synchronized void take(Mood mood) {
        moods.add(mood);
    }

    public synchronized void calm() {
        moods.clear();
        slow = Duration.ZERO;
        expiry = Expiry.ERROR;
    }

    /** Every answer takes this much longer. */
    public void slow(Duration more) {
        slow = more;
    }

    /** Ends all sessions; from now on an expired one looks like this. */
    public void expireSessions(Expiry looks) {
        expiry = looks;
        hnap.expire();
    }

    /** The sticker says something else now. */
    public void pin(String other) {
        pin = other;
        hnap.expire();
    }

    /** Nobody listens any more; the sound, if any, goes on until its timer ends. */
    public synchronized void unplugNetwork() {
        if (http != null) {
            http.close();
            http = null;
        }
    }

    public synchronized void plugNetwork() {
        if (http == null) {
            http = listen(port);
        }
    }

    /** Forgets what was heard and asked. */
    public void forget() {
        horn.forget();
        requests.clear();
        sins.clear();
        parallel.set(0);
        logins.set(0);
        failedLogins.set(0);
    }

    @Override
    public void close() {
        unplugNetwork();
    }

    String pin() {
        return pin;
    }

    Expiry expiry() {
        return expiry;
    }

    synchronized boolean is(Mood mood) {
        return moods.contains(mood);
    }

    synchronized Set<Mood> moods() {
        return Set.copyOf(moods);
    }

    void sin(String what) {
        sins.add(what);
    }

    void login(boolean succeeded) {
        (succeeded ? logins : failedLogins).incrementAndGet();
    }

    private Http listen(int on) {
        try {
            return Http.start(host, on, this::on);
        } catch (IOException e) {
            throw new UncheckedIOException("no siren on " + host + ":" + on, e);
        }
    }

    private Reply on(Request request) throws InterruptedException {
        boolean alone = busy.incrementAndGet() == 1;
        try {
            if (!alone) {
                parallel.incrementAndGet();
                if (is(Mood.NO_PARALLEL)) {
                    return new Reply.Drop();
                }
            }
            String action = request.header("soapaction").replaceAll(".*/|\"", "");
            requests.add((request.method() + " " + request.path() + " " + action).strip());
            Thread.sleep(slow);
            return moody(request);
        } finally {
            busy.decrementAndGet();
        }
    }

    private Reply moody(Request request) {
        if (is(Mood.HANGING)) {
            return new Reply.Hang();
        }
        if (is(Mood.DROPPING)) {
            return new Reply.Drop();
        }
        if (is(Mood.GARBAGE)) {
            return Reply.bytes("\u0000\u00ff\u0013 220 what? \r\n\r\n\u0001");
        }
        if (is(Mood.HTML)) {
            return new Reply.Page(200, "text/html", "<!DOCTYPE html><html><body><h1>D-Link</h1><br></body></html>");
        }
        if (is(Mood.EVIL_XML)) {
            return new Reply.Page(200, "text/xml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                    + "<x><SetSoundPlayResult>&f;</SetSoundPlayResult></x>");
        }
        if (is(Mood.HUGE)) {
            return new Reply.Page(200, "text/xml", "<x>" + "a".repeat(8 << 20) + "</x>");
        }
        boolean slash = request.path().equals("/HNAP1/");
        if (!slash && !request.path().equals("/HNAP1")) {
            return new Reply.Page(404, "text/html", "<html><body>404</body></html>");
        }
        if (slash ? is(Mood.ONLY_WITHOUT_SLASH) : is(Mood.ONLY_WITH_SLASH)) {
            return new Reply.Page(500, "text/html", "<html><body>500 Internal Server Error</body></html>");
        }
        return hnap.on(request);
    }
}
