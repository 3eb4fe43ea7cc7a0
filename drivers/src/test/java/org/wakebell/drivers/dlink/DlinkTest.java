package org.wakebell.drivers.dlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakebell.drivers.Hands;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Sounder;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.dlink.Expiry;
import org.wakebell.sim.dlink.Mood;

@NullMarked
class DlinkTest {

    static final HttpClient HTTP = Dlink.client();
    static final String PIN = "012345";
    static final String MAC = "6C:72:20:12:34:56";
    static final Loudness.Burst BURST = new Loudness.Burst(Duration.ofSeconds(3), 20, Duration.ofSeconds(12));

    final Hands time = new Hands();
    final DlinkTwin twin = DlinkTwin.start(PIN, MAC, time);
    final Dlink siren = siren(PIN, Optional.of(MAC));

    Dlink siren(String pin, Optional<String> mac) {
        return new Dlink(
                HTTP,
                DlinkAddress.parse(twin.address()),
                new Pin(pin),
                mac.map(Mac::parse),
                Dlink.Sound.EMERGENCY,
                time);
    }

    @AfterEach
    void close() {
        assertThat(twin.sins()).isEmpty();
        twin.close();
    }

    void assertSounds(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Sounding.class);
        assertThat(twin.sounding()).isTrue();
    }

    @Test
    void it_sounds_as_long_and_as_loud_as_told_and_says_so_itself() throws InterruptedException {
        assertSounds(siren.sound(BURST));
        assertThat(siren.sounding()).isEqualTo(Sounder.State.YES);
        assertThat(twin.heard()).singleElement().satisfies(heard -> {
            assertThat(heard.volume()).isEqualTo(20);
            assertThat(heard.seconds()).isEqualTo(3);
            assertThat(heard.type()).isEqualTo(1);
        });
        time.pass(3);
        assertThat(siren.sounding()).isEqualTo(Sounder.State.NO);
    }

    @Test
    void a_stop_is_heard_and_may_be_repeated() throws InterruptedException {
        siren.sound(BURST);
        assertThat(siren.quiet()).isInstanceOf(Outcome.Taken.class);
        assertThat(twin.sounding()).isFalse();
        assertThat(siren.quiet()).isInstanceOf(Outcome.Taken.class);
    }

    @Test
    void a_warm_session_costs_one_request() throws InterruptedException {
        siren.check();
        twin.forget();
        siren.sound(BURST);
        assertThat(twin.requests()).containsExactly("POST /HNAP1/ SetSoundPlay");
    }

    @Test
    void the_mac_is_compared_before_anything_derived_from_the_pin_is_sent() throws InterruptedException {
        siren.sound(BURST);
        assertThat(twin.requests()).startsWith("GET /HNAP1", "POST /HNAP1/ Login", "POST /HNAP1/ Login");
    }

    @ParameterizedTest
    @EnumSource(Expiry.class)
    void an_expired_session_costs_one_login_and_one_repeat(Expiry looks) throws InterruptedException {
        siren.sound(BURST);
        twin.forget();
        twin.expireSessions(looks);
        assertSounds(siren.sound(BURST));
        assertThat(twin.logins()).isEqualTo(1);
        assertThat(twin.plays()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, names = {"ONLY_WITH_SLASH", "ONLY_WITHOUT_SLASH"})
    void the_form_of_the_path_that_works_is_found_and_remembered(Mood mood) throws InterruptedException {
        twin.take(mood);
        assertSounds(siren.sound(BURST));
        twin.forget();
        assertSounds(siren.sound(BURST));
        assertThat(twin.requests()).hasSize(1);
    }

    @Test
    void a_device_that_wants_admin_in_lower_case_gets_it() throws InterruptedException {
        twin.take(Mood.LOWER_CASE_ADMIN);
        assertSounds(siren.sound(BURST));
    }

    @Test
    void a_wrong_pin_is_refused_as_a_credential_and_not_hammered() throws InterruptedException {
        Dlink wrong = siren("999999", Optional.of(MAC));
        for (int i = 0; i < 5; i++) {
            assertThat(wrong.sound(BURST)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.credential()).isTrue();
                assertThat(refused.why()).contains("PIN").doesNotContain("999999");
            });
        }
        assertThat(twin.failedLogins()).isEqualTo(1);
        time.pass(61);
        wrong.sound(BURST);
        time.pass(61);
        wrong.sound(BURST);
        assertThat(twin.failedLogins()).isEqualTo(2);
        time.pass(60);
        wrong.sound(BURST);
        assertThat(twin.failedLogins()).isEqualTo(3);
    }

    @Test
    void another_device_at_the_address_never_sees_a_login() throws InterruptedException {
        twin.take(Mood.OTHER_MAC);
        assertThat(siren.sound(BURST)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.credential()).isFalse();
            assertThat(refused.why()).contains("6C:72:20:00:00:99").contains(MAC);
        });
        assertThat(twin.requests()).containsExactly("GET /HNAP1");
    }

    @Test
    void a_check_finds_a_stranger_though_the_session_is_warm() throws InterruptedException {
        assertThat(siren.check().state()).isEqualTo(Health.State.READY);
        twin.take(Mood.OTHER_MAC);
        assertThat(siren.check().state()).isEqualTo(Health.State.NOT_READY);
    }

    @Test
    void a_check_makes_no_noise_and_tells_what_it_saw() throws InterruptedException {
        Health health = siren("012345", Optional.empty()).check();
        assertThat(health.state()).isEqualTo(Health.State.READY);
        assertThat(health.facts()).containsEntry("mac", MAC).containsEntry("model", "DCH-S220").containsEntry("firmware", "1.22");
        assertThat(twin.plays()).isZero();
    }

    @Test
    void nobody_there_is_worth_another_try() throws InterruptedException {
        twin.unplugNetwork();
        assertThat(siren.sound(BURST)).isInstanceOf(Outcome.RetryLater.class);
        assertThat(siren.check().state()).isEqualTo(Health.State.NOT_READY);
    }

    @Test
    void an_order_whose_answer_was_lost_is_unknown_and_not_a_success() throws InterruptedException {
        siren.check();
        twin.take(Mood.LOSES_ANSWER);
        assertThat(siren.sound(BURST)).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, names = {"DROPPING", "GARBAGE", "HTML", "EVIL_XML", "HUGE"})
    void whatever_a_peer_says_becomes_an_outcome(Mood mood) throws InterruptedException {
        twin.take(mood);
        assertThat(siren.sound(BURST)).isInstanceOf(Outcome.RetryLater.class);
        assertThat(siren.sounding()).isEqualTo(Sounder.State.UNKNOWN);
        assertThat(siren.quiet()).isInstanceOf(Outcome.RetryLater.class);
        twin.calm();
        assertSounds(siren.sound(BURST));
    }

    @Test
    void a_silent_peer_is_waited_for_four_seconds_and_no_longer() throws InterruptedException {
        siren.check();
        twin.take(Mood.HANGING);
        long before = System.nanoTime();
        assertThat(siren.sound(BURST)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
    }

    @Test
    void requests_are_made_one_at_a_time() throws InterruptedException {
        twin.take(Mood.NO_PARALLEL);
        twin.slow(Duration.ofMillis(20));
        Thread[] threads = new Thread[6];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofVirtual().start(() -> {
                try {
                    siren.sounding();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(twin.parallel()).isZero();
    }

    @Test
    void an_interrupt_ends_a_wait_at_once() throws InterruptedException {
        siren.check();
        twin.take(Mood.HANGING);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                siren.sound(BURST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(2))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "0.0.0.0", "224.0.0.1"})
    void an_address_that_no_siren_has_is_never_called(String address) throws InterruptedException {
        Dlink dlink = new Dlink(
                HTTP, DlinkAddress.parse(address), new Pin(PIN), Optional.empty(), Dlink.Sound.EMERGENCY, time);
        assertThat(dlink.sound(BURST)).isInstanceOf(Outcome.Refused.class);
    }
}
