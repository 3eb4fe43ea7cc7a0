package org.wakebell.drivers.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakebell.drivers.Hands;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.sim.smtp.Mail;
import org.wakebell.sim.smtp.SmtpTwin;

@NullMarked
class MailBellTest {

    static final String PASSWORD = "correct horse battery";

    final Hands time = new Hands();
    final SmtpTwin twin = SmtpTwin.start("127.0.0.1", 0, time);
    final MailBell bell = bell(Map.of());

    MailBell bell(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(twin.port()),
                "tls", "none",
                "from", "Wakebell <wakebell@example.org>",
                "to", "mina@example.com"));
        config.putAll(more);
        return new MailBell(config, PASSWORD, time);
    }

    Ring ring(String key, String title, String text) {
        return new Ring(
                key,
                title,
                text,
                List.of(
                        new Ring.Choice("up", "일어났어요", URI.create("https://wakebell.example.org/a/1?s=x&p=2")),
                        new Ring.Choice("pass", "Pass it on", URI.create("https://wakebell.example.org/a/1"))),
                Loudness.gentle(),
                time.instant().plusSeconds(600),
                time.instant().plusSeconds(60));
    }

    @AfterEach
    void close() {
        twin.close();
    }

    @Test
    void a_mail_says_what_is_broken_and_carries_the_links() throws Exception {
        GreenMail green = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        green.start();
        try {
            MailBell to = bell(Map.of("port", Integer.toString(green.getSmtp().getPort())));
            assertThat(to.ring(ring("r1", "결제가 멈췄습니다 <b>", "since 03:09\n1 < 2"))).isInstanceOf(Outcome.Taken.class);
            MimeMessage mail = green.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("결제가 멈췄습니다 <b>");
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            String plain = (String) parts.getBodyPart(0).getContent();
            BodyPart html = parts.getBodyPart(1);
            assertThat(plain).contains("since 03:09", "일어났어요", "https://wakebell.example.org/a/1?s=x&p=2");
            assertThat(html.getContentType()).startsWith("text/html");
            assertThat((String) html.getContent())
                    .contains("<a href=\"https://wakebell.example.org/a/1?s=x&amp;p=2\">일어났어요</a>", "1 &lt; 2", "&lt;b&gt;");
        } finally {
            green.stop();
        }
    }

    @Test
    void machines_are_told_that_a_machine_wrote_it() throws InterruptedException {
        bell.ring(ring("r1", "Payments are down", ""));
        Mail mail = twin.mails().getFirst();
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("From")).isEqualTo("Wakebell <wakebell@example.org>");
        assertThat(mail.to()).containsExactly("mina@example.com");
        assertThat(mail.header("Date")).contains("22 Nov 2026");
    }

    @Test
    void the_same_ring_is_sent_once_and_its_duplicate_has_the_same_id() throws InterruptedException {
        Ring ring = ring("r1", "Payments are down", "");
        bell.ring(ring);
        assertThat(bell.ring(ring)).isInstanceOf(Outcome.Taken.class);
        assertThat(twin.mails()).hasSize(1);
        bell(Map.of()).ring(ring);
        bell.ring(ring("r2", "Payments are down", ""));
        assertThat(twin.mails()).hasSize(3);
        List<String> ids = twin.mails().stream().map(m -> m.header("Message-ID")).toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2)).endsWith("@example.org>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"down\r\nBcc: all@example.org", "down\nBcc: all@example.org", "down\rBcc: x", "down\u2028Bcc: x", "down\u0000Bcc: x"})
    void a_title_cannot_add_headers(String title) throws InterruptedException {
        bell.ring(ring("r1", title, "a\r\n.\r\nMAIL FROM:<x@y.z>"));
        Mail mail = twin.mails().getFirst();
        assertThat(mail.header("Bcc")).isEmpty();
        assertThat(mail.to()).containsExactly("mina@example.com");
        assertThat(twin.mails()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mina", "a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f", "<script>"})
    void an_address_that_is_none_is_refused_before_anything_is_sent(String to) {
        assertThatIllegalArgumentException().isThrownBy(() -> bell(Map.of("to", to))).withMessageContaining("example.org");
    }

    @Test
    void long_words_are_cut() throws InterruptedException {
        bell.ring(ring("r1", "x".repeat(5000), "y".repeat(100_000)));
        assertThat(twin.mails().getFirst().header("Subject").length()).isLessThan(400);
        assertThat(twin.mails().getFirst().raw().length()).isLessThan(40_000);
    }

    @ParameterizedTest
    @CsvSource({"MAIL,451 later", "RCPT,450 busy", "DATA,421 closing", "END,452 full", "CONNECT,421 not now"})
    void four_hundred_is_worth_another_try(String command, String reply) throws InterruptedException {
        twin.answer(command, reply);
        assertThat(bell.ring(ring("r1", "t", ""))).isInstanceOf(Outcome.RetryLater.class);
        twin.calm();
        assertThat(bell.ring(ring("r1", "t", ""))).isInstanceOf(Outcome.Taken.class);
    }

    @ParameterizedTest
    @CsvSource({"MAIL,553 no", "RCPT,550 who?", "DATA,554 no", "END,552 too big"})
    void five_hundred_is_final(String command, String reply) throws InterruptedException {
        twin.answer(command, reply);
        assertThat(bell.ring(ring("r1", "t", "")))
                .isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.credential()).isFalse());
    }

    @Test
    void a_wrong_password_is_a_credential_and_is_not_repeated_in_words() throws InterruptedException {
        twin.account("wakebell", "another");
        assertThat(bell(Map.of("user", "wakebell")).ring(ring("r1", "t", ""))).isInstanceOfSatisfying(Outcome.Refused.class, r -> {
            assertThat(r.credential()).isTrue();
            assertThat(r.why()).doesNotContain(PASSWORD);
        });
        twin.account("wakebell", PASSWORD);
        assertThat(bell(Map.of("user", "wakebell")).ring(ring("r2", "t", ""))).isInstanceOf(Outcome.Taken.class);
    }

    @Tag("slow")
    @Test
    void silence_after_the_mail_was_handed_over_is_unknown() throws InterruptedException {
        twin.answer("END", SmtpTwin.SILENCE);
        assertThat(bell.ring(ring("r1", "t", ""))).isInstanceOf(Outcome.Unknown.class);
    }

    @Tag("slow")
    @Test
    void silence_before_is_worth_another_try() throws InterruptedException {
        twin.answer("CONNECT", SmtpTwin.SILENCE);
        assertThat(bell.ring(ring("r1", "t", ""))).isInstanceOf(Outcome.RetryLater.class);
    }

    @Test
    void an_interrupt_ends_a_wait_at_once() throws InterruptedException {
        twin.answer("CONNECT", SmtpTwin.SILENCE);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                bell.ring(ring("r1", "t", ""));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void without_encryption_only_to_this_machine() throws InterruptedException {
        assertThat(bell(Map.of("host", "192.0.2.1")).ring(ring("r1", "t", "")))
                .isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).contains("starttls"));
    }

    @Test
    void a_server_without_starttls_gets_nothing() throws InterruptedException {
        assertThat(bell(Map.of("tls", "starttls")).ring(ring("r1", "t", "")))
                .isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).contains("STARTTLS"));
        assertThat(twin.commands()).doesNotContain("MAIL");
    }

    @Test
    void a_certificate_that_nobody_trusts_is_refused() throws InterruptedException {
        GreenMail green = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
        green.start();
        try {
            MailBell to = bell(Map.of("tls", "implicit", "port", Integer.toString(green.getSmtps().getPort())));
            assertThat(to.ring(ring("r1", "t", "")))
                    .isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).contains("certificate"));
        } finally {
            green.stop();
        }
    }

    @Test
    void a_check_signs_in_and_sends_nothing() throws InterruptedException {
        assertThat(bell.check().state()).isEqualTo(Health.State.READY);
        assertThat(twin.mails()).isEmpty();
        twin.close();
        assertThat(bell.check().state()).isEqualTo(Health.State.NOT_READY);
    }
}
