package org.wakebell.drivers.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakebell.drivers.Hands;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.webhook.WebhookTwin;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

@NullMarked
@SuppressWarnings("NullAway.Init")
class WebhookBellTest {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String NASTY = "\"}, {\"admin\": true\\ \n\t\u0000\u2028 줄 \uD83D\uDD14 \uD800 {{key}} $1";

    final Hands time = new Hands();
    WebhookTwin twin;

    @BeforeEach
    void open() {
        twin = WebhookTwin.start("127.0.0.1", 0);
        twin.demand(SECRET);
    }

    @AfterEach
    void close() {
        twin.close();
    }

    WebhookBell bell(String... more) {
        Map<String, String> config = new java.util.HashMap<>(Map.of("url", twin.url("/wake?team=a")));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return new WebhookBell(config, SECRET, new Plain(), time);
    }

    Ring ring(String key, String title) {
        return new Ring(
                key, title, "since 03:09",
                List.of(new Ring.Choice("up", "I'm up", URI.create("https://wakebell.example.org/a/1"))),
                Loudness.gentle(), time.instant().plusSeconds(600), time.instant().plusSeconds(600));
    }

    /** The text at a name of a flat JSON object. */
    static String at(String json, String name) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals(name)) {
                    parser.nextToken();
                    return parser.getString();
                }
            }
        }
        return "nothing at " + name;
    }

    /** The vector that the specification of Standard Webhooks shows. */
    @Test
    void it_signs_as_the_specification_does() {
        assertThat(SigningKey.parse(SECRET).sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void every_try_of_one_ring_has_the_same_key_and_body_and_a_signature_of_its_own_time() throws InterruptedException {
        WebhookBell bell = bell();
        twin.answer(503, "");
        bell.ring(ring("page.1.1.bell", "Payments are down"));
        time.pass(30);
        twin.calm();
        assertThat(bell.ring(ring("page.1.1.bell", "Payments are down"))).isInstanceOf(Outcome.Taken.class);
        assertThat(twin.got()).hasSize(2).allMatch(WebhookTwin.Got::signed);
        WebhookTwin.Got first = twin.got().getFirst();
        WebhookTwin.Got second = twin.got().getLast();
        assertThat(first.header("idempotency-key")).isEqualTo("page.1.1.bell").isEqualTo(second.header("idempotency-key"));
        assertThat(first.request().body()).isEqualTo(second.request().body());
        assertThat(Long.parseLong(second.header("webhook-timestamp")) - Long.parseLong(first.header("webhook-timestamp"))).isEqualTo(30);
        assertThat(first.request().query()).isEqualTo("team=a");
        assertThat(at(first.request().body(), "link")).isEqualTo("https://wakebell.example.org/a/1");
    }

    @Test
    void words_cannot_change_the_shape_of_the_message() throws InterruptedException {
        bell().ring(ring("a", NASTY));
        bell("sends", "template", "body", "{\"message\": {\"text\": \"[{{key}}] {{ title }} / {{text}} {{link}}\"}}").ring(ring("b", NASTY));
        String said = NASTY.replace('\uD800', '\uFFFD');
        assertThat(at(twin.got().getFirst().request().body(), "title")).isEqualTo(said);
        assertThat(at(twin.got().getLast().request().body(), "text"))
                .isEqualTo("[b] " + said + " / since 03:09 https://wakebell.example.org/a/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "post"})
    void a_dead_mans_switch_is_called_with_nothing_in_it(String sends) throws InterruptedException {
        assertThat(bell("sends", sends).ring(ring("p", "Pulse"))).isInstanceOf(Outcome.Taken.class);
        assertThat(twin.got().getFirst().request().method()).isEqualToIgnoringCase(sends);
        assertThat(twin.got().getFirst().request().body()).isEmpty();
        assertThat(twin.got().getFirst().signed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "200,Taken", "202,Taken", "204,Taken", "301,Refused", "307,Refused", "400,Refused", "401,Refused", "403,Refused",
        "404,Refused", "408,RetryLater", "409,RetryLater", "410,Refused", "413,Refused", "422,Refused", "425,RetryLater",
        "429,RetryLater", "500,Unknown", "502,Unknown", "503,RetryLater", "504,Unknown"
    })
    void every_status_has_its_class(int status, String outcome) throws InterruptedException {
        twin.answer(status, "Location: http://127.0.0.1:1/");
        Outcome was = bell().ring(ring("k", "Payments are down"));
        assertThat(was.getClass().getSimpleName()).isEqualTo(outcome);
        if (was instanceof Outcome.Refused refused) {
            assertThat(refused.credential()).isEqualTo(status == 401 || status == 403);
            assertThat(refused.why()).contains("127.0.0.1 answered " + status).doesNotContain("/wake");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Retry-After: 120|120", "Retry-After: 0|1", "Retry-After: 999999|900", "Retry-After: soon|30", "X-Nothing: 1|30",
        "Retry-After: Sun, 22 Nov 2026 03:13:30 GMT|90"
    })
    void it_says_how_long_it_was_asked_to_wait(String header, int seconds) throws InterruptedException {
        twin.answer(429, header);
        assertThat(bell().ring(ring("k", "t")))
                .isEqualTo(new Outcome.RetryLater(Duration.ofSeconds(seconds), "127.0.0.1 answered 429"));
    }

    @Test
    void what_the_other_side_says_is_never_repeated() throws InterruptedException {
        twin.answer(Reply.json(500, "{\"token\":\"abc\"}"));
        assertThat(bell().ring(ring("k", "t")).toString()).doesNotContain("abc");
    }

    @Test
    void a_check_sends_nothing() throws InterruptedException {
        bell().check();
        assertThat(twin.got()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hooks.example.org|whole one", "ftp://hooks.example.org/|whole one", "https:///x|whole one", "https://u:p@hooks.example.org/|whole one",
        "https://hooks.example.org/#x|whole one", "https://hooks example.org/|whole one"
    })
    void an_address_that_is_none_is_refused_with_its_fix(String url, String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebhookBell.url(url)).withMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "{\"text\": {{title}}}|inside quotes", "{\"text\": \"{{tilte}}\"}|there is no place {{tilte}}", "{\"text\": }|not JSON at line 1",
        "{} {}|one JSON value", " |missing", "{\"a\":|not JSON"
    })
    void a_body_that_is_none_is_refused_with_its_fix(String body, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bell("sends", "template", "body", body == null ? "" : body))
                .withMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void a_secret_that_is_none_is_refused_without_repeating_it(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.parse(secret))
                .withMessage("a signing secret is whsec_ and 24 to 64 bytes in Base64");
        assertThat(SigningKey.parse(SigningKey.fresh())).hasToString("••••");
    }
}
