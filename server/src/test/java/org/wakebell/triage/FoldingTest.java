package org.wakebell.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Loop;
import org.wakebell.story.Databases;

/** Three days of evidence in two lanes, and the upkeep that folds them: no event is ever lost or counted twice. */
@NullMarked
@ParameterizedClass
@EnumSource(Databases.class)
class FoldingTest {

    static final Instant NOW = Instant.parse("2026-11-22T03:12:00Z");
    static final long THIS_MINUTE = StillHappening.minute(NOW);

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    Db db;

    @SuppressWarnings("NullAway.Init")
    Tx tx;

    @SuppressWarnings("NullAway.Init")
    Evidence evidence;

    Instant now = NOW;

    final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public long nanos() {
            return Duration.between(NOW, now).toNanos();
        }
    };

    final class Node {
        final Deque<Runnable> hands = new ArrayDeque<>();
        final Counters counters = new Counters(tx);
        final Duties duties;
        final Lanes lanes;

        Node(String name) {
            Random random = new Random(name.hashCode());
            duties = new Duties(clock, tx, new Ids(clock, random), random, name, hands::add);
            duties.register(new Folding(clock, tx));
            lanes = new Lanes(tx, duties, name);
        }

        void counts(String episode, long minute, long many) {
            Instant at = Instant.ofEpochSecond(minute * 60);
            Counters.Count count = new Counters.Count("of " + episode, 1, minute, many, at.plusSeconds(1), at.plusSeconds(59));
            tx.write(() -> assertThat(counters.count(List.of(count), lanes.mine(now))).containsExactly(true));
        }

        void hears(String service, long fromMinute, long toMinute) {
            tx.write(() -> {
                List<Map.Entry<String, Map.Entry<Long, Long>>> counts = new ArrayList<>();
                for (long minute = fromMinute; minute < toMinute; minute++) {
                    counts.add(Map.entry(service, Map.entry(minute, 200L)));
                }
                assertThat(counters.pace(counts, lanes.mine(now))).isTrue();
            });
        }

        void settle() throws InterruptedException {
            do {
                while (!hands.isEmpty()) {
                    hands.poll().run();
                }
                for (Loop loop : duties.loops()) {
                    loop.step();
                }
            } while (!hands.isEmpty());
        }
    }

    @BeforeEach
    void open() {
        db = database.fresh();
        tx = db.tx();
        evidence = new Evidence(tx);
    }

    @AfterEach
    void close() {
        db.close();
    }

    void alert(String episode) {
        tx.write(() -> tx.sql("""
                        INSERT INTO triage_alert (id, source, service, fingerprint, title, grouped, version, episode)
                        VALUES (?, 'source', 'checkout', ?, '', '', 1, ?)
                        """)
                .params("of " + episode, episode, episode)
                .update());
    }

    /** Every seventh minute of three days by one node or by two, and the last three minutes. */
    long threeDays(String episode, Node... nodes) {
        alert(episode);
        long all = 0;
        for (long minute = THIS_MINUTE - 3 * 1440; minute <= THIS_MINUTE; minute += minute < THIS_MINUTE - 7 ? 7 : 1) {
            for (Node node : nodes) {
                long many = 1 + Math.floorMod(minute, 5);
                node.counts(episode, minute, many);
                all += many;
            }
        }
        return all;
    }

    StillHappening.Group group(String episode) {
        return tx.read(() -> evidence.group(episode));
    }

    long rows(String table, String where) {
        return tx.read(() -> tx.sql("SELECT count(*) FROM " + table + " WHERE " + where).query(Long.class).single());
    }

    int fold(Tx by) {
        Folding folding = new Folding(clock, by);
        int steps = 0;
        while (by.write(() -> folding.step(now))) {
            steps++;
        }
        return steps;
    }

    @Test
    void folding_keeps_every_sum_and_leaves_minutes_for_two_days_and_lanes_for_two_hours() {
        long all = threeDays("e", new Node("a"), new Node("b"));
        StillHappening.Group before = group("e");
        assertThat(before.count()).isEqualTo(all);
        assertThat(rows("triage_minute", "lane > 0")).isGreaterThan(4 * Folding.MOST);

        assertThat(fold(tx)).as("bounded work at a time").isGreaterThan(4);

        StillHappening.Group after = group("e");
        assertThat(after.count()).isEqualTo(all);
        assertThat(after.first()).isEqualTo(before.first());
        assertThat(after.last()).isEqualTo(before.last());
        assertThat(after.minutes()).isEqualTo(before.minutes().tailMap(THIS_MINUTE - 2880, true));
        assertThat(rows("triage_minute", "lane > 0 AND minute < " + (THIS_MINUTE - 120))).isZero();
        assertThat(rows("triage_minute", "lane = 0 AND minute >= " + (THIS_MINUTE - 120))).isZero();
        assertThat(rows("triage_minute", "minute < " + (THIS_MINUTE - 2880))).isZero();
        assertThat(rows("triage_hour", "1 = 1")).isBetween(24L, 25L);
        assertThat(fold(tx)).as("nothing is left to do").isZero();
        assertThat(group("e").count()).isEqualTo(all);
    }

    @Test
    void a_kill_at_any_commit_loses_nothing_and_counts_nothing_twice() {
        long all = threeDays("e", new Node("a"), new Node("b"));
        AtomicInteger commits = new AtomicInteger();
        Tx dying = db.tx(point -> {
            if (commits.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("killed " + point);
            }
        });
        int killed = 0;
        for (boolean more = true; more; ) {
            try {
                Folding folding = new Folding(clock, dying);
                more = dying.write(() -> folding.step(now));
            } catch (IllegalStateException e) {
                killed++;
            }
            assertThat(group("e").count()).isEqualTo(all);
        }
        assertThat(killed).isGreaterThan(3);
        assertThat(rows("triage_minute", "lane > 0 AND minute < " + (THIS_MINUTE - 120))).isZero();
    }

    @Test
    void two_nodes_fold_at_once_while_counting_goes_on_in_the_same_old_minutes() throws Exception {
        Node late = new Node("late");
        long all = threeDays("e", new Node("a"), new Node("b"), late);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> folders = List.of(threads.submit(() -> foldUntil(done)), threads.submit(() -> foldUntil(done)));
            Random random = new Random(7);
            long seen = all;
            for (int i = 0; i < 150; i++) {
                late.counts("e", THIS_MINUTE - random.nextInt(3 * 1440), 1);
                assertThat(group("e").count()).isEqualTo(++seen);
            }
            done.set(true);
            for (Future<?> folder : folders) {
                folder.get(60, TimeUnit.SECONDS);
            }
        }
        fold(tx);
        assertThat(group("e").count()).isEqualTo(all + 150);
        assertThat(rows("triage_minute", "lane > 0 AND minute < " + (THIS_MINUTE - 120))).isZero();
    }

    private void foldUntil(AtomicBoolean done) {
        Tx mine = db.tx();
        do {
            fold(mine);
        } while (!done.get());
    }

    @Test
    void what_has_been_silent_for_days_is_judged_by_whether_its_service_still_speaks() {
        Node node = new Node("a");
        alert("spoken");
        node.counts("spoken", THIS_MINUTE - 3 * 1440, 4);
        node.hears("alive", THIS_MINUTE - 3 * 1440 - 60, THIS_MINUTE);
        node.hears("dead", THIS_MINUTE - 3 * 1440 - 60, THIS_MINUTE - 1440);
        fold(tx);
        assertThat(rows("triage_pace", "minute < " + (THIS_MINUTE - 2940))).isZero();
        assertThat(rows("triage_pace", "service = 'alive'")).isEqualTo(2940);
        StillHappening.Group group = group("spoken");
        assertThat(group.minutes()).isEmpty();
        assertThat(tx.<Instant>read(() -> java.util.Objects.requireNonNull(evidence.last("spoken")))).isEqualTo(group.last());
        for (String service : List.of("alive", "dead", "never heard")) {
            Triage.Ongoing ongoing = StillHappening.look(group, tx.read(() -> evidence.pace(service, 0)), NOW).ongoing();
            assertThat(ongoing).as(service)
                    .isEqualTo(service.equals("alive") ? Triage.Ongoing.STOPPED : Triage.Ongoing.UNKNOWN);
        }
    }

    @Test
    void it_is_owed_from_the_first_event_on_done_again_and_again_and_by_whichever_node_lives() throws Exception {
        Node first = new Node("a");
        Node second = new Node("b");
        long all = threeDays("e", first, second);
        assertThat(rows("platform_duty", "kind = 'triage.fold'")).isEqualTo(1);
        now = NOW.plus(Duration.ofMinutes(15));
        second.settle();
        assertThat(rows("triage_minute", "lane > 0 AND minute < " + (THIS_MINUTE - 105))).isZero();
        assertThat(group("e").count()).isEqualTo(all);
        assertThat(tx.<Instant>read(() -> java.util.Objects.requireNonNull(second.duties.nextDue())))
                .isEqualTo(now.plus(Duration.ofMinutes(15)));
        now = NOW.plus(Duration.ofDays(4));
        first.settle();
        assertThat(rows("triage_minute", "1 = 1")).isZero();
        assertThat(group("e").count()).isEqualTo(all);
    }

    @Test
    void a_failing_step_leaves_all_as_it_was() {
        long all = threeDays("e", new Node("a"));
        Tx broken = db.tx(point -> {
            throw new IllegalStateException("disk full");
        });
        assertThatThrownBy(() -> broken.write(() -> new Folding(clock, broken).step(now))).hasMessage("disk full");
        assertThat(rows("triage_minute", "lane = 0")).isZero();
        assertThat(group("e").count()).isEqualTo(all);
    }
}
