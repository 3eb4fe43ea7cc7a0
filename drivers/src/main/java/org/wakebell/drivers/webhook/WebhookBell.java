package org.wakebell.drivers.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Bell;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;

/**
 * One address on the web. Every try of one ring carries the same {@code webhook-id} and {@code Idempotency-Key} and the
 * same body, so that a receiver can tell a retry from a second ring; the signature is made anew with the time of the try.
 * A redirect is followed for GET alone: elsewhere it would carry the words to an address that nobody typed.
 */
public final class WebhookBell implements Bell {

    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Duration KNOCK = Duration.ofSeconds(5);
    private static final int REMEMBERED = 256;

    private final URI url;
    private final Sends sends;
    private final Template template;
    private final SigningKey key;
    private final Caller caller;
    private final InstantSource clock;
    private final Map<String, Outcome> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Outcome> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param config {@code url}; {@code sends}: {@code json} unless said otherwise, {@code template} (with
     *     {@code body}), {@code post}, {@code get}
     * @param secret see {@link SigningKey}
     * @throws IllegalArgumentException with a sentence for the person who typed it
     */
    public WebhookBell(Map<String, String> config, String secret, Caller caller, InstantSource clock) {
        this.url = url(config.getOrDefault("url", ""));
        this.sends = Sends.of(config);
        this.template = template(config);
        this.key = SigningKey.parse(secret);
        this.caller = caller;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if it is not a whole address with a host and no password in it */
    public static URI url(String text) {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            if (web && text.length() <= 2000 && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null) {
                // As it travels: in ASCII.
                return URI.create(url.toASCIIString());
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "the address is a whole one, like https://hooks.example.org/wake, with no name, password or # in it");
    }

    /** @throws IllegalArgumentException if the config's {@code sends} is unknown */
    public static String sends(Map<String, String> config) {
        return Sends.of(config).name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the config's {@code body} is needed and no template */
    public static void checkBody(Map<String, String> config) {
        template(config);
    }

    private static Template template(Map<String, String> config) {
        return new Template(Sends.of(config) == Sends.TEMPLATE ? config.getOrDefault("body", "") : "{}");
    }

    @Override
    public Outcome ring(Ring ring) throws InterruptedException {
        Outcome before = known(ring.key());
        if (before != null) {
            return before;
        }
        Instant now = clock.instant();
        if (ring.deadline().isBefore(now)) {
            return new Outcome.Refused("too late: this call had to start by " + ring.deadline(), false);
        }
        byte[] body = sends.body(template, ring).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = headers(ring.key(), now, body);
        Caller.Answer answer = called(() -> caller.call(sends.method, url, headers, body, LONGEST));
        Outcome outcome = Answers.read(answer, url.getHost(), now);
        if (outcome instanceof Outcome.Taken) {
            synchronized (taken) {
                taken.put(ring.key(), outcome);
            }
        }
        return outcome;
    }

    private @Nullable Outcome known(String ring) {
        synchronized (taken) {
            return taken.get(ring);
        }
    }

    private Map<String, String> headers(String ring, Instant now, byte[] body) {
        String id = plain(ring);
        Map<String, String> headers = new LinkedHashMap<>();
        if (sends.speaks()) {
            headers.put("Content-Type", "application/json");
        }
        headers.put("Idempotency-Key", id);
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", key.sign(id, now, body));
        return headers;
    }

    /** A key of plain letters as it is; anything else percent-encoded, so that it fits into a header. */
    static String plain(String ring) {
        StringBuilder id = new StringBuilder();
        for (byte b : ring.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || "-._~:".indexOf(b) >= 0;
            id.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return id.toString();
    }

    private interface Calling {
        Caller.Answer call();
    }

    /** On a thread of its own, because an interrupt closes the socket of a virtual thread and of no other. */
    private Caller.Answer called(Calling calling) throws InterruptedException {
        FutureTask<Caller.Answer> task = new FutureTask<>(calling::call);
        Thread.ofVirtual().name("webhook " + url.getHost()).start(task);
        try {
            return task.get(LONGEST.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Caller.Answer.Failed("it did not answer in time", true);
        } catch (ExecutionException e) {
            return new Caller.Answer.Failed("the call failed: " + Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName(), true);
        } finally {
            task.cancel(true);
        }
    }

    @Override
    public Outcome hush(String ring) {
        return new Outcome.Taken("a webhook makes no noise of its own");
    }

    /** Connects and says nothing: any request, even HEAD, may count as a ring at the other end. */
    @Override
    public Health check() throws InterruptedException {
        Caller.Answer answer = called(() -> caller.unreachable(url, KNOCK)
                .<Caller.Answer>map(Caller.Answer.Refused::new)
                .orElseGet(() -> new Caller.Answer.Got(200, Map.of())));
        Instant now = clock.instant();
        return switch (answer) {
            case Caller.Answer.Got got -> new Health(Health.State.READY, url.getHost() + " can be reached", now, Map.of());
            case Caller.Answer.Refused no -> new Health(Health.State.NOT_READY, url.getHost() + ": " + no.why(), now, Map.of());
            case Caller.Answer.Failed no -> new Health(Health.State.NOT_READY, url.getHost() + ": " + no.why(), now, Map.of());
        };
    }

    @Override
    public void close() {
        // A connection lives as long as one call.
    }

    @Override
    public String toString() {
        return "webhook to " + url.getHost();
    }
}
