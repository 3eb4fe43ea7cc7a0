package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Incident.State;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage.Verdict;

/** The sender takes it back while it rings, and what may happen at the same moment: nothing that fires is ever left silent. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class RecoveryStoriesTest {

    /** How long the other node is given to come as far as it can; what it is kept from it does afterwards. */
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private static final BooleanSupplier NOTHING = () -> false;

    @Parameter
    Databases database;

    StoryHouse house;
    private final AtomicReference<BooleanSupplier> meanwhile = new AtomicReference<>(NOTHING);

    @BeforeEach
    void open() {
        house = new StoryHouse(database, point -> {
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

    private void confirmedAt0312() {
        house.at("03:12:00");
        house.logsFatal("KRW");
        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.V911, "", false);
        house.node.settle();
    }

    private void recovers(String fingerprint) {
        house.senderSays(fingerprint, Batch.Word.Kind.RECOVERED);
    }

    /** Three incidents of one source, and a storm of two alerts. */
    private void aStorm() {
        house.at("03:00:00");
        for (String key : List.of("a", "b", "c", "d", "e")) {
            house.takes(StoryHouse.raised(house.fatal(key).trusted().build()));
        }
        house.node.settle();
        assertThat(house.incidents()).hasSize(4);
    }

    private Paging.PageFact page() {
        return house.paging().find(house.incident().page()).orElseThrow();
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
    void who_works_on_it_while_it_seemed_to_recover_and_goes_quiet_is_rung_again() {
        confirmedAt0312();
        house.runUntil("03:12:40");
        recovers("KRW");
        house.runUntil("03:13:00");
        house.node.incidents.own(house.as(house.mina), house.incident().id());
        house.runUntil("03:13:01");
        assertThat(house.bells.soundsFor(house.mina)).isFalse();
        house.runUntil("03:46:01");
        assertThat(page().state()).isEqualTo("RINGING");
        assertThat(house.bells.soundsFor(house.mina)).isTrue();
    }

    @Test
    void a_new_alert_of_a_storm_that_recovered_by_itself_rings_again() {
        aStorm();
        recovers("d");
        recovers("e");
        house.runUntil("03:02:01");
        assertThat(house.incident().state()).isEqualTo(State.RECOVERED);
        house.runUntil("03:05:00");
        house.takes(StoryHouse.raised(house.fatal("f").trusted().build()));
        house.node.settle();
        assertThat(house.incidents()).hasSize(4);
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        assertThat(page().state()).isEqualTo("RINGING");
    }

    @Test
    void a_new_alert_of_a_storm_that_seems_to_recover_keeps_it_ringing() {
        aStorm();
        recovers("d");
        recovers("e");
        house.runUntil("03:01:00");
        house.takes(StoryHouse.raised(house.fatal("f").trusted().build()));
        house.runUntil("03:02:30");
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        assertThat(house.incident().recoveringSince()).isNull();
    }

    @Test
    void what_fires_again_at_the_moment_in_which_its_recovery_is_believed_rings_on() throws InterruptedException {
        assumeTrue(database == Databases.POSTGRES, "the embedded database has one writer");
        StoryHouse.Node other = house.new Node("b", point -> {});
        confirmedAt0312();
        house.runUntil("03:12:10");
        recovers("KRW");
        house.runUntil("03:14:09");
        house.clock.set(StoryHouse.time("03:14:10"));
        Thread firing = atTheSameMoment(
                () -> house.incident().state() == State.RECOVERED,
                () -> other.triage.take(StoryHouse.raised(house.fatal("KRW").build())));
        house.node.settle();
        firing.join();
        assertThat(house.alert("KRW").recovered()).isNull();
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        assertThat(page().state()).isEqualTo("RINGING");
    }

    @Test
    void of_two_alerts_one_fires_again_at_the_moment_in_which_the_other_recovers_and_it_rings_on() throws InterruptedException {
        assumeTrue(database == Databases.POSTGRES, "the embedded database has one writer");
        StoryHouse.Node other = house.new Node("b", point -> {});
        aStorm();
        recovers("e");
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

    /** Her siren rang in the first round already and only went on in the second. */
    @Test
    void what_fires_again_in_a_later_round_rings_at_once() {
        confirmedAt0312();
        house.runUntil("03:18:10");
        recovers("KRW");
        house.runUntil("03:20:10");
        assertThat(house.incident().state()).isEqualTo(State.RECOVERED);
        assertThat(house.bells.soundsFor(house.mina)).isFalse();
        house.runUntil("03:21:00");
        house.logsFatal("KRW");
        house.node.settle();
        assertThat(house.bells.soundsFor(house.mina)).isTrue();
    }

    @Test
    void whoever_was_rung_again_hears_again_that_they_may_sleep() {
        house.soft(house.mina);
        confirmedAt0312();
        house.runUntil("03:12:10");
        recovers("KRW");
        house.runUntil("03:14:11");
        assertThat(over(house.mina)).hasSize(1);
        house.runUntil("03:20:00");
        house.logsFatal("KRW");
        house.runUntil("03:20:40");
        recovers("KRW");
        house.runUntil("03:22:41");
        assertThat(house.incident().state()).isEqualTo(State.RECOVERED);
        assertThat(over(house.mina)).hasSize(2);
    }

    private List<String> over(String person) {
        return house.softly(person).stream().filter(title -> title.startsWith("Over")).toList();
    }

    /** She was told that it is over. */
    @Test
    void who_was_up_before_it_recovered_does_not_count_when_it_fires_again() {
        house.policy(List.of(new Policy.Step(
                new Policy.Target.Persons(List.of(house.mina, house.joe)), Duration.ofMinutes(3), Duration.ofSeconds(30), 1, 2, null)));
        confirmedAt0312();
        house.runUntil("03:12:40");
        assertThat(house.paging().answer(house.as(house.mina), house.incident().page(), "up")).isEqualTo(Paging.Heard.MORE);
        recovers("KRW");
        house.runUntil("03:15:00");
        assertThat(house.incident().state()).isEqualTo(State.RECOVERED);
        house.logsFatal("KRW");
        house.node.settle();
        assertThat(house.paging().answer(house.as(house.joe), house.incident().page(), "up")).isEqualTo(Paging.Heard.MORE);
    }

    @Test
    void a_911_about_what_is_over_already_is_refused_and_not_taken_for_a_call() {
        house.nobodyInTriageIsAwake();
        house.at("03:12:00");
        house.logsFatal("KRW");
        house.runUntil("03:13:01");
        recovers("KRW");
        house.runUntil("03:15:02");
        assertThat(house.incident().state()).isEqualTo(State.RECOVERED);
        assertThatThrownBy(() -> house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.V911, "", true))
                .isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }
}
