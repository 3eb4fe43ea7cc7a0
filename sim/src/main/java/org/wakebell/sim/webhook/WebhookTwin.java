package org.wakebell.sim.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.wakebell.sim.http.Http;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.http.Request;

/**
 * Someone's endpoint: checks signatures as the page of Standard Webhooks says, or as PagerDuty's "Verifying Signatures", keeps every request, and counts a key
 * that it has seen before as nothing new, as a receiver with idempotency keys does.
 */
public final class WebhookTwin implements AutoCloseable {

    /** @param fresh whether its key was seen for the first time */
    public record Got(Request request, boolean signed, boolean fresh) {
        public String header(String name) {
            return request.header(name);
        }

        /** What is the same for every try of one call, or empty if it says nothing of the kind. */
        public String key() {
            return WebhookTwin.key(request);
        }
    }

    private final String host;
    private int port;
    private @Nullable Http http;
    private @Nullable String secret;
    private @Nullable Reply reply;
    private Duration delay = Duration.ZERO;
    private final List<Got> got = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    private WebhookTwin(String host, int port) {
        this.host = host;
        this.port = port;
        plug();
    }

    /** @param port 0 for a free one */
    public static WebhookTwin start(String host, int port) {
        return new WebhookTwin(host, port);
    }

    public int port() {
        return port;
    }

    public String url(String path) {
        return "http://" + host + ":" + port + path;
    }

    /** From now on only what is signed with this secret ({@code whsec_…}) is taken; the rest is answered 401. */
    public synchronized void demand(String whsec) {
        this.secret = whsec;
    }

    /** Answers this instead, to everything. Nothing counts as taken meanwhile. */
    public synchronized void answer(Reply instead) {
        this.reply = instead;
    }

    /** Answers a bare status, with one more header line such as {@code Retry-After: 120}, or none if it is empty. */
    public void answer(int status, String header) {
        answer(new Reply.Bytes(("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\nConnection: close\r\n"
                        + (header.isEmpty() ? "" : header + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1)));
    }

    public synchronized void slow(Duration by) {
        this.delay = by;
    }

    public synchronized void calm() {
        this.reply = null;
        this.delay = Duration.ZERO;
    }

    public synchronized void unplug() {
        if (http != null) {
            http.close();
            http = null;
        }
    }

    public synchronized void plug() {
        try {
            if (http == null) {
                http = Http.start(host, port, this::on);
                port = http.port();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that arrived, also what was not taken. */
    public synchronized List<Got> got() {
        return List.copyOf(got);
    }

    /** What was taken, each key once. */
    public synchronized int effects() {
        return keys.size();
    }

    public synchronized void forget() {
        got.clear();
        keys.clear();
    }

    private Reply on(Request request) throws InterruptedException {
        Duration wait;
        synchronized (this) {
            wait = delay;
        }
        Thread.sleep(wait);
        synchronized (this) {
            boolean signed = secret == null || signed(request, secret);
            boolean taken = signed && reply == null;
            got.add(new Got(request, signed, taken && keys.add(key(request))));
            if (reply != null) {
                return reply;
            }
            return Reply.json(signed ? 200 : 401, "{}");
        }
    }

    private static String key(Request request) {
        String key = request.header("idempotency-key");
        return key.isEmpty() ? request.header("x-webhook-id") : key;
    }

    private static boolean signed(Request request, String whsec) {
        String theirs = request.header("x-pagerduty-signature");
        if (!theirs.isEmpty()) {
            byte[] key = whsec.getBytes(StandardCharsets.UTF_8);
            return same("v1=" + HexFormat.of().formatHex(hmac(key, request.body())), theirs);
        }
        byte[] key = Base64.getDecoder().decode(whsec.substring("whsec_".length()));
        String content = request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.body();
        return same("v1," + Base64.getEncoder().encodeToString(hmac(key, content)), request.header("webhook-signature"));
    }

    private static boolean same(String right, String theirs) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        unplug();
    }
}
