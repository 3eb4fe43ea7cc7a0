package org.wakebell.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wakebell.platform.clock.Sleeper;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loops;
import org.wakebell.story.Databases;

@NullMarked
@Tag("postgres")
@SuppressWarnings("NullAway.Init")
class RelayTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    Db db;
    Node here;
    Node there;

    /** What one process has: pokes, and what it heard. */
    static final class Node implements AutoCloseable {
        final Tx tx;
        final Pokes pokes;
        final Relay relay;
        final Loops loops = new Loops();
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        Node(Db db) throws InterruptedException {
            tx = db.tx();
            pokes = new Pokes(tx);
            pokes.listen(heard::add);
            relay = new Relay(db, pokes, Sleeper.system());
            relay.loops().forEach(loops::start);
            assertThat(heard(Duration.ofSeconds(10))).as("whoever begins to listen looks at everything once").isEqualTo(Pokes.EVERYTHING);
        }

        @Nullable String heard(Duration within) throws InterruptedException {
            return heard.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            relay.close();
            loops.close();
        }
    }

    @BeforeEach
    void open() throws InterruptedException {
        db = Databases.POSTGRES.fresh();
        here = new Node(db);
        there = new Node(db);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        db.close();
    }

    @Test
    void a_poke_reaches_the_other_node_within_a_second_and_its_own_node_once() throws InterruptedException {
        here.pokes.poke("paging/7");
        assertThat(there.heard(SOON)).isEqualTo("paging/7");
        there.pokes.poke("bells/1");
        assertThat(here.heard(SOON)).isEqualTo("paging/7");
        assertThat(here.heard(SOON)).isEqualTo("bells/1");
        assertThat(there.heard(SOON)).isEqualTo("bells/1");
        assertThat(here.heard).as("no echo of one's own").isEmpty();
        assertThat(there.heard(Duration.ofMillis(200))).isNull();
    }

    @Test
    void it_is_sent_after_the_commit_and_never_for_what_was_rolled_back() throws InterruptedException {
        try {
            here.tx.write(() -> {
                here.pokes.poke("paging/lost");
                throw new IllegalStateException("rolled back");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("rolled back");
        }
        here.tx.write(() -> {
            here.pokes.poke("paging/kept");
            assertThat(there.heard).isEmpty();
        });
        assertThat(there.heard(SOON)).isEqualTo("paging/kept");
    }

    @Test
    void after_a_cut_line_everything_may_have_changed_and_pokes_arrive_again() throws InterruptedException {
        int cut = here.tx.write(() -> here.tx.sql("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                .query(Integer.class)
                .single());
        assertThat(cut).as("both lines of both nodes").isGreaterThanOrEqualTo(4);
        assertThat(there.heard(Duration.ofSeconds(5))).isEqualTo(Pokes.EVERYTHING);
        assertThat(here.heard(Duration.ofSeconds(5))).isEqualTo(Pokes.EVERYTHING);
        here.pokes.poke("paging/8");
        assertThat(there.heard(Duration.ofSeconds(2))).isEqualTo("paging/8");
    }

    @Test
    void a_thousand_pokes_of_one_topic_are_few_on_the_wire_and_none_is_the_last_to_be_lost() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            here.pokes.poke("triage");
        }
        here.pokes.poke("end");
        List<String> heard = new ArrayList<>();
        for (String one = there.heard(SOON); one != null && !heard.contains("end"); one = there.heard(Duration.ofMillis(300))) {
            heard.add(one);
        }
        assertThat(heard).contains("triage", "end").hasSizeLessThan(200);
    }
}
