package org.wakebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command against a server that answers as ours does. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class PageCommandTest {

    HttpServer server;
    String url;
    int status = 201;
    String answer = """
            {"id":"i1","number":57,"plan":[{"person":"p","name":"Mina","how":"siren","why":"on call until 09:00"}]}""";
    final List<String> asked = new ArrayList<>();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void gone() {
        server.stop(0);
    }

    int run(String... words) {
        return new PageCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("WAKEBELL_URL", url, "WAKEBELL_TOKEN", "wbt_secret"))
                .run(List.of(words));
    }

    @Test
    void it_wakes_who_is_on_call_and_says_whom_and_why() {
        assertThat(run("--service", "checkout", "--why", "it answers \"500\"")).isZero();
        assertThat(asked).containsExactly("POST /api/v1/incidents Bearer wbt_secret "
                + "{\"service\":\"checkout\",\"persons\":[],\"why\":\"it answers \\\"500\\\"\"}");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Incident 57 is open", "Mina: siren (on call until 09:00)", url + "/incidents/i1");
    }

    @Test
    void a_third_one_within_an_hour_waits_for_a_second_person_and_a_script_hears_it() {
        status = 202;
        answer = "{\"id\":\"\",\"number\":0,\"plan\":[],\"waiting\":{\"id\":\"w1\"}}";
        assertThat(run("--service", "checkout", "--why", "down")).isEqualTo(5);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nobody is rung yet", "a second person");
    }

    @Test
    void without_a_reason_nobody_is_woken() {
        assertThat(run("--service", "checkout")).isEqualTo(2);
        assertThat(asked).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("say why");
    }

    @Test
    void a_word_it_does_not_know_is_named() {
        assertThat(run("--servise", "checkout")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--servise");
    }

    @Test
    void the_servers_own_reason_is_passed_on() {
        status = 400;
        answer = "{\"title\":\"Bad\",\"detail\":\"There is no service \\\"chekout\\\".\"}";
        assertThat(run("--service", "chekout", "--why", "down")).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no service \"chekout\".");
    }

    @Test
    void a_server_that_is_not_there_is_said_with_its_address() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + free.getLocalPort();
        }
        assertThat(run("--service", "checkout", "--why", "down")).isEqualTo(4);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(url).doesNotContain("wbt_secret");
    }
}
