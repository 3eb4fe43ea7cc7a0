package org.wakebell.platform.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@NullMarked
@EveryDatabase
class DutiesTest {

    static final Instant START = Instant.parse("2026-11-22T03:12:00Z");

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    Db db;

    @SuppressWarnings("NullAway.Init")
    Tx tx;

    Instant now = START;
    final List<String> done = new ArrayList<>();

    final class Node {
        final Deque<Runnable> hands = new ArrayDeque<>();
        final Duties duties;
        final Agreed time;
        int told;
        Consumer<Held> work = held -> held.finish(() -> done.add(held.duty().key()));

        Node(String name) {
            this(name, Duration.ZERO);
        }

        /** @param wrong how far its own clock is ahead */
        Node(String name, Duration wrong) {
            Clock clock = new Clock() {
                @Override
                public Instant instant() {
                    return now.plus(wrong);
                }

                @Override
                public long nanos() {
                    return Duration.between(START, now).toNanos();
                }
            };
            Random random = new Random(name.hashCode());
            time = new Agreed(clock);
            if (!wrong.isZero()) {
                time.measured(now, clock.nanos());
            }
            duties = new Duties(time, tx, new Ids(time, random), random, name, hands::add);
            duties.elsewhere(() -> told++);
            duties.register(new DutyKind() {
                @Override
                public String name() {
                    return "test.work";
                }

                @Override
                public int parkAfter() {
                    return 3;
                }

                @Override
                public void perform(Held held) {
                    work.accept(held);
                }
            });
        }

        void owe(String key, Instant due) {
            tx.write(() -> {
                duties.owe(new Duty.Owed("test.work", key, "about", "{}", due));
            });
        }

        void pick() throws InterruptedException {
            for (Loop loop : duties.loops()) {
                loop.step();
            }
        }

        void work() {
            while (!hands.isEmpty()) {
                hands.poll().run();
            }
        }

        void turn() throws InterruptedException {
            pick();
            work();
        }
    }

    boolean full;

    @BeforeEach
    void open() {
        db = database.fresh();
        tx = db.tx(point -> {
            if (full && point == Tx.Point.BEFORE_COMMIT) {
                throw new IllegalStateException("nothing can be committed just now");
            }
        });
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void what_is_due_now_starts_after_the_commit_without_a_pick() {
        Node node = new Node("a");
        tx.write(() -> {
            node.duties.owe(new Duty.Owed("test.work", "k", "about", "{}", now));
            assertThat(node.hands).isEmpty();
        });
        assertThat(node.hands).hasSize(1);
        node.work();
        assertThat(done).containsExactly("k");
        assertThat(node.duties.nextDue()).isNull();
    }

    @Test
    void what_is_due_later_waits_for_its_time() throws InterruptedException {
        Node node = new Node("a");
        node.owe("k", now.plusSeconds(30));
        now = now.plusSeconds(29);
        node.turn();
        assertThat(done).isEmpty();
        now = now.plusSeconds(1);
        node.turn();
        assertThat(done).containsExactly("k");
    }

    @Test
    void the_same_key_is_owed_once() {
        Node node = new Node("a");
        node.owe("k", now.plusSeconds(5));
        tx.write(() -> {
            assertThat(node.duties.owe(new Duty.Owed("test.work", "k", "about", "{}", now))).isFalse();
        });
    }

    @Test
    void a_rolled_back_reason_owes_nothing() {
        Node node = new Node("a");
        try {
            tx.write(() -> {
                node.duties.owe(new Duty.Owed("test.work", "k", "about", "{}", now));
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("no");
        }
        assertThat(node.hands).isEmpty();
        assertThat(node.duties.nextDue()).isNull();
    }

    @Test
    void the_duty_of_a_node_that_died_is_done_by_another_after_eight_seconds() throws InterruptedException {
        Node dead = new Node("dead");
        Node alive = new Node("alive");
        dead.owe("k", now);
        now = now.plusSeconds(7);
        alive.turn();
        assertThat(done).isEmpty();
        now = now.plusSeconds(2);
        alive.turn();
        assertThat(done).containsExactly("k");
    }

    @Test
    void a_heartbeat_keeps_the_claim_of_a_node_that_lives() throws InterruptedException {
        Node slow = new Node("slow");
        Node other = new Node("other");
        slow.owe("k", now);
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(2);
            slow.pick();
            other.turn();
        }
        assertThat(done).isEmpty();
        slow.work();
        assertThat(done).containsExactly("k");
    }

    @Test
    void a_node_that_was_overtaken_commits_nothing() throws InterruptedException {
        Node frozen = new Node("frozen");
        Node other = new Node("other");
        frozen.owe("k", now);
        now = now.plusSeconds(9);
        other.turn();
        frozen.work();
        assertThat(done).containsExactly("k");
        assertThat(other.duties.nextDue()).isNull();
    }

    @Test
    void a_cancelled_duty_commits_nothing_though_it_was_already_running() {
        Node node = new Node("a");
        node.owe("k", now);
        tx.write(() -> {
            assertThat(node.duties.cancelAbout("test.work", "about")).isEqualTo(1);
        });
        node.work();
        assertThat(done).isEmpty();
    }

    @Test
    void the_effect_and_the_end_are_one_commit() throws InterruptedException {
        Node node = new Node("a");
        node.work = held -> held.finish(() -> {
            throw new IllegalStateException("the effect failed");
        });
        node.owe("k", now);
        node.work();
        node.work = held -> held.finish(() -> done.add("second try"));
        now = now.plusSeconds(2);
        node.turn();
        assertThat(done).containsExactly("second try");
    }

    @Test
    void a_duty_may_ask_for_another_time_with_another_payload() throws InterruptedException {
        Node node = new Node("a");
        node.work = held -> {
            if (held.duty().payload().equals("{}")) {
                held.again(now.plusSeconds(60), "{\"step\":2}", () -> done.add("first"));
            } else {
                held.finish(() -> done.add(held.duty().payload()));
            }
        };
        node.owe("k", now);
        node.work();
        now = now.plusSeconds(60);
        node.turn();
        assertThat(done).containsExactly("first", "{\"step\":2}");
    }

    @Test
    void poison_is_parked_loudly_and_starves_nobody() throws InterruptedException {
        Node node = new Node("a");
        node.work = held -> {
            if (held.duty().key().equals("poison")) {
                throw new IllegalStateException("cannot read the payload");
            }
            held.finish(() -> done.add(held.duty().key()));
        };
        node.owe("poison", now);
        node.owe("good", now.plusSeconds(1));
        node.work();
        for (int i = 0; i < 6; i++) {
            now = now.plusSeconds(5);
            node.turn();
        }
        assertThat(done).containsExactly("good");
        assertThat(node.duties.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.attempts()).isEqualTo(3);
            assertThat(parked.why()).contains("cannot read the payload");
        });
    }

    @Test
    void a_kind_that_a_node_does_not_know_is_left_for_one_that_does() throws InterruptedException {
        Node node = new Node("a");
        tx.write(() -> {
            node.duties.owe(new Duty.Owed("test.newer", "k", "about", "{}", now));
            node.duties.owe(new Duty.Owed("test.work", 2, "k2", "about", "{}", now.plusSeconds(1), Duty.Priority.USUAL));
        });
        now = now.plusSeconds(20);
        node.turn();
        assertThat(done).isEmpty();
    }

    @Test
    void a_node_whose_clock_is_wrong_neither_takes_what_is_anothers_nor_is_robbed() throws InterruptedException {
        Node right = new Node("right");
        Node ahead = new Node("ahead", Duration.ofMinutes(10));
        Node behind = new Node("behind", Duration.ofMinutes(-10));
        right.owe("of the right one", now);
        ahead.owe("of the one ahead", ahead.time.instant());
        behind.owe("of the one behind", behind.time.instant());
        now = now.plusSeconds(7);
        for (Node node : List.of(right, ahead, behind)) {
            node.duties.loops().iterator().next().step();
        }
        assertThat(right.hands).hasSize(1);
        assertThat(ahead.hands).hasSize(1);
        assertThat(behind.hands).hasSize(1);
        now = now.plusSeconds(2);
        ahead.turn();
        assertThat(done).as("all three are forgotten claims by now, and nobody else's")
                .containsExactlyInAnyOrder("of the right one", "of the one ahead", "of the one behind");
    }

    @Test
    void a_wait_is_as_long_on_a_node_whose_clock_is_wrong() throws InterruptedException {
        Node ahead = new Node("ahead", Duration.ofHours(1));
        Node right = new Node("right");
        ahead.owe("k", ahead.time.instant().plusSeconds(60));
        now = now.plusSeconds(59);
        right.turn();
        assertThat(done).as("not early").isEmpty();
        now = now.plusSeconds(1);
        right.turn();
        assertThat(done).as("and not an hour late").containsExactly("k");
    }

    @Test
    void the_pickers_of_other_nodes_are_woken_for_what_is_free_now_and_not_for_what_is_due_later() {
        Node node = new Node("a");
        node.owe("mine at once", now);
        node.owe("later", now.plusSeconds(60));
        assertThat(node.told).isZero();
        tx.write(() -> node.duties.move("test.work", "later", now));
        assertThat(node.told).isEqualTo(1);
    }

    @Test
    void a_claim_that_nobody_works_on_runs_out_though_its_node_is_busy_with_others() throws InterruptedException {
        Node node = new Node("a");
        Node other = new Node("b");
        node.owe("busy", now);
        tx.write(() -> {
            tx.sql("""
                    INSERT INTO platform_duty
                      (id, kind, version, dkey, about, payload, due, priority, attempts, claimed_by, claim, claim_until)
                    VALUES ('x', 'test.work', 1, 'committed, and its answer lost', 'about', '{}', 0, 1, 0, 'a', 7, ?)
                    """)
                    .param(Micros.of(now.plusSeconds(8)))
                    .update();
        });
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(2);
            other.turn();
            for (Loop loop : node.duties.loops()) {
                loop.step();
            }
        }
        assertThat(done).containsExactly("committed, and its answer lost");
    }

    @Test
    void what_takes_too_long_is_interrupted_counted_as_a_failure_and_starves_nobody() throws InterruptedException {
        Node node = new Node("a");
        CountDownLatch hangs = new CountDownLatch(1);
        node.work = held -> {
            hangs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw sneaky(e);
            }
        };
        node.owe("hangs", now);
        Runnable first = node.hands.remove();
        Thread hand = Thread.ofVirtual().start(first);
        hangs.await();
        for (int i = 0; i <= 60; i++) {
            assertThat(hand.isAlive()).isTrue();
            now = now.plusSeconds(2);
            node.pick();
            assertThat(node.hands).as("its claim is kept meanwhile").isEmpty();
        }
        assertThat(hand.join(Duration.ofSeconds(10))).isTrue();
        node.work = held -> held.finish(() -> done.add(held.duty().key() + " " + held.duty().attempts()));
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(2);
            node.turn();
        }
        assertThat(done).containsExactly("hangs 1");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable e) throws T {
        throw (T) e;
    }

    @Test
    void after_a_jump_nothing_is_claimed_until_the_database_was_asked() throws InterruptedException {
        Instant[] wall = {START};
        Clock sleeps = new Clock() {
            @Override
            public Instant instant() {
                return wall[0];
            }

            @Override
            public long nanos() {
                return Duration.between(START, now).toNanos();
            }
        };
        Agreed time = new Agreed(sleeps);
        time.measured(START, sleeps.nanos());
        List<Runnable> hands = new ArrayList<>();
        Random random = new Random(1);
        Duties duties = new Duties(time, tx, new Ids(time, random), random, "laptop", hands::add);
        duties.register(new DutyKind() {
            @Override
            public String name() {
                return "test.work";
            }

            @Override
            public void perform(Held held) {
                held.finish(() -> done.add("done"));
            }
        });
        tx.write(() -> {
            duties.owe(new Duty.Owed("test.work", "k", "about", "{}", START.plusSeconds(60)));
        });
        // The machine slept for three hours: its monotonic clock did, too.
        wall[0] = START.plus(Duration.ofHours(3));
        duties.loops().iterator().next().step();
        assertThat(hands).as("by which clock is it due?").isEmpty();
        assertThat(time.look()).isTrue();
        duties.loops().iterator().next().step();
        assertThat(hands).isEmpty();
        time.measured(START.plus(Duration.ofHours(3)), sleeps.nanos());
        duties.loops().iterator().next().step();
        assertThat(hands).hasSize(1);
    }

    @Test
    void while_nothing_can_be_committed_duties_wait_and_then_go_on() throws InterruptedException {
        Node node = new Node("a");
        node.owe("in hand", now);
        node.owe("due meanwhile", now.plusSeconds(60));
        full = true;
        node.work();
        for (int minute = 0; minute < 10; minute++) {
            now = now.plusSeconds(60);
            try {
                node.turn();
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("nothing can be committed just now");
            }
        }
        assertThat(done).containsExactly("in hand");
        done.clear();
        full = false;
        node.turn();
        node.turn();
        assertThat(done).containsExactlyInAnyOrder("in hand", "due meanwhile");
        assertThat(node.duties.parked()).isEmpty();
        assertThat(node.duties.nextDue()).isNull();
    }

    @Test
    void on_the_embedded_database_a_restart_takes_over_at_once() throws InterruptedException {
        Node died = new Node("before");
        died.owe("k", now);
        Node restarted = new Node("after");
        restarted.duties.forgetClaimsOfTheDead();
        restarted.turn();
        assertThat(done).containsExactly("k");
    }
}
