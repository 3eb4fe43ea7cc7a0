package org.wakebell.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What every bell keeps, whatever its peer does. A driver extends it with its twin and its table of outcomes. */
@NullMarked
@SuppressWarnings("NullAway.Init")
public abstract class BellContract {

    /** What may be wrong at the other end. */
    public enum Trouble {
        /** Nobody listens. */
        DEAD,
        /** Takes the request and never answers. */
        HANGING,
        /** Ends the connection without a word. */
        DROPPING,
        /** Answers bytes of another language. */
        GARBAGE,
        /** Answers 300 ms late, every time. */
        SLOW,
        /** Does not accept our secret. */
        WRONG_SECRET
    }

    /** A bell with its peer in the test's hand. */
    public interface Rig extends AutoCloseable {
        Bell bell();

        String secret();

        void suffer(Trouble trouble);

        void recover();

        /** Noises made or messages kept. */
        int effects();

        @Override
        void close();
    }

    protected final Hands time = new Hands();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Rig rig;

    protected abstract Rig rig();

    /** Which outcomes are right for a ring under each trouble. */
    protected abstract Map<Trouble, Set<Class<? extends Outcome>>> table();

    /** What a check cannot see because any request would already be a ring; there it says READY. */
    protected Set<Trouble> beyondACheck() {
        return Set.of(Trouble.SLOW);
    }

    @BeforeEach
    void open() {
        log.start();
        root().setLevel(Level.DEBUG);
        root().addAppender(log);
        rig = rig();
    }

    @AfterEach
    void nothing_secret_was_logged() {
        root().detachAppender(log);
        rig.close();
        assertThat(log.list).allSatisfy(event -> assertThat(event.getFormattedMessage() + event.getThrowableProxy())
                .doesNotContain(rig.secret()));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger("org.wakebell");
    }

    Ring ring(String key) {
        return ring(key, "Payments are down", "since 03:09", time.instant().plusSeconds(60));
    }

    Ring ring(String key, String title, String text, Instant deadline) {
        return new Ring(
                key,
                title,
                text,
                List.of(new Ring.Choice("up", "I'm up", URI.create("https://wakebell.example.org/a/1"))),
                Loudness.siren(100),
                time.instant().plusSeconds(600),
                deadline);
    }

    static boolean succeeded(Outcome outcome) {
        return outcome instanceof Outcome.Sounding || outcome instanceof Outcome.Taken;
    }

    @Test
    void a_peer_in_order_rings() throws InterruptedException {
        assertThat(succeeded(rig.bell().ring(ring("k")))).isTrue();
        assertThat(rig.effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void every_trouble_becomes_its_class_in_bounded_time_without_a_secret(Trouble trouble) throws InterruptedException {
        rig.suffer(trouble);
        long before = System.nanoTime();
        Outcome outcome = rig.bell().ring(ring("k"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(12));
        assertThat(table()).containsKey(trouble);
        assertThat(table().getOrDefault(trouble, Set.of())).anySatisfy(right -> assertThat(outcome).isInstanceOf(right));
        assertThat(outcome.toString()).doesNotContain(rig.secret());
        if (outcome instanceof Outcome.Refused refused) {
            assertThat(refused.credential()).isEqualTo(trouble == Trouble.WRONG_SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void a_check_says_it_and_never_throws(Trouble trouble) throws InterruptedException {
        rig.suffer(trouble);
        Health health = rig.bell().check();
        assertThat(health.state()).isEqualTo(beyondACheck().contains(trouble) ? Health.State.READY : Health.State.NOT_READY);
        assertThat(health.why()).isNotBlank();
        assertThat(health.toString()).doesNotContain(rig.secret());
        assertThat(rig.effects()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, names = "WRONG_SECRET", mode = EnumSource.Mode.EXCLUDE)
    void a_peer_that_recovers_rings_again(Trouble trouble) throws InterruptedException {
        rig.suffer(trouble);
        rig.bell().ring(ring("k1"));
        rig.recover();
        time.pass(60);
        assertThat(succeeded(rig.bell().ring(ring("k2")))).isTrue();
    }

    @Test
    void the_same_key_twice_is_one_effect() throws InterruptedException {
        rig.bell().ring(ring("k"));
        Outcome again = rig.bell().ring(ring("k", "Payments are still down", "since 03:09", time.instant().plusSeconds(60)));
        assertThat(succeeded(again)).isTrue();
        assertThat(rig.effects()).isEqualTo(1);
    }

    @Test
    void a_hush_may_come_twice_or_for_nothing() throws InterruptedException {
        assertThat(rig.bell().hush("never rung")).isInstanceOf(Outcome.Taken.class);
        rig.bell().ring(ring("k"));
        assertThat(rig.bell().hush("k")).isInstanceOf(Outcome.Taken.class);
        assertThat(rig.bell().hush("k")).isInstanceOf(Outcome.Taken.class);
    }

    @Test
    void too_late_is_refused_without_effect() throws InterruptedException {
        assertThat(rig.bell().ring(ring("k", "t", "", time.instant().minusSeconds(1)))).isInstanceOf(Outcome.Refused.class);
        assertThat(rig.effects()).isZero();
    }

    @Test
    void an_interrupt_ends_a_wait_at_once() throws InterruptedException {
        rig.suffer(Trouble.HANGING);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                rig.bell().ring(ring("k"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(waiting.join(Duration.ofMillis(200))).isFalse();
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void any_words_are_taken() throws InterruptedException {
        String odd = "줄\r\nBcc: x\u0000\u202e<b>&\"'\uD83D\uDD14" + "x".repeat(20_000);
        assertThat(succeeded(rig.bell().ring(ring("k\r\n<&>", odd, odd, time.instant().plusSeconds(60))))).isTrue();
    }

    @Test
    void many_at_once_all_hear_something() throws InterruptedException {
        ConcurrentLinkedQueue<Outcome> heard = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String key = "k" + i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    heard.add(rig.bell().ring(ring(key)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(20));
        }
        assertThat(heard).hasSize(8).noneMatch(outcome -> outcome instanceof Outcome.Refused);
    }

    @Test
    void nothing_prints_the_secret() {
        assertThat(rig.bell().toString()).doesNotContain(rig.secret());
    }
}
