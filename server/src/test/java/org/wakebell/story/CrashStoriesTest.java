package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Incident;
import org.wakebell.platform.db.Tx;
import org.wakebell.triage.Triage.Verdict;

/** A process that dies before or after any of its commits loses nothing and does nothing twice. */
@NullMarked
@EveryDatabase
class CrashStoriesTest {

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private Tx.Point at = Tx.Point.BEFORE_COMMIT;

    private void maybeDie(Tx.Point point) {
        if (point == at && left.getAndDecrement() == 0) {
            throw new Died();
        }
    }

    /** The sender repeats what was not acknowledged, the triager presses again; both may have happened already. */
    @Test
    void every_commit_from_the_event_to_the_page_may_be_the_last() {
        for (Tx.Point point : Tx.Point.values()) {
            for (int commit = 0; commit < 2; commit++) {
                left.set(Integer.MAX_VALUE);
                try (StoryHouse house = new StoryHouse(database, this::maybeDie)) {
                    house.at("03:00:00");
                    at = point;
                    left.set(commit);
                    boolean died = dies(() -> house.logsFatal("KRW"));
                    died |= dies(() -> judge(house));
                    assertThat(died).as(point + " " + commit).isTrue();
                    left.set(Integer.MAX_VALUE);
                    restart(house, point, commit);
                }
            }
        }
    }

    private static boolean dies(Runnable act) {
        try {
            act.run();
            return false;
        } catch (Died died) {
            return true;
        } catch (AssertionError nothingYet) {
            return false;
        }
    }

    private static void judge(StoryHouse house) {
        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.V911, "", false);
    }

    private static void restart(StoryHouse house, Tx.Point point, int commit) {
        StoryHouse.Node next = house.new Node("b", p -> {});
        boolean eventLost = next.triage.desk(10).judge().isEmpty() && next.triage.desk(10).decided().isEmpty();
        if (eventLost) {
            assertThat(point).isEqualTo(Tx.Point.BEFORE_COMMIT);
            next.triage.take(StoryHouse.raised(house.fatal("KRW").build()));
        }
        String alert = house.alert("KRW").id();
        next.triage.judge(house.as(house.ana), alert, Verdict.V911, "", false);

        assertThat(house.incidents()).as(point + " " + commit).singleElement().satisfies(i -> {
            assertThat(i.state()).isEqualTo(Incident.State.OPENED);
            assertThat(i.number()).isEqualTo(1);
        });
        assertThat(next.paging.paging().open()).as(point + " " + commit)
                .filteredOn(p -> p.subjectKind().equals("incident"))
                .hasSize(1);
        assertThat(next.triage.look(alert).orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void two_nodes_count_exactly_and_one_of_them_tells_the_triagers() {
        try (StoryHouse house = new StoryHouse(database)) {
            house.at("03:00:00");
            StoryHouse.Node other = house.new Node("b", p -> {});
            for (int i = 0; i < 20; i++) {
                house.node.triage.take(StoryHouse.raised(house.fatal("KRW").times(3).users("u" + i).build()));
                other.triage.take(StoryHouse.raised(house.fatal("KRW").times(2).users("u" + i, "v").build()));
            }
            var look = other.triage.look(house.alert("KRW").id()).orElseThrow();
            assertThat(look.count()).isEqualTo(100);
            assertThat(look.users()).isEqualTo(21);
            assertThat(house.triagersTold("KRW")).hasSize(2);

            other.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.ONE_OFF, "", false);
            house.logsFatal("KRW");
            assertThat(house.alert("KRW").episode().nth()).isEqualTo(2);
            assertThat(other.triage.look(house.alert("KRW").id()).orElseThrow().count()).isEqualTo(1);
        }
    }

    @Test
    void a_thousand_users_are_counted_exactly_and_more_only_as_more() {
        try (StoryHouse house = new StoryHouse(database)) {
            house.at("03:00:00");
            house.takes(StoryHouse.raised(house.fatal("KRW").users(users(0, 600)).build()));
            house.takes(StoryHouse.raised(house.fatal("KRW").users(users(400, 1000)).build()));
            assertThat(house.node.triage.look(house.alert("KRW").id()).orElseThrow().users()).isEqualTo(1000);
            house.takes(StoryHouse.raised(house.fatal("KRW").users(users(900, 1900)).build()));
            assertThat(house.node.triage.look(house.alert("KRW").id()).orElseThrow().users()).isEqualTo(1001);
        }
    }

    private static String[] users(int from, int to) {
        return java.util.stream.IntStream.range(from, to).mapToObj(i -> "user" + i).toArray(String[]::new);
    }
}
