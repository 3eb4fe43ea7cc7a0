package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Incident.State;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;
import org.wakebell.platform.web.Refusal;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage.Verdict;

/** The sender takes it back while it rings: nothing that fires is ever left silent. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class RecoveryStoriesTest {

    @Parameter
    Databases database;

    StoryHouse house;

    @BeforeEach
    void open() {
        house = new StoryHouse(database);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void recovers(String fingerprint) {
        house.senderSays(fingerprint, Batch.Word.Kind.RECOVERED);
    }

    private Paging.PageFact page() {
        return house.paging().find(house.incident().page()).orElseThrow();
    }

    @Test
    void who_works_on_it_while_it_seemed_to_recover_and_goes_quiet_is_rung_again() {
        house.confirmedAt0312();
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
        house.aStorm();
        assertThat(house.incidents()).hasSize(4);
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
        house.aStorm();
        assertThat(house.incidents()).hasSize(4);
        recovers("d");
        recovers("e");
        house.runUntil("03:01:00");
        house.takes(StoryHouse.raised(house.fatal("f").trusted().build()));
        house.runUntil("03:02:30");
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        assertThat(house.incident().recoveringSince()).isNull();
    }

    /** Her siren rang in the first round already and only went on in the second. */
    @Test
    void what_fires_again_in_a_later_round_rings_at_once() {
        house.confirmedAt0312();
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
        house.confirmedAt0312();
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
        house.confirmedAt0312();
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
