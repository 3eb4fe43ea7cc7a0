package org.wakebell.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wakebell.drivers.dlink.Dlink;
import org.wakebell.drivers.dlink.DlinkAddress;
import org.wakebell.drivers.dlink.Mac;
import org.wakebell.drivers.dlink.Pin;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.dlink.Heard;
import org.wakebell.sim.dlink.Mood;

/** The player on a real wire to the twin; siren and twin share a clock that the test moves. */
@NullMarked
class SirenTest {

    static final HttpClient HTTP = Dlink.client();
    static final String MAC = "6C:72:20:12:34:56";

    final Hands time = new Hands();
    final Instant start = time.instant();
    final DlinkTwin twin = DlinkTwin.start("012345", MAC, time);
    final Siren siren = Siren.cranked(dlink("012345"), time, time);

    Dlink dlink(String pin) {
        return new Dlink(
                HTTP,
                DlinkAddress.parse(twin.address()),
                new Pin(pin),
                Optional.of(Mac.parse(MAC)),
                Dlink.Sound.EMERGENCY,
                time);
    }

    Ring ring(String key, Loudness loudness, Duration lease) {
        Instant now = time.instant();
        return new Ring(key, "Payments are down", "", List.of(), loudness, now.plus(lease), now.plusSeconds(30));
    }

    Ring loud(String key) {
        return ring(key, Loudness.siren(100), Duration.ofMinutes(10));
    }

    /** Lets the given time pass the way the player's thread would live through it. */
    void live(long seconds) throws InterruptedException {
        Instant end = time.instant().plusSeconds(seconds);
        while (time.instant().isBefore(end)) {
            Duration rest = siren.turn();
            Duration left = Duration.between(time.instant(), end);
            if (!left.isPositive()) {
                return;
            }
            time.sleep(rest.isZero() ? Duration.ofMillis(100) : rest.compareTo(left) < 0 ? rest : left);
        }
    }

    List<Heard> sounded() {
        return twin.heard().stream().filter(h -> h.what().equals("sounded")).toList();
    }

    long at(Heard heard) {
        return Duration.between(start, heard.at()).toSeconds();
    }

    @AfterEach
    void close() {
        siren.close();
        twin.close();
    }

    @Test
    void the_noise_grows_as_the_profile_says() throws InterruptedException {
        assertThat(siren.ring(loud("r1"))).isInstanceOfSatisfying(
                Outcome.Sounding.class, s -> assertThat(s.proof().kind()).isEqualTo(Outcome.Proof.Kind.DEVICE_STATE));
        live(130);
        assertThat(sounded()).extracting(Heard::volume).containsExactly(20, 40, 70, 100, 100);
        assertThat(sounded()).extracting(Heard::seconds).containsExactly(3, 5, 10, 15, 15);
        assertThat(sounded()).extracting(this::at).containsExactly(0L, 15L, 35L, 65L, 125L);
    }

    @Test
    void the_owners_maximum_is_never_exceeded() throws InterruptedException {
        siren.ring(ring("r1", Loudness.siren(30), Duration.ofMinutes(5)));
        live(100);
        assertThat(sounded()).extracting(Heard::volume).containsExactly(20, 30, 30, 30);
    }

    @Test
    void the_same_key_again_renews_the_lease_and_starts_no_second_noise() throws InterruptedException {
        siren.ring(ring("r1", Loudness.siren(100), Duration.ofSeconds(20)));
        live(10);
        int plays = twin.plays();
        assertThat(siren.ring(loud("r1"))).isInstanceOf(Outcome.Sounding.class);
        assertThat(twin.plays()).isEqualTo(plays);
        live(40);
        assertThat(sounded()).hasSize(3);
    }

    @Test
    void it_falls_silent_by_itself_when_the_lease_ends() throws InterruptedException {
        siren.ring(ring("r1", Loudness.siren(100), Duration.ofSeconds(70)));
        live(69);
        assertThat(twin.sounding()).isTrue();
        live(1);
        siren.turn();
        assertThat(twin.sounding()).isFalse();
        live(300);
        assertThat(sounded()).hasSize(4);
    }

    @Test
    void a_hush_stops_a_burst_in_progress_and_may_be_repeated() throws InterruptedException {
        siren.ring(loud("r1"));
        assertThat(twin.sounding()).isTrue();
        assertThat(siren.hush("r1")).isInstanceOf(Outcome.Taken.class);
        assertThat(twin.sounding()).isFalse();
        assertThat(siren.hush("r1")).isInstanceOf(Outcome.Taken.class);
        assertThat(twin.dismissals()).isEqualTo(1);
        live(300);
        assertThat(sounded()).hasSize(1);
    }

    /** The player's thread and the hush see the same debt; only one of them may pay it. */
    @Test
    void one_hush_is_one_dismissal_though_the_player_looks_at_that_moment() throws Exception {
        AtomicInteger dismissed = new AtomicInteger();
        AtomicReference<Siren> self = new AtomicReference<>();
        AtomicReference<Thread> player = new AtomicReference<>();
        Sounder slow = new Sounder() {
            @Override
            public Outcome sound(Loudness.Burst burst) {
                return new Outcome.Sounding(new Outcome.Proof(Outcome.Proof.Kind.ACCEPTED, time.instant(), "taken"));
            }

            @Override
            public Outcome quiet() {
                if (dismissed.incrementAndGet() == 1) {
                    Thread other = Thread.ofPlatform().start(() -> {
                        try {
                            Objects.requireNonNull(self.get()).turn();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                    player.set(other);
                    while (other.getState() != Thread.State.WAITING && other.isAlive()) {
                        Thread.onSpinWait();
                    }
                }
                return new Outcome.Taken("");
            }

            @Override
            public State sounding() {
                return State.YES;
            }

            @Override
            public List<Duration> asksAfter() {
                return List.of();
            }

            @Override
            public Health check() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
        Siren one = Siren.cranked(slow, time, time);
        self.set(one);
        one.ring(loud("r1"));
        assertThat(one.hush("r1")).isInstanceOf(Outcome.Taken.class);
        Objects.requireNonNull(player.get()).join();
        assertThat(dismissed).hasValue(1);
    }

    @Test
    void a_ring_that_comes_after_its_own_hush_makes_no_noise() throws InterruptedException {
        siren.hush("r1");
        assertThat(siren.ring(loud("r1"))).isInstanceOf(Outcome.Refused.class);
        assertThat(twin.plays()).isZero();
    }

    @Test
    void a_hush_of_a_ring_that_this_process_never_knew_still_stops_the_device() throws InterruptedException {
        siren.ring(loud("r1"));
        Siren restarted = Siren.cranked(dlink("012345"), time, time);
        assertThat(restarted.hush("r1")).isInstanceOf(Outcome.Taken.class);
        assertThat(twin.sounding()).isFalse();
    }

    @Test
    void of_two_rings_on_one_siren_the_other_sounds_again_within_two_seconds() throws InterruptedException {
        siren.ring(loud("r1"));
        assertThat(siren.ring(loud("r2"))).isInstanceOf(Outcome.Sounding.class);
        assertThat(twin.plays()).isEqualTo(1);
        live(20);
        siren.hush("r1");
        assertThat(twin.sounding()).isFalse();
        Instant hushed = time.instant();
        live(2);
        assertThat(twin.sounding()).isTrue();
        assertThat(Duration.between(hushed, sounded().getLast().at())).isLessThanOrEqualTo(Duration.ofSeconds(2));
        siren.hush("r2");
        live(120);
        assertThat(twin.sounding()).isFalse();
    }

    @Test
    void a_stop_that_the_device_did_not_hear_is_tried_until_it_has() throws InterruptedException {
        siren.ring(ring("r1", new Loudness(
                List.of(new Loudness.Burst(Duration.ofSeconds(60), 90, Duration.ZERO)),
                Duration.ofMinutes(4),
                new Loudness.Burst(Duration.ofSeconds(3), 90, Duration.ofMinutes(10))), Duration.ofMinutes(10)));
        twin.unplugNetwork();
        assertThat(siren.hush("r1")).isInstanceOf(Outcome.RetryLater.class);
        live(5);
        assertThat(twin.sounding()).isTrue();
        twin.plugNetwork();
        live(2);
        assertThat(twin.sounding()).isFalse();
    }

    @Test
    void after_four_minutes_of_sound_in_a_night_three_seconds_every_ten_minutes_remain() throws InterruptedException {
        siren.ring(ring("r1", Loudness.siren(100), Duration.ofMinutes(50)));
        live(49 * 60);
        List<Heard> all = sounded();
        assertThat(all.stream().takeWhile(h -> at(h) < 19 * 60).mapToInt(Heard::seconds).sum()).isBetween(200, 243);
        List<Heard> late = all.stream().filter(h -> at(h) > 19 * 60).toList();
        assertThat(late).hasSizeBetween(2, 4).allSatisfy(h -> assertThat(h.seconds()).isEqualTo(3));
    }

    @Test
    void accepted_and_silent_never_counts_as_sounding() throws InterruptedException {
        twin.take(Mood.SILENT);
        assertThat(siren.ring(loud("r1"))).isInstanceOf(Outcome.Unknown.class);
        twin.calm();
        live(20);
        assertThat(siren.ring(loud("r1"))).isInstanceOf(Outcome.Sounding.class);
    }

    @Test
    void a_siren_that_comes_back_within_the_lease_sounds_by_itself() throws InterruptedException {
        twin.unplugNetwork();
        assertThat(siren.ring(loud("r1"))).isInstanceOf(Outcome.RetryLater.class);
        live(20);
        twin.plugNetwork();
        live(20);
        assertThat(sounded()).isNotEmpty();
        assertThat(sounded().getFirst().volume()).isEqualTo(20);
    }

    @Test
    void a_lost_answer_is_cleared_up_by_asking_the_device() throws InterruptedException {
        siren.check();
        twin.take(Mood.LOSES_ANSWER);
        assertThat(siren.ring(loud("r1"))).isInstanceOf(Outcome.Sounding.class);
    }

    @Test
    void an_order_that_comes_too_late_does_not_start() throws InterruptedException {
        Ring ring = loud("r1");
        time.pass(31);
        assertThat(siren.ring(ring)).isInstanceOf(Outcome.Refused.class);
        assertThat(twin.plays()).isZero();
    }

    @Test
    void a_wrong_pin_ends_the_ring_with_its_class() throws InterruptedException {
        Siren wrong = Siren.cranked(dlink("999999"), time, time);
        assertThat(wrong.ring(loud("r1"))).isEqualTo(
                new Outcome.Refused("the siren did not accept the PIN: compare it with the sticker", true));
    }

    @Test
    void a_gentle_ring_is_one_soft_second() throws InterruptedException {
        siren.ring(ring("check", Loudness.gentle(), Duration.ofMinutes(10)));
        live(590);
        assertThat(sounded()).singleElement().satisfies(h -> {
            assertThat(h.seconds()).isEqualTo(1);
            assertThat(h.volume()).isEqualTo(10);
        });
    }

    @Test
    void the_players_own_thread_keeps_the_noise_going() throws InterruptedException {
        DlinkTwin real = DlinkTwin.start("127.0.0.1", 0, "012345", MAC);
        Drivers drivers = new Drivers(java.time.InstantSource.system(), Thread::sleep);
        try (real;
                Bell bell = drivers.open("dlink", java.util.Map.of("address", real.address(), "mac", MAC), "012345")) {
            Instant now = Instant.now();
            Loudness quick = new Loudness(
                    List.of(new Loudness.Burst(Duration.ofSeconds(1), 10, Duration.ofMillis(200))),
                    Duration.ofMinutes(1),
                    new Loudness.Burst(Duration.ofSeconds(1), 10, Duration.ofMinutes(10)));
            bell.check();
            long before = System.nanoTime();
            Outcome outcome = bell.ring(new Ring("r1", "t", "", List.of(), quick, now.plusSeconds(60), now.plusSeconds(5)));
            assertThat(outcome).isInstanceOf(Outcome.Sounding.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
            while (real.plays() < 3 && Instant.now().isBefore(now.plusSeconds(10))) {
                Thread.onSpinWait();
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
            }
            assertThat(real.plays()).isGreaterThanOrEqualTo(3);
            bell.hush("r1");
            assertThat(real.sounding()).isFalse();
        }
    }
}
