package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incident;
import org.wakebell.platform.web.Refusal;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage.Ongoing;
import org.wakebell.triage.Triage.Verdict;

/** From the first line to the verdict: who is told, how long they have, what happens when nobody decides. */
@NullMarked
@EveryDatabase
class JudgingStoriesTest {

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
    void story_1_a_service_that_falls_silent_after_one_fatal_opens_its_incident_at_five_minutes() {
        house.ordinaryLines(200, "02:00:00", "03:00:00");
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.runUntil("03:04:59");
        assertThat(house.incidents()).isEmpty();

        house.runUntil("03:05:00");

        assertThat(house.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.opened()).isEqualTo(StoryHouse.time("03:05:00"));
            assertThat(incident.why()).contains("no verdict in 5 minutes", "its ordinary lines stopped too");
        });
    }

    @Test
    void story_2_the_same_fatal_while_ordinary_lines_go_on_wakes_nobody_and_reminds() {
        house.ordinaryLines(200, "02:00:00", "03:05:00");
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.runUntil("05:30:00");

        assertThat(house.incidents()).isEmpty();
        assertThat(house.bells.heard).isEmpty();
        assertThat(house.triagersTold("KRW"))
                .hasSize(4)
                .satisfies(told -> assertThat(told.get(0)).startsWith("03:00:00"))
                .satisfies(told -> assertThat(told.get(1)).startsWith("03:05:00 reminder"))
                .satisfies(told -> assertThat(told.get(2)).startsWith("03:30:00 reminder"))
                .satisfies(told -> assertThat(told.get(3)).startsWith("05:00:00 reminder"));
        assertThat(house.node.triage.desk(10).fix()).hasSize(1);
    }

    @Test
    void story_13_after_a_one_off_the_same_trouble_is_a_new_episode_with_its_own_timer() {
        house.ordinaryLines(200, "01:00:00", "02:50:00");
        house.at("02:00:00");
        house.logsFatal("KRW");
        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.ONE_OFF, "", false);

        house.runUntil("02:40:00");
        house.logsFatal("KRW");

        assertThat(house.alert("KRW").episode()).satisfies(e -> {
            assertThat(e.nth()).isEqualTo(2);
            assertThat(e.deadline()).isEqualTo(StoryHouse.time("02:45:00"));
        });
        assertThat(house.triagersTold("KRW")).hasSize(2).last().asString().contains("02:40:00", "one-off");
        assertThat(house.node.triage.look(house.alert("KRW").id()).orElseThrow().count()).isEqualTo(1);
    }

    private List<Verdict> moves(String person) {
        return house.node.triage.moves(house.as(person), house.alert("KRW"));
    }

    @Test
    void after_a_verdict_only_what_is_still_possible_is_offered() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        assertThat(moves(house.ana)).containsExactly(Verdict.values());

        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.ONE_OFF, "", false);
        assertThat(moves(house.ana)).as("the higher verdict stands").containsExactly(Verdict.V911, Verdict.V912);

        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.V911, "", true);
        assertThat(moves(house.ana)).as("a lower one stands it down").containsExactly(Verdict.V912, Verdict.ONE_OFF, Verdict.MISGRADED);

        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.MISGRADED, "", false);
        assertThat(house.incident().state()).isEqualTo(Incident.State.STOOD_DOWN);
        assertThat(moves(house.ana)).doesNotContain(Verdict.MISGRADED);
    }

    @Test
    void what_goes_on_without_a_verdict_opens_itself_and_says_so() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        for (int minute = 1; minute < 5; minute++) {
            house.runUntil("03:0" + minute + ":00");
            house.logsFatal("KRW");
        }
        house.runUntil("03:05:00");
        assertThat(house.incident().why()).contains("it goes on");
        assertThat(house.alert("KRW").episode().incident()).isEqualTo(house.incident().id());
    }

    @Test
    void nobody_awake_in_triage_leaves_one_minute() {
        house.nobodyInTriageIsAwake();
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.runUntil("03:00:59");
        assertThat(house.incidents()).isEmpty();
        house.runUntil("03:01:00");
        assertThat(house.incidents()).hasSize(1);
    }

    @Test
    void a_verdict_911_opens_incident_and_page_at_once_and_the_siren_waits_for_the_undo() {
        house.at("03:12:00");
        house.logsFatal("KRW");
        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.V911, "money", false);
        house.runUntil("03:12:29");
        assertThat(house.bells.heard).isEmpty();
        house.runUntil("03:12:30");
        assertThat(house.bells.heard).singleElement().satisfies(h -> assertThat(h.person()).isEqualTo(house.mina));
        assertThat(house.incident().why()).isEqualTo("Ana judged it 911: money");
    }

    @Test
    void undo_within_thirty_seconds_ends_the_incident_and_restores_the_deadline() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        String alert = house.alert("KRW").id();
        house.runUntil("03:02:00");
        house.node.triage.judge(house.as(house.ana), alert, Verdict.V911, "", false);
        house.runUntil("03:02:29");
        house.node.triage.undo(house.as(house.ana), alert);

        assertThat(house.incident().state()).isEqualTo(Incident.State.UNDONE);
        assertThat(house.alert("KRW").episode().deadline()).isEqualTo(StoryHouse.time("03:05:00"));
        assertThat(house.alert("KRW").episode().verdict()).isNull();
        house.runUntil("03:04:59");
        assertThat(house.bells.heard).isEmpty();
        house.runUntil("03:05:00");
        assertThat(house.incidents()).hasSize(2);
        assertThat(house.incident().number()).isEqualTo(2);
    }

    @Test
    void after_thirty_seconds_there_is_no_undo_and_others_never_had_one() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        String alert = house.alert("KRW").id();
        house.node.triage.judge(house.as(house.ana), alert, Verdict.ONE_OFF, "", false);
        house.isNow(house.joe, org.wakebell.people.Role.TRIAGER);
        assertThatThrownBy(() -> house.node.triage.undo(house.as(house.joe), alert)).isInstanceOf(Refusal.class);
        house.runUntil("03:00:31");
        assertThatThrownBy(() -> house.node.triage.undo(house.as(house.ana), alert))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("30 seconds");
    }

    @Test
    void of_two_verdicts_the_higher_one_wins_in_either_order() {
        house.isNow(house.joe, org.wakebell.people.Role.TRIAGER);
        house.at("03:00:00");
        house.logsFatal("A");
        house.logsFatal("B");
        house.node.triage.judge(house.as(house.ana), house.alert("A").id(), Verdict.V911, "", false);
        assertThatThrownBy(() -> house.node.triage.judge(
                        house.as(house.joe), house.alert("A").id(), Verdict.ONE_OFF, "", false))
                .isInstanceOf(Refusal.class);
        house.node.triage.judge(house.as(house.joe), house.alert("B").id(), Verdict.MISGRADED, "", false);
        house.node.triage.judge(house.as(house.ana), house.alert("B").id(), Verdict.V911, "", false);

        assertThat(house.alert("A").episode().verdict()).isEqualTo(Verdict.V911);
        assertThat(house.alert("B").episode().verdict()).isEqualTo(Verdict.V911);
        assertThat(house.incidents()).allMatch(i -> i.state() == Incident.State.OPENED).hasSize(2);
    }

    @Test
    void a_lower_verdict_after_the_incident_opened_itself_is_a_stand_down() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.runUntil("03:05:10");
        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.ONE_OFF, "test line", false);
        assertThat(house.incident().state()).isEqualTo(Incident.State.STOOD_DOWN);
        house.runUntil("03:12:00");
        assertThat(house.bells.heard).hasSize(1);
        assertThat(house.bells.soundsFor(house.mina)).isFalse();
    }

    @Test
    void more_time_is_ten_minutes_in_all_and_only_once() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.runUntil("03:03:00");
        String alert = house.alert("KRW").id();
        house.node.triage.moreTime(house.as(house.ana), alert);
        house.runUntil("03:09:59");
        assertThat(house.incidents()).isEmpty();
        assertThatThrownBy(() -> house.node.triage.moreTime(house.as(house.ana), alert)).isInstanceOf(Refusal.class);
        house.runUntil("03:10:00");
        assertThat(house.incidents()).hasSize(1);
    }

    @Test
    void looking_is_shown_and_stops_no_timer() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.node.triage.looking(house.as(house.ana), house.alert("KRW").id());
        assertThat(house.alert("KRW").episode().lookingName()).isEqualTo("Ana");
        house.runUntil("03:05:00");
        assertThat(house.incidents()).hasSize(1);
    }

    @Test
    void a_viewer_judges_nothing() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        assertThatThrownBy(() ->
                        house.node.triage.judge(house.viewer(), house.alert("KRW").id(), Verdict.ONE_OFF, "", false))
                .isInstanceOf(Refusal.class);
        assertThat(house.alert("KRW").episode().verdict()).isNull();
    }

    @Test
    void events_join_quietly_until_they_have_grown_tenfold() {
        house.at("03:00:00");
        house.takes(StoryHouse.raised(house.fatal("KRW").users("u1").build()));
        for (int user = 2; user < 10; user++) {
            house.takes(StoryHouse.raised(house.fatal("KRW").users("u" + user).build()));
        }
        assertThat(house.triagersTold("KRW")).hasSize(1);
        house.takes(StoryHouse.raised(house.fatal("KRW").users("u10").build()));
        assertThat(house.triagersTold("KRW")).hasSize(2).last().asString().contains("users grew from 1 to 10");
    }

    @Test
    void a_912_pages_nobody_and_a_rise_to_911_starts_the_timer() {
        house.at("03:00:00");
        house.takes(StoryHouse.raised(house.fatal("KRW").graded(Grade.G912).build()));
        house.runUntil("03:20:00");
        assertThat(house.bells.heard).isEmpty();
        assertThat(house.node.triage.desk(10).fix()).hasSize(1);
        house.logsFatal("KRW");
        assertThat(house.alert("KRW").episode().deadline()).isEqualTo(StoryHouse.time("03:25:00"));
        assertThat(house.alert("KRW").episode().nth()).isEqualTo(1);
    }

    @Test
    void a_stretch_judged_912_goes_on_quietly_and_a_new_one_after_a_pause_is_told() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), Verdict.V912, "", false);
        for (int minute = 1; minute <= 9; minute++) {
            house.runUntil("03:0" + minute + ":00");
            house.logsFatal("KRW");
        }
        assertThat(house.triagersTold("KRW")).hasSize(1);
        house.runUntil("03:20:00");
        house.logsFatal("KRW");
        assertThat(house.triagersTold("KRW")).hasSize(2).last().asString().contains("judged it 912");
    }

    @Test
    void a_trusted_source_opens_alert_incident_and_page_in_one_commit_by_policy() {
        house.at("03:00:00");
        house.takes(StoryHouse.raised(house.fatal("KRW").trusted().build()));
        assertThat(house.incident().why()).contains("by policy", "trusted", "severity FATAL");
        assertThat(house.alert("KRW").episode().verdictBy()).isEqualTo("policy");
        house.node.settle();
        assertThat(house.bells.heard).anyMatch(h -> h.person().equals(house.mina));
    }

    @Test
    void one_broken_source_opens_three_incidents_and_one_storm_and_another_source_is_not_held_up() {
        house.at("03:00:00");
        List<Batch.Delta> flood = new java.util.ArrayList<>();
        for (int i = 0; i < 100; i++) {
            flood.add(house.fatal("key" + i).trusted().build());
        }
        house.takes(new Batch(flood, List.of(), List.of()));
        assertThat(house.incidents()).hasSize(4);
        assertThat(house.incident().title()).contains("Storm");
        assertThat(house.incident().joined()).isEqualTo(96);

        house.takes(StoryHouse.raised(house.fatal("other").from("prometheus").trusted().build()));
        assertThat(house.incidents()).hasSize(5);
    }

    @Test
    void a_911_against_the_evidence_asks_once_with_the_facts_and_the_cost() {
        house.ordinaryLines(200, "02:00:00", "03:12:00");
        house.at("03:05:00");
        house.takes(StoryHouse.raised(house.fatal("KRW").users("u1").build()));
        house.runUntil("03:11:00");
        house.ordinaryLines(200, "03:05:00", "03:11:00");
        String alert = house.alert("KRW").id();
        assertThat(house.node.triage.ongoing(alert, house.clock.instant())).isEqualTo(Ongoing.STOPPED);

        assertThatThrownBy(() -> house.node.triage.judge(house.as(house.ana), alert, Verdict.V911, "", false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("sure"));
        assertThat(house.node.triage.friction(house.as(house.ana), alert)).hasValueSatisfying(friction -> {
            assertThat(friction.against()).anyMatch(f -> f.contains("last seen 6 min ago")).contains("1 user");
            assertThat(friction.sleeper()).isEqualTo("Mina");
            assertThat(friction.cost()).contains("it is 03:11");
        });
        house.node.triage.judge(house.as(house.ana), alert, Verdict.V911, "", true);
        assertThat(house.alert("KRW").episode().sure()).isTrue();
        assertThat(house.incidents()).hasSize(1);
    }

    @Test
    void what_the_sender_took_back_for_two_minutes_needs_no_verdict() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.runUntil("03:02:00");
        house.senderSays("KRW", Batch.Word.Kind.RECOVERED);
        house.runUntil("03:06:00");
        assertThat(house.incidents()).isEmpty();
        assertThat(house.alert("KRW").episode().closedHow()).isEqualTo("recovered");
    }

    @Test
    void flapping_does_not_outrun_the_timer() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        house.runUntil("03:01:00");
        house.senderSays("KRW", Batch.Word.Kind.RECOVERED);
        house.runUntil("03:02:00");
        house.logsFatal("KRW");
        house.runUntil("03:04:00");
        house.senderSays("KRW", Batch.Word.Kind.RECOVERED);
        house.runUntil("03:05:00");
        house.logsFatal("KRW");
        house.runUntil("03:07:00");
        assertThat(house.incidents()).hasSize(1);
    }

    @Test
    void events_of_an_open_incident_join_it_and_after_its_end_begin_anew() {
        house.at("03:00:00");
        house.logsFatal("KRW");
        String alert = house.alert("KRW").id();
        house.node.triage.judge(house.as(house.ana), alert, Verdict.V911, "", false);
        house.runUntil("03:01:00");
        house.logsFatal("KRW");
        assertThat(house.triagersTold("KRW")).hasSize(1);
        house.node.incidents.resolve(house.as(house.mina), house.incident().id(), "restarted");
        house.logsFatal("KRW");
        assertThat(house.triagersTold("KRW")).hasSize(2);
        assertThat(house.alert("KRW").episode().nth()).isEqualTo(2);
    }
}
