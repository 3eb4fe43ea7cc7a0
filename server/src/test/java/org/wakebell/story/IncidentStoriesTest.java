package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Incident.State;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Policy;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage.Verdict;

/** From the verdict to the end: answers, recovery, stand-down, waking by hand. */
@NullMarked
@EveryDatabase
class IncidentStoriesTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    StoryHouse house;

    @BeforeEach
    void open() {
        house = new StoryHouse(database);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void story_4_an_acknowledge_from_the_sender_is_recorded_and_the_siren_goes_on() {
        house.confirmedAt0312();
        house.runUntil("03:12:40");
        house.senderSays("KRW", Batch.Word.Kind.ACKNOWLEDGED);
        house.paging().answer(house.viewer(), house.incident().page(), "up");
        house.node.settle();
        assertThat(house.bells.soundsFor(house.mina)).isTrue();
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        assertThat(house.alert("KRW").episode().ackedName()).isEqualTo("someone over there");

        house.paging().answer(house.as(house.joe), house.incident().page(), "up");
        house.node.settle();
        assertThat(house.bells.soundsFor(house.mina)).isFalse();
        assertThat(house.incident().state()).isEqualTo(State.ANSWERED);
        assertThat(house.incident().answeredName()).isEqualTo("Joe");
    }

    @Test
    void story_6_what_recovers_by_itself_lets_them_sleep_and_fires_on_at_the_same_step() {
        house.confirmedAt0312();
        house.runUntil("03:12:10");
        house.senderSays("KRW", Batch.Word.Kind.RECOVERED);
        house.runUntil("03:14:09");
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        house.runUntil("03:14:10");
        assertThat(house.bells.heard).isEmpty();
        assertThat(house.incident().state()).isEqualTo(State.RECOVERED);
        assertThat(house.node.incidents.unlooked()).hasSize(1);
        assertThat(house.story(house.incident())).anyMatch(l -> l.startsWith("Recovered, not looked at"));

        house.runUntil("03:20:00");
        house.logsFatal("KRW");
        house.node.settle();
        assertThat(house.incidents()).hasSize(1);
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        assertThat(house.bells.soundsFor(house.mina)).isTrue();
    }

    @Test
    void firing_again_after_a_quarter_of_an_hour_is_another_trouble() {
        house.confirmedAt0312();
        house.senderSays("KRW", Batch.Word.Kind.RECOVERED);
        house.runUntil("03:30:00");
        house.logsFatal("KRW");
        assertThat(house.incident().state()).isEqualTo(State.RECOVERED);
        assertThat(house.alert("KRW").episode().nth()).isEqualTo(2);
        assertThat(house.triagersTold("KRW")).hasSize(2);
    }

    @Test
    void a_third_recovery_within_half_an_hour_is_not_believed() {
        house.confirmedAt0312();
        for (String time : new String[] {"03:13:00", "03:15:00", "03:17:00"}) {
            house.runUntil(time);
            house.senderSays("KRW", Batch.Word.Kind.RECOVERED);
            if (!time.equals("03:17:00")) {
                house.runUntil(time.replace(":00", ":30"));
                house.logsFatal("KRW");
            }
        }
        house.runUntil("03:22:00");
        assertThat(house.incident().state()).isEqualTo(State.OPENED);
        assertThat(house.story(house.incident())).anyMatch(l -> l.contains("not believed"));
        assertThat(house.bells.soundsFor(house.mina)).isTrue();
    }

    @Test
    void recovery_waits_for_all_alerts_of_an_incident() {
        house.at("03:00:00");
        for (String key : new String[] {"a", "b", "c", "d", "e"}) {
            house.takes(StoryHouse.raised(house.fatal(key).trusted().build()));
        }
        assertThat(house.incidents()).hasSize(4);
        house.senderSays("d", Batch.Word.Kind.RECOVERED);
        assertThat(house.incident().recoveringSince()).isNull();
        house.senderSays("e", Batch.Word.Kind.RECOVERED);
        assertThat(house.incident().recoveringSince()).isNotNull();
    }

    @Test
    void waking_by_hand_names_whom_it_rings_before_it_is_pressed_and_rings_within_a_second() {
        house.at("00:20:00");
        assertThat(house.paging().plan(house.checkout, house.clock.instant())).isNotEmpty();
        String id = house.node.incidents.wake(
                house.as(house.ana), new Incidents.ByHand(house.checkout, Set.of(), "nothing answers", false));
        house.runUntil("00:20:01");
        assertThat(house.node.incidents.find(id)).hasValueSatisfying(i -> assertThat(i.state()).isEqualTo("OPENED"));
        assertThat(house.bells.heard).singleElement().satisfies(h -> assertThat(h.at())
                .isBeforeOrEqualTo(StoryHouse.time("00:20:01")));
    }

    @Test
    void story_11_the_triager_who_would_be_rung_owns_it_and_help_rings_the_next() {
        house.isNow(house.mina, Role.TRIAGER, Role.RESPONDER);
        house.at("14:00:00");
        house.logsFatal("KRW");
        assertThat(house.paging().isYours(house.checkout, house.as(house.mina), house.clock.instant())).isTrue();
        assertThat(house.paging().isYours(house.checkout, house.as(house.joe), house.clock.instant())).isFalse();
        house.node.triage.judge(house.as(house.mina), house.alert("KRW").id(), Verdict.V911, "", false);
        house.runUntil("14:00:40");
        assertThat(house.bells.heard).isEmpty();
        assertThat(house.incident().state()).isEqualTo(State.OWNED);
        assertThat(house.incident().ownerName()).isEqualTo("Mina");

        house.paging().help(house.as(house.mina), house.incident().page());
        house.node.settle();
        assertThat(house.story(house.incident())).anyMatch(l -> l.startsWith("Joe:"));
    }

    @Test
    void before_an_answer_the_judge_may_stand_down_and_after_it_only_a_responder() {
        house.confirmedAt0312();
        house.runUntil("03:12:40");
        house.paging().answer(house.as(house.mina), house.incident().page(), "up");
        assertThatThrownBy(() -> house.node.incidents.standDown(house.as(house.ana), house.incident().id(), "no"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("only a responder");
        house.node.incidents.standDown(house.as(house.joe), house.incident().id(), "a test line");
        assertThat(house.incident().state()).isEqualTo(State.STOOD_DOWN);
    }

    @Test
    void the_judge_stands_down_their_own_and_nobody_elses() {
        house.confirmedAt0312();
        house.isNow(house.joe, Role.TRIAGER);
        assertThatThrownBy(() -> house.node.incidents.standDown(house.as(house.joe), house.incident().id(), "no"))
                .isInstanceOf(Refusal.class);
        house.node.incidents.standDown(house.as(house.ana), house.incident().id(), "not money");
        assertThat(house.incident().state()).isEqualTo(State.STOOD_DOWN);
        house.runUntil("03:14:00");
        assertThat(house.bells.heard).isEmpty();
    }

    @Test
    void own_resolve_and_was_it_right_to_wake_you() {
        house.confirmedAt0312();
        house.runUntil("03:12:40");
        house.paging().answer(house.as(house.mina), house.incident().page(), "up");
        house.node.incidents.own(house.as(house.mina), house.incident().id());
        house.node.incidents.note(house.as(house.mina), house.incident().id(), "restarting the router");
        house.node.incidents.resolve(house.as(house.mina), house.incident().id(), "restarted");
        house.node.incidents.rightToWake(house.as(house.mina), house.incident().id(), true, "");
        assertThat(house.incident().state()).isEqualTo(State.RESOLVED);
        assertThat(house.story(house.incident())).anyMatch(l -> l.contains("restarting the router"));
        assertThatThrownBy(() -> house.node.incidents.resolve(house.as(house.mina), house.incident().id(), ""))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void the_third_911_by_hand_within_an_hour_asks_to_sign_in_again_and_no_more_than_that() {
        house.at("03:00:00");
        Incidents.ByHand call = new Incidents.ByHand(house.checkout, Set.of(), "checkout is down", false);
        house.node.incidents.wake(house.as(house.ana), call);
        house.node.incidents.wake(house.as(house.ana), call);
        assertThat(house.node.incidents.mustSignInAgain(house.as(house.ana))).isTrue();
        assertThatThrownBy(() -> house.node.incidents.wake(house.as(house.ana), call))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("sign-in"));
        assertThat(house.incidents()).hasSize(2).allMatch(i -> i.state().live());
        house.node.incidents.wake(
                house.as(house.ana), new Incidents.ByHand(house.checkout, Set.of(), "checkout is down", true));
        assertThat(house.incidents()).hasSize(3);
    }

    @Test
    void a_viewer_wakes_nobody() {
        Incidents.ByHand call = new Incidents.ByHand(house.checkout, Set.of(), "for fun", false);
        assertThatThrownBy(() -> house.node.incidents.wake(house.viewer(), call)).isInstanceOf(Refusal.class);
        assertThat(house.incidents()).isEmpty();
    }

    /** Ana may help and has no bell at all. */
    private void anaMayHelp() {
        house.isNow(house.ana, Role.TRIAGER, Role.RESPONDER);
    }

    @Test
    void the_next_who_may_help_is_somebody_with_a_bell() {
        house.confirmedAt0312();
        anaMayHelp();
        house.runUntil("03:15:01");
        assertThat(house.bells.soundsFor(house.joe)).isTrue();
    }

    @Test
    void passed_on_to_nobody_with_a_bell_it_does_not_fall_silent() {
        house.confirmedAt0312();
        anaMayHelp();
        house.runUntil("03:12:40");
        house.paging().passOn(house.as(house.mina), house.incident().page(), null);
        house.runUntil("03:12:41");
        assertThat(house.bells.soundsFor(house.joe)).isTrue();
    }

    @Test
    void passed_on_to_one_chosen_who_has_no_bell_the_next_step_comes_at_once() {
        house.confirmedAt0312();
        anaMayHelp();
        house.runUntil("03:12:40");
        house.paging().passOn(house.as(house.mina), house.incident().page(), house.ana);
        house.runUntil("03:12:41");
        assertThat(house.bells.soundsFor(house.joe)).isTrue();
    }

    @Test
    void help_is_somebody_with_a_bell() {
        house.confirmedAt0312();
        anaMayHelp();
        house.runUntil("03:12:40");
        house.node.incidents.own(house.as(house.mina), house.incident().id());
        house.paging().help(house.as(house.mina), house.incident().page());
        house.runUntil("03:12:41");
        assertThat(house.bells.soundsFor(house.joe)).isTrue();
    }

    @Test
    void whoever_was_not_woken_cannot_say_that_it_was_wrong_to_wake_them() {
        house.confirmedAt0312();
        house.runUntil("03:12:40");
        assertThatThrownBy(() -> house.node.incidents.rightToWake(house.as(house.ana), house.incident().id(), false, "no"))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void a_page_that_rang_for_half_a_day_is_rung_anew() {
        house.confirmedAt0312();
        house.runUntil("03:12:40");
        house.at("15:12:40");
        house.runUntil("15:25:00");
        assertThat(house.bells.heard).filteredOn(h -> h.person().equals(house.mina)).hasSize(2);
    }

    /** An hour in which nobody of the policy has a bell; then he has one. */
    @Test
    void a_page_that_reaches_nobody_goes_on_trying_and_says_so_now_and_then() throws InterruptedException {
        house.policy(List.of(new Policy.Step(
                new Policy.Target.Persons(List.of(house.joe)), Duration.ofMinutes(3), Duration.ofSeconds(30))));
        house.node.bells.setup().remove(house.as(house.joe), house.node.bells.bells().of(house.joe).getFirst().id());
        house.confirmedAt0312();
        house.runUntil("04:12:00");
        assertThat(house.story(house.incident())).hasSizeLessThan(100).filteredOn(l -> l.startsWith("Nobody could be rung")).hasSizeGreaterThan(5);
        house.siren(house.joe);
        house.runUntil("04:12:06");
        assertThat(house.bells.soundsFor(house.joe)).isTrue();
    }

    @Test
    void a_siren_that_is_removed_before_it_sounds_holds_up_nobody() throws InterruptedException {
        house.confirmedAt0312();
        house.runUntil("03:12:10");
        house.node.bells.setup().remove(house.as(house.mina), house.node.bells.bells().of(house.mina).getFirst().id());
        house.runUntil("03:12:31");
        assertThat(house.bells.soundsFor(house.joe)).isTrue();
    }
}
