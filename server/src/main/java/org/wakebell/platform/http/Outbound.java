package org.wakebell.platform.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;

/**
 * The one client for addresses that people type. It resolves a name once and connects to exactly the address it looked
 * at, so a name server cannot answer twice differently; it looks again at every redirect; it bounds time and size; it
 * refuses to run inside a transaction. It does not keep connections: few calls go this way, and each may go elsewhere.
 */
public final class Outbound {

    private static final int MOST_REDIRECTS = 3;
    /** What is meant for the place that was named, and not for where that sends us. */
    private static final Set<String> PERSONAL = Set.of("authorization", "cookie", "webhook-signature");

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /**
     * @param within for everything together: name, connection, redirects, the whole body
     * @param most bytes of the answer that are read; what is beyond is a failure
     */
    public record Call(String method, URI url, Map<String, String> headers, byte[] body, Duration within, int most) {
        public static Call get(URI url) {
            return new Call("GET", url, Map.of(), new byte[0], Duration.ofSeconds(10), 1 << 20);
        }

        Call to(URI other, boolean sameOrigin) {
            Map<String, String> kept = new LinkedHashMap<>(headers);
            if (!sameOrigin) {
                kept.keySet().removeIf(h -> PERSONAL.contains(h.toLowerCase(Locale.ROOT)));
            }
            return new Call(method, other, kept, body, within, most);
        }
    }

    public sealed interface Answer {
        /** It answered, whatever it said. Its words are data: nobody shows them to whoever typed the URL. */
        record Got(int status, Map<String, String> headers, byte[] body) implements Answer {}

        /** It was not called; the sentence may be shown. */
        record Refused(String why) implements Answer {}

        /** It did not answer. {@code maybeDone}: the request had left, so it may have worked. */
        record Failed(String why, boolean maybeDone) implements Answer {}
    }

    private final Clock clock;
    private final Guard guard;
    private final Guard.Resolver names;

    public Outbound(Clock clock, Guard guard, Guard.Resolver names) {
        this.clock = clock;
        this.guard = guard;
        this.names = names;
    }

    public Outbound(Clock clock, Guard guard) {
        this(clock, guard, InetAddress::getAllByName);
    }

    /**
     * Why nothing that must stay between two parties is ever sent to this URL; no name is looked up, so what it leads to
     * is judged at each call. Plain http is for hosts that the operator named.
     */
    public Optional<String> objection(URI url) {
        Optional<String> refused = guard.refuses(url);
        if (refused.isPresent() || guard.isNamed(url)) {
            return refused;
        }
        if (!url.getScheme().equalsIgnoreCase("https")) {
            return Optional.of("what is sent must not cross the network in the open: use https");
        }
        try {
            return guard.refuses(url, InetAddress.ofLiteral(bare(url.getHost())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Connects, with TLS if the URL says so, sends nothing and hangs up: why that did not work, or empty. */
    public Optional<String> unreachable(URI url, Duration within) {
        Tx.refuseInside("a connection to " + url.getHost());
        Call call = new Call("", url, Map.of(), new byte[0], within, 0);
        return switch (once(call, clock.nanos() + within.toNanos())) {
            case Answer.Got got -> Optional.empty();
            case Answer.Refused no -> Optional.of(no.why);
            case Answer.Failed no -> Optional.of(no.why);
        };
    }

    public Answer send(Call call) {
        Tx.refuseInside("a call to " + call.url.getHost());
        long deadline = clock.nanos() + call.within.toNanos();
        Call next = call;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Answer answer = once(next, deadline);
            Optional<URI> elsewhere = answer instanceof Answer.Got got ? redirect(next, got) : Optional.empty();
            if (elsewhere.isEmpty()) {
                return answer;
            }
            next = next.to(elsewhere.get(), sameOrigin(next.url, elsewhere.get()));
        }
        return new Answer.Refused("it redirects more than " + MOST_REDIRECTS + " times");
    }

    private Answer once(Call call, long deadline) {
        Optional<String> refused = guard.refuses(call.url);
        if (refused.isPresent()) {
            return new Answer.Refused(refused.get());
        }
        InetAddress address;
        try {
            address = names.resolve(bare(call.url.getHost()))[0];
        } catch (UnknownHostException e) {
            return new Answer.Failed("there is no host named " + call.url.getHost(), false);
        }
        Optional<String> closed = guard.refuses(call.url, address);
        if (closed.isPresent()) {
            return new Answer.Refused(closed.get());
        }
        Exchange exchange = new Exchange(clock, deadline, call.most);
        try {
            return exchange.run(call, address);
        } catch (IOException e) {
            return new Answer.Failed(why(e), exchange.sent());
        }
    }

    /** Only what changes nothing is sent on to another place. */
    private static Optional<URI> redirect(Call call, Answer.Got got) {
        String location = got.headers.get("location");
        boolean harmless = call.method.equals("GET") || call.method.equals("HEAD");
        if (!REDIRECTS.contains(got.status) || location == null || !harmless) {
            return Optional.empty();
        }
        try {
            return Optional.of(call.url.resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean sameOrigin(URI a, URI b) {
        return String.valueOf(a.getScheme()).equalsIgnoreCase(b.getScheme())
                && String.valueOf(a.getHost()).equalsIgnoreCase(b.getHost())
                && a.getPort() == b.getPort();
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The class says enough; a message might quote what the other side sent. */
    private static String why(IOException e) {
        return switch (e) {
            case java.net.SocketTimeoutException t -> "it did not answer in time";
            case java.net.ConnectException c -> "nothing listens there";
            case javax.net.ssl.SSLException s -> "its certificate or TLS is not right";
            case Exchange.TooMuch m -> "its answer is too long";
            case Exchange.Garbled g -> "it does not speak HTTP";
            default -> "the connection broke";
        };
    }
}
