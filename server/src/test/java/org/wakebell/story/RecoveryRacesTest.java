package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wakebell.incident.Incident.State;
import org.wakebell.platform.db.Tx;
import org.wakebell.triage.Batch;

/** Two nodes hear of the same trouble at the same moment, one that it is over and one that it fires: it rings on. */
@NullMarked
@Tag("postgres")
@SuppressWarnings("NullAway.Init")
class RecoveryRacesTest {

    /** How long the other node is given to come as far as it can; what it is kept from it does afterwards. */
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private static final BooleanSupplier NOTHING = () -> false;

    StoryHouse house;
    private final AtomicReference<BooleanSupplier> meanwhile = new AtomicReference<>(NOTHING);

    @BeforeEach
    void open() {
        house = new StoryHouse(Databases.POSTGRES, point -> {
            BooleanSupplier act = point == Tx.Point.BEFORE_COMMIT ? meanwhile.getAndSet(NOTHING) : NOTHING;
            if (act != NOTHING && !act.getAsBoolean()) {
                meanwhile.set(act);
            }
        });
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** The other node does this while the first transaction of this one that has written so much is not committed. */
    private Thread atTheSameMoment(BooleanSupplier written, Runnable act) {
        Thread other = new Thread(act);
        meanwhile.set(() -> {
            if (!written.getAsBoolean()) {
                return false;
            }
            other.start();
            try {
                other.join(A_MOMENT);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
        return other;
    }

    @Test
    void what_fires_again_at_the_moment_in_which_its_recovery_is_believed_rings_on() throws InterruptedException {
        StoryHouse.Node other = house.new Node("b", point -> {});
        house.confirmedAt0312();
        house.runUntil("03:12:10");
        house.senderSays("KRW", Batch.Word.Kind.RECOVERED);
        house.runUntil("03:14:09");
        house.clock.set(StoryHouse.time("03:14:10"));
        Thread firing = atTheSameMoment(
                () -> house.incident().state() == State.RECOVERED,
                () -> other.triage.take(StoryHouse.raised(house.fatal("KRW").build())));
        house.node.settle();
        firing.join();
        assertThat(house.alert("KRW").recovered()).isNull();
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        assertThat(house.paging().find(house.incident().page()).orElseThrow().state()).isEqualTo("RINGING");
    }

    @Test
    void of_two_alerts_one_fires_again_at_the_moment_in_which_the_other_recovers_and_it_rings_on() throws InterruptedException {
        StoryHouse.Node other = house.new Node("b", point -> {});
        house.aStorm();
        assertThat(house.incidents()).hasSize(4);
        house.senderSays("e", Batch.Word.Kind.RECOVERED);
        house.runUntil("03:00:20");
        Thread recovering = atTheSameMoment(() -> true, () -> other.triage.take(new Batch(
                List.of(),
                List.of(),
                List.of(new Batch.Word(
                        StoryHouse.SOURCE, house.checkout, "d", Batch.Word.Kind.RECOVERED, house.clock.instant(), "over there")))));
        house.takes(StoryHouse.raised(house.fatal("e").trusted().build()));
        recovering.join();
        assertThat(house.incident().recoveringSince()).isNull();
        house.runUntil("03:02:30");
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
    }
}
