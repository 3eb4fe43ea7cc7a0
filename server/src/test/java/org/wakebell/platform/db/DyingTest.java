package org.wakebell.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakebell.story.Databases;

/** What becomes of a transaction whose database dies, is replaced, or is full. */
@NullMarked
class DyingTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static void make(Tx tx) {
        tx.write(() -> {
            tx.sql("CREATE TABLE platform_note (id integer PRIMARY KEY, text text)").update();
        });
    }

    private static long notes(Tx tx) {
        return tx.read(() -> tx.sql("SELECT count(*) FROM platform_note").query(Long.class).single());
    }

    @Test
    @Tag("postgres")
    void a_connection_that_dies_inside_a_transaction_costs_one_more_try_and_nothing_is_written_twice() {
        try (Db db = Databases.POSTGRES.fresh()) {
            Tx tx = db.tx();
            make(tx);
            AtomicInteger tries = new AtomicInteger();
            tx.write(() -> {
                tx.sql("INSERT INTO platform_note (id, text) VALUES (?, 'x')").param(tries.incrementAndGet()).update();
                if (tries.get() == 1) {
                    tx.sql("SELECT pg_terminate_backend(pg_backend_pid())").query(Boolean.class).single();
                }
            });
            assertThat(tries).hasValue(2);
            assertThat(notes(tx)).isEqualTo(1);
        }
    }

    @Test
    @Tag("postgres")
    void all_connections_killed_at_once_are_no_failure_of_the_next_read_and_the_next_write() {
        try (Db db = Databases.POSTGRES.fresh()) {
            Tx tx = db.tx();
            make(tx);
            notes(tx);
            tx.write(() -> tx.sql("""
                            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                            """)
                    .query(Long.class)
                    .single());
            assertThat(notes(tx)).isZero();
            tx.write(() -> {
                tx.sql("INSERT INTO platform_note (id, text) VALUES (1, 'x')").update();
            });
            assertThat(notes(tx)).isEqualTo(1);
        }
    }

    @Test
    @Tag("postgres")
    void a_server_that_takes_no_writes_is_left_and_written_to_again_when_it_does() {
        try (Db db = Databases.POSTGRES.fresh()) {
            Tx tx = db.tx();
            make(tx);
            String name = tx.read(() -> tx.sql("SELECT current_database()").query(String.class).single());
            // What a client sees of a primary that was demoted: connections stand, writes fail with 25006.
            tx.write(() -> {
                tx.sql("ALTER DATABASE " + name + " SET default_transaction_read_only = on").update();
            });
            db.anew();
            assertThatThrownBy(() -> tx.write(() -> {
                        tx.sql("INSERT INTO platform_note (id, text) VALUES (1, 'x')").update();
                    }))
                    .satisfies(e -> assertThat(Trouble.in(e)).isPresent());
            try (var alone = java.sql.DriverManager.getConnection(((com.zaxxer.hikari.HikariDataSource) db.writer()).getJdbcUrl() + "?targetServerType=any", "wakebell", "");
                    var set = alone.createStatement()) {
                set.execute("SET default_transaction_read_only = off");
                set.execute("ALTER DATABASE " + name + " RESET default_transaction_read_only");
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
            tx.write(() -> {
                tx.sql("INSERT INTO platform_note (id, text) VALUES (1, 'x')").update();
            });
            assertThat(notes(tx)).isEqualTo(1);
        }
    }

    @Test
    @Tag("postgres")
    @Tag("slow")
    void whoever_freezes_inside_a_transaction_holds_up_the_others_for_five_seconds_and_commits_nothing() throws Exception {
        try (Db db = Databases.POSTGRES.fresh()) {
            Tx frozen = db.tx();
            Tx other = db.tx();
            make(other);
            other.write(() -> {
                other.sql("INSERT INTO platform_note (id, text) VALUES (1, 'free')").update();
            });
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch thaw = new CountDownLatch(1);
            AtomicInteger tries = new AtomicInteger();
            Thread sleeper = Thread.ofVirtual().start(() -> frozen.write(() -> {
                int rows = frozen.sql("UPDATE platform_note SET text = 'frozen' WHERE id = 1 AND text = 'free'").update();
                if (tries.incrementAndGet() == 1) {
                    assertThat(rows).isEqualTo(1);
                    locked.countDown();
                    await(thaw);
                } else {
                    assertThat(rows).as("it looks again and finds that it is another's").isZero();
                }
            }));
            locked.await();
            long asked = System.nanoTime();
            other.write(() -> {
                assertThat(other.sql("UPDATE platform_note SET text = 'taken' WHERE id = 1 AND text = 'free'").update()).isEqualTo(1);
            });
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(8));
            thaw.countDown();
            assertThat(sleeper.join(Duration.ofSeconds(10))).isTrue();
            assertThat(other.read(() -> other.sql("SELECT text FROM platform_note").query(String.class).single())).isEqualTo("taken");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("postgres")
    void what_the_url_does_not_say_is_said_and_what_it_says_wins() throws Exception {
        try (Db db = Databases.POSTGRES.fresh()) {
            String url = ((com.zaxxer.hikari.HikariDataSource) db.writer()).getJdbcUrl();
            try (var alone = new Postgres(url + "?ApplicationName=other", "wakebell", "").alone()) {
                assertThat(alone.getClientInfo("ApplicationName")).isEqualTo("other");
                assertThat(alone.getNetworkTimeout()).isEqualTo(10_000);
            }
            try (var alone = new Postgres(url + "?socketTimeout=7", "wakebell", "").alone()) {
                assertThat(alone.getClientInfo("ApplicationName")).isEqualTo("wakebell");
                assertThat(alone.getNetworkTimeout()).isEqualTo(7_000);
            }
        }
    }

    @Test
    void a_full_disk_is_told_from_a_bad_row_and_leaves_nothing_half_written() {
        try (Db db = Db.sqlite(folder.resolve("small.db"))) {
            Tx tx = db.tx();
            make(tx);
            // SQLite then refuses to grow the file, with the same SQLITE_FULL as on a disk without room.
            tx.write(() -> tx.sql("PRAGMA max_page_count = 20").query().listOfRows());
            assertThatThrownBy(() -> tx.write(() -> {
                        for (int i = 0; i < 200; i++) {
                            tx.sql("INSERT INTO platform_note (id, text) VALUES (?, ?)").params(i, "x".repeat(4_000)).update();
                        }
                    }))
                    .satisfies(e -> assertThat(Trouble.in(e)).contains(Trouble.FULL));
            assertThat(notes(tx)).isZero();
            assertThatThrownBy(() -> tx.write(() -> {
                        tx.sql("INSERT INTO platform_note (id, text) VALUES (1, 'x'), (1, 'y')").update();
                    }))
                    .satisfies(e -> assertThat(Trouble.in(e)).isEmpty());
            tx.write(() -> tx.sql("PRAGMA max_page_count = 100000").query().listOfRows());
            tx.write(() -> {
                tx.sql("INSERT INTO platform_note (id, text) VALUES (1, 'room again')").update();
            });
            assertThat(notes(tx)).isEqualTo(1);
        }
    }
}
