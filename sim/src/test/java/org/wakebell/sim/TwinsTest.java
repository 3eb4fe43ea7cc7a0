package org.wakebell.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.wakebell.sim.dlink.DlinkControl;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.dlink.Mood;
import org.wakebell.sim.smtp.SmtpControl;
import org.wakebell.sim.smtp.SmtpTwin;

/** What a driver's test relies on. That the twins keep the protocols is shown by the drivers' tests against them. */
@NullMarked
class TwinsTest {

    static final HttpClient HTTP = HttpClient.newHttpClient();

    static String ask(int port, String method, String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void the_siren_refuses_an_action_that_nobody_signed() throws IOException, InterruptedException {
        try (DlinkTwin twin = DlinkTwin.start("012345", "6C:72:20:00:00:01", InstantSource.system())) {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + twin.address() + "/HNAP1/"))
                                    .header("Content-Type", "text/xml; charset=utf-8")
                                    .header("SOAPAction", "\"http://purenetworks.com/HNAP1/SetSoundPlay\"")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "<SetSoundPlay xmlns=\"http://purenetworks.com/HNAP1/\"><ModuleID>1</ModuleID>"
                                                    + "<SoundType>1</SoundType><Volume>9</Volume><Duration>5</Duration></SetSoundPlay>"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("<SetSoundPlayResult>ERROR<");
            assertThat(twin.plays()).isZero();
        }
    }

    @Test
    void the_siren_chokes_on_an_upgrade_to_http_2() throws IOException, InterruptedException {
        try (DlinkTwin twin = DlinkTwin.start("012345", "6C:72:20:00:00:01", InstantSource.system())) {
            HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://" + twin.address() + "/HNAP1/"))
                            .header("Content-Type", "text/xml")
                            .POST(HttpRequest.BodyPublishers.ofString("<x/>"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(twin.sins()).hasSize(1);
        }
    }

    @Test
    void the_siren_is_shown_and_commanded_beside_its_own_port() throws IOException, InterruptedException {
        try (DlinkTwin twin = DlinkTwin.start("012345", "6C:72:20:00:00:01", InstantSource.system());
                DlinkControl control = DlinkControl.start(twin, "127.0.0.1", 0)) {
            assertThat(ask(control.port(), "GET", "/")).contains("\"sounding\":false", "\"mac\":\"6C:72:20:00:00:01\"");
            assertThat(ask(control.port(), "POST", "/mood/silent")).contains("\"SILENT\"");
            assertThat(ask(control.port(), "POST", "/mood/sleepy")).contains("error");
            assertThat(ask(control.port(), "GET", "/heard?after=0&wait=1")).isEqualTo("[]");
            twin.take(Mood.HTML);
            assertThat(ask(control.port(), "POST", "/calm")).contains("\"moods\":[]");
        }
    }

    @Test
    void a_mail_is_kept_and_shown_as_people_read_it() throws IOException, InterruptedException {
        try (SmtpTwin twin = SmtpTwin.start("127.0.0.1", 0, InstantSource.system());
                SmtpControl control = SmtpControl.start(twin, "127.0.0.1", 0);
                Socket socket = new Socket("127.0.0.1", twin.port())) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            assertThat(in.readLine()).startsWith("220");
            for (String line : new String[] {"EHLO me", "MAIL FROM:<a@b.c>", "RCPT TO:<d@e.f>", "DATA"}) {
                out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                for (String reply = in.readLine(); reply != null && reply.startsWith("250-"); reply = in.readLine()) {
                    assertThat(reply).isNotEmpty();
                }
            }
            out.write(("Subject: =?UTF-8?B?6rKw7KCc?=\r\n =?UTF-8?Q?_=21?=\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n"
                            + "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                            + "https://x/?a=3Db=\r\nc\r\n--x--\r\n.\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(in.readLine()).startsWith("250");
            assertThat(ask(control.port(), "GET", "/mails")).contains("\"subject\":\"결제 !\"", "\"text\":\"https://x/?a=bc\"");
        }
    }
}
