package org.wakebell.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.http.Outbound.Answer;
import org.wakebell.platform.http.Outbound.Call;
import org.wakebell.story.Databases;

@NullMarked
@SuppressWarnings("NullAway.Init")
class OutboundTest {

    HttpServer server;
    final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            reply(exchange, 200, "hello");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    Outbound allowing(String... named) {
        return new Outbound(Clock.system(), new Guard(Set.of(named)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://127.0.0.1:%d/", "http://localhost:%d/", "http://2130706433:%d/", "http://0177.0.0.1:%d/", "http://0x7f000001:%d/",
        "http://127.1:%d/", "http://0.0.0.0:%d/", "http://[::1]:%d/", "http://[::ffff:127.0.0.1]:%d/", "http://[::ffff:7f00:1]:%d/",
        "http://[64:ff9b::127.0.0.1]:%d/", "http://[2002:7f00:1::]:%d/", "http://10.0.0.1:%d/", "http://172.16.0.1:%d/",
        "http://172.31.255.255:%d/", "http://192.168.1.1:%d/", "http://169.254.169.254:%d/latest/meta-data", "http://100.64.0.1:%d/",
        "http://198.18.0.1:%d/", "http://224.0.0.1:%d/", "http://255.255.255.255:%d/", "http://[fe80::1]:%d/", "http://[fd00::1]:%d/",
        "http://[fec0::1]:%d/", "http://[ff02::1]:%d/", "http://[2001:db8::1]:%d/", "http://[2001::1]:%d/", "http://[::]:%d/",
        "file:///etc/passwd", "gopher://127.0.0.1:%d/", "ftp://example.org/", "jar:file:///x!/y",
        "http://user:pass@example.org/", "http://example.org@127.0.0.1:%d/", "http://example.org:22/", "http:///nothing",
    })
    void what_is_not_on_the_public_internet_is_not_called(String trick) {
        Call call = new Call("GET", URI.create(trick.formatted(port())), Map.of(), new byte[0], Duration.ofSeconds(2), 1000);
        assertThat(allowing().send(call)).isNotInstanceOf(Answer.Got.class);
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1", "2002:0808:0808::1"})
    void the_public_internet_is_public(String address) throws UnknownHostException {
        assertThat(Guard.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void the_operator_may_name_a_host_inside() {
        Answer answer = allowing("localhost:" + port()).send(Call.get(URI.create("http://localhost:" + port() + "/hook?a=b")));
        assertThat(answer).isInstanceOfSatisfying(Answer.Got.class, got -> {
            assertThat(got.status()).isEqualTo(200);
            assertThat(new String(got.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
        });
        assertThat(heard).containsExactly("GET /hook?a=b null");
        assertThat(allowing("localhost:1").send(Call.get(URI.create("http://localhost:" + port() + "/")))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void a_name_is_asked_once_so_it_cannot_turn_inside_after_the_look() throws UnknownHostException {
        List<String> asked = new ArrayList<>();
        InetAddress inside = InetAddress.getLoopbackAddress();
        Outbound outbound = new Outbound(Clock.system(), new Guard(Set.of()), host -> {
            asked.add(host);
            return new InetAddress[] {inside};
        });
        assertThat(outbound.send(Call.get(URI.create("http://rebind.example:" + port() + "/")))).isInstanceOf(Answer.Refused.class);
        assertThat(asked).containsExactly("rebind.example");
        assertThat(heard).isEmpty();
    }

    @Test
    void a_redirect_inside_is_refused_though_its_first_step_was_allowed() {
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/secret");
            reply(exchange, 302, "");
        });
        Answer answer = allowing("localhost").send(Call.get(URI.create("http://localhost:" + port() + "/away")));
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void a_redirect_to_another_place_does_not_take_the_key_along() {
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/other");
            reply(exchange, 302, "");
        });
        Call call = new Call(
                "GET", URI.create("http://localhost:" + port() + "/away"), Map.of("Authorization", "Bearer x"), new byte[0],
                Duration.ofSeconds(5), 1000);
        assertThat(allowing("localhost", "127.0.0.1").send(call)).isInstanceOf(Answer.Got.class);
        assertThat(heard).containsExactly("GET /other null");
    }

    @Test
    void redirects_end() {
        server.createContext("/round", exchange -> {
            exchange.getResponseHeaders().set("Location", "/round");
            reply(exchange, 302, "");
        });
        assertThat(allowing("localhost").send(Call.get(URI.create("http://localhost:" + port() + "/round")))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void a_long_answer_and_a_slow_one_and_garbage_fail_in_bounded_time() throws IOException {
        server.createContext("/long", exchange -> reply(exchange, 200, "x".repeat(5000)));
        Call small = new Call("GET", URI.create("http://localhost:" + port() + "/long"), Map.of(), new byte[0], Duration.ofSeconds(5), 1000);
        assertThat(allowing("localhost").send(small)).isEqualTo(new Answer.Failed("its answer is too long", true));

        try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread peer = Thread.ofVirtual().start(() -> {
                try (Socket first = raw.accept(); Socket second = raw.accept()) {
                    second.getOutputStream().write("220 mail.example.org ESMTP\r\n".getBytes(StandardCharsets.UTF_8));
                    second.getOutputStream().flush();
                    first.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The test is over.
                }
            });
            URI url = URI.create("http://localhost:" + raw.getLocalPort() + "/");
            Call hasty = new Call("POST", url, Map.of(), new byte[3], Duration.ofMillis(300), 1000);
            assertThat(allowing("localhost").send(hasty)).isEqualTo(new Answer.Failed("it did not answer in time", true));
            assertThat(allowing("localhost").send(Call.get(url))).isEqualTo(new Answer.Failed("it does not speak HTTP", true));
            peer.interrupt();
        }
        assertThat(allowing("localhost").send(Call.get(URI.create("http://localhost:1024/")))).isEqualTo(new Answer.Failed("nothing listens there", false));
    }

    @Test
    void a_header_with_a_line_break_is_a_mistake() {
        Call call = new Call("GET", URI.create("http://localhost:" + port() + "/"), Map.of("X", "a\r\nHost: b"), new byte[0], Duration.ofSeconds(1), 10);
        assertThatIllegalArgumentException().isThrownBy(() -> allowing("localhost").send(call));
    }

    @Test
    void nothing_is_called_while_a_transaction_is_open() {
        try (Db db = Databases.SQLITE.fresh()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> db.tx().read(() -> allowing("localhost").send(Call.get(URI.create("http://localhost:" + port() + "/")))))
                    .withMessageContaining("inside a transaction");
        }
    }

    @Test
    void a_knock_connects_and_says_nothing() {
        URI here = URI.create("http://localhost:" + port() + "/hook");
        assertThat(allowing("localhost").unreachable(here, Duration.ofSeconds(2))).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(allowing().unreachable(here, Duration.ofSeconds(2))).hasValueSatisfying(why -> assertThat(why).contains("public internet"));
        server.stop(0);
        assertThat(allowing("localhost").unreachable(here, Duration.ofSeconds(2))).contains("nothing listens there");
    }

    @Test
    void what_must_stay_between_two_goes_over_https_unless_the_host_is_named() {
        assertThat(allowing().objection(URI.create("http://example.org/"))).hasValueSatisfying(why -> assertThat(why).contains("use https"));
        assertThat(allowing().objection(URI.create("https://example.org/"))).isEmpty();
        assertThat(allowing().objection(URI.create("https://[::1]/"))).isPresent();
        assertThat(allowing().objection(URI.create("https://192.168.0.9:8443/"))).isPresent();
        assertThat(allowing("192.168.0.9:8123").objection(URI.create("http://192.168.0.9:8123/"))).isEmpty();
        assertThat(allowing("192.168.0.9:8123").objection(URI.create("http://192.168.0.9:8124/"))).isPresent();
    }

    @Test
    void a_signature_is_not_sent_on_to_another_place() {
        List<String> signatures = new ArrayList<>();
        server.createContext("/go", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port() + "/there");
            reply(exchange, 302, "");
        });
        server.createContext("/there", exchange -> {
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("webhook-signature")));
            reply(exchange, 200, "");
        });
        Map<String, String> headers = Map.of("webhook-signature", "v1,abc");
        for (String host : List.of("127.0.0.1", "localhost")) {
            Call call = new Call("GET", URI.create("http://" + host + ":" + port() + "/go"), headers, new byte[0], Duration.ofSeconds(2), 1000);
            assertThat(allowing("127.0.0.1", "localhost").send(call)).isInstanceOf(Answer.Got.class);
        }
        assertThat(signatures).containsExactly("v1,abc", "null");
    }
}
