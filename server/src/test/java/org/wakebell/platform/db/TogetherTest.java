package org.wakebell.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever waits for the one writer shares its commit, and nothing else. */
@NullMarked
class TogetherTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Db db;

    @SuppressWarnings("NullAway.Init")
    private Tx tx;

    private final AtomicInteger commits = new AtomicInteger();

    @BeforeEach
    void open() {
        db = Db.sqlite(folder.resolve("a.db"));
        Tx plain = db.tx();
        plain.write(() -> {
            plain.sql("CREATE TABLE note (id integer PRIMARY KEY, said text NOT NULL)").update();
        });
        tx = db.tx(point -> {
            if (point == Tx.Point.BEFORE_COMMIT) {
                commits.incrementAndGet();
            }
        });
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void many_that_wait_are_committed_at_once_and_each_goes_on_after_that_with_its_own_value() throws Exception {
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        crowd(40, n -> {
            int id = tx.together(() -> {
                note(n);
                tx.afterCommit(() -> heard.add(n + " " + there(n) + " " + Tx.isOpen()));
                return n;
            });
            heard.add("gave " + id + " " + n);
        });
        assertThat(heard).hasSize(80);
        for (int n = 0; n < 40; n++) {
            assertThat(heard).contains(n + " true false", "gave " + n + " " + n);
        }
        assertThat(commits.get()).as("commits for 40 pieces of work").isBetween(1, 12);
    }

    @Test
    void what_one_of_them_throws_is_its_own_and_takes_back_its_own_work_alone() throws Exception {
        ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> after = new ConcurrentLinkedQueue<>();
        crowd(30, n -> {
            try {
                tx.together(() -> {
                    note(n);
                    tx.afterCommit(() -> after.add("" + n));
                    if (n % 3 == 0) {
                        throw new IllegalStateException("no " + n);
                    }
                });
            } catch (IllegalStateException e) {
                failed.add(e.getMessage() + " " + n);
            }
        });
        assertThat(failed).hasSize(10).contains("no 0 0", "no 27 27");
        assertThat(after).hasSize(20).doesNotContain("0", "27");
        for (int n = 0; n < 30; n++) {
            assertThat(there(n)).as("note %d", n).isEqualTo(n % 3 != 0);
        }
    }

    @Test
    void a_commit_that_fails_fails_for_all_and_keeps_nothing() throws Exception {
        Tx dying = db.tx(point -> {
            if (point == Tx.Point.BEFORE_COMMIT) {
                throw new IllegalStateException("the disk is gone");
            }
        });
        ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
        crowd(20, n -> {
            try {
                dying.together(() -> {
                    dying.sql("INSERT INTO note (id, said) VALUES (?, 'x')").params(n).update();
                });
            } catch (IllegalStateException e) {
                failed.add(String.valueOf(e.getMessage()));
            }
        });
        assertThat(failed).hasSize(20).containsOnly("the disk is gone");
        assertThat(tx.<Long>read(() -> tx.sql("SELECT count(*) FROM note").query(Long.class).single())).isZero();
    }

    @Test
    void inside_a_transaction_it_is_part_of_that() {
        assertThatThrownBy(() -> tx.write(() -> {
                    tx.together(() -> note(7));
                    throw new IllegalStateException("over");
                }))
                .hasMessage("over");
        assertThat(there(7)).isFalse();
    }

    /** All of them wait while the writer is busy, so that they must meet. */
    private void crowd(int many, Work work) throws Exception {
        CountDownLatch begun = new CountDownLatch(many);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Thread writer = Thread.ofVirtual().start(() -> db.tx().write(() -> {
            held.countDown();
            await(busy);
        }));
        held.await();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            int n = i;
            all.add(Thread.ofVirtual().start(() -> {
                begun.countDown();
                work.of(n);
            }));
        }
        begun.await();
        busy.countDown();
        writer.join();
        for (Thread one : all) {
            one.join();
        }
    }

    private interface Work {
        void of(int n);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(int n) {
        tx.sql("INSERT INTO note (id, said) VALUES (?, 'x')").params(n).update();
    }

    private boolean there(int n) {
        return tx.<Long>read(() -> tx.sql("SELECT count(*) FROM note WHERE id = ?").params(n).query(Long.class).single()) == 1;
    }
}
