package org.wakebell.drivers.dlink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wakebell.drivers.dlink.HnapFailure.Kind;

/**
 * Bytes to and from one device. HTTP/1.1 without an upgrade header and with fixed-length bodies, because the device's
 * server is very small; no answer above 64 KB is read. One caller at a time.
 */
final class HnapWire {

    /** One exchange, body included. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private static final int LARGEST = 64 * 1024;
    private static final String SLASH = "/HNAP1/";
    private static final String PLAIN = "/HNAP1";

    record Answer(int status, byte[] body) {}

    private final HttpClient http;
    private final DlinkAddress address;
    private String get = PLAIN;
    private String post = SLASH;
    private CompletableFuture<Object> over = new CompletableFuture<>();

    HnapWire(HttpClient http, DlinkAddress address) {
        this.http = http;
        this.address = address;
    }

    /** One client for all devices of a process. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /** Before each action: all of it, the login and the repeat included, takes no longer than this. */
    void begin(Duration atMost) {
        over.complete(true);
        over = new CompletableFuture<>();
        over.completeOnTimeout(true, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the device says of itself to anyone. */
    Answer hello() throws HnapFailure, InterruptedException {
        Answer answer = exchange(HttpRequest.newBuilder(uri(get)).GET());
        if (!wantsOtherForm(answer)) {
            return answer;
        }
        Answer second = exchange(HttpRequest.newBuilder(uri(other(get))).GET());
        if (second.status() == 200) {
            get = other(get);
        }
        return second;
    }

    /** The first step of a login, which changes nothing: here we learn which form of the path this device wants. */
    Answer first(String quotedAction, String body) throws HnapFailure, InterruptedException {
        Answer answer = exchange(request(post, quotedAction, body));
        if (!wantsOtherForm(answer)) {
            return answer;
        }
        Answer second = exchange(request(other(post), quotedAction, body));
        if (second.status() == 200) {
            post = other(post);
        }
        return second;
    }

    Answer signed(String quotedAction, String body, String cookie, String auth)
            throws HnapFailure, InterruptedException {
        return exchange(request(post, quotedAction, body)
                .header("Cookie", "uid=" + headerSafe(cookie))
                .header("HNAP_AUTH", auth));
    }

    private HttpRequest.Builder request(String path, String quotedAction, String body)
            throws HnapFailure, InterruptedException {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", quotedAction)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
    }

    private Answer exchange(HttpRequest.Builder request) throws HnapFailure, InterruptedException {
        if (over.isDone()) {
            throw noAnswer();
        }
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(
                request.timeout(LONGEST).build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            CompletableFuture.anyOf(sent, over).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (!sent.isDone()) {
                throw new TimeoutException();
            }
            HttpResponse<byte[]> answer = sent.get();
            return new Answer(answer.statusCode(), answer.body());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw noAnswer();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        }
    }

    private HnapFailure noAnswer() {
        return new HnapFailure(Kind.NO_ANSWER, "no answer in time from " + address);
    }

    private HnapFailure failure(Throwable cause) {
        return switch (cause) {
            case java.net.http.HttpConnectTimeoutException e -> unreachable("no connection to " + address + " within 2 s");
            case ConnectException e -> unreachable("nothing listens at " + address);
            case NoRouteToHostException e -> unreachable("no way to " + address + " on this network");
            case HttpTimeoutException e -> noAnswer();
            case IOException e -> new HnapFailure(Kind.ODD, address + " broke off or did not speak HTTP");
            default -> new HnapFailure(Kind.ODD, address + " could not be asked (" + cause.getClass().getSimpleName() + ")");
        };
    }

    /**
     * Resolved each time, so that a new DHCP lease is followed. Never an address that no siren has: a cloud's metadata
     * service is link-local.
     */
    private URI uri(String path) throws HnapFailure, InterruptedException {
        try {
            InetAddress ip = resolve(address.host());
            if (ip.isLinkLocalAddress() || ip.isMulticastAddress() || ip.isAnyLocalAddress()) {
                throw new HnapFailure(Kind.STRANGER, address + " is not an address of a home network");
            }
            String host = ip instanceof Inet4Address ? ip.getHostAddress() : "[" + ip.getHostAddress() + "]";
            return URI.create("http://" + host + ":" + address.port() + path);
        } catch (UnknownHostException e) {
            throw unreachable("no address is known for " + address.host());
        }
    }

    /** The system's resolver knows no timeout; a number needs none. */
    private static InetAddress resolve(String host) throws UnknownHostException, InterruptedException {
        if (host.matches("[0-9.]+")) {
            return InetAddress.getByName(host);
        }
        CompletableFuture<InetAddress> found = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                found.complete(Arrays.stream(InetAddress.getAllByName(host))
                        .sorted((a, b) -> Boolean.compare(b instanceof Inet4Address, a instanceof Inet4Address))
                        .findFirst()
                        .orElseThrow(() -> new UnknownHostException(host)));
            } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
            }
        });
        try {
            return found.get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownHostException(host);
        }
    }

    private static HnapFailure unreachable(String why) {
        return new HnapFailure(Kind.UNREACHABLE, why);
    }

    /** Some answer 404 or 500 on the one form, some on the other. */
    private static boolean wantsOtherForm(Answer answer) {
        return answer.status() == 404 || answer.status() == 500;
    }

    private static String other(String form) {
        return form.equals(SLASH) ? PLAIN : SLASH;
    }

    private static String headerSafe(String value) {
        return value.replaceAll("[^\\x21-\\x7e]", "");
    }
}
