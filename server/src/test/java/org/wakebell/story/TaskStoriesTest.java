package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Policy;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.triage.Triage.Verdict;

/** A 912: whom it tells and when, who does it, what happens when nobody does, and how it becomes a 911. Times in UTC. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class TaskStoriesTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Parameter
    Databases database;

    StoryHouse house;
    String lea;

    @BeforeEach
    void anEvening() {
        house = new StoryHouse(database, point -> {}, false);
        house.at("18:00:00");
        house.soft(house.mina);
        house.soft(house.joe);
        lea = house.person("Lea", "09:00", "18:00", Role.ADMIN);
    }

    @AfterEach
    void over() {
        house.close();
    }

    Incidents incidents() {
        return house.node.incidents;
    }

    Incident newest() {
        return house.incident();
    }

    void until(Instant then) {
        house.runUntil(then);
    }

    void judged(Verdict verdict, String why) {
        house.node.triage.judge(house.as(house.ana), house.alert("KRW").id(), verdict, why, true);
        house.node.settle();
    }

    Incident aTask() {
        house.logsFatal("KRW");
        judged(Verdict.V912, "one customer, and it can wait");
        return newest();
    }

    List<String> told(Incident it) {
        return incidents().story(it.id()).stream().map(l -> l.what() + " | " + l.why()).toList();
    }

    List<String> heard(String person) {
        return house.softly(person);
    }

    int sirens() {
        return house.bells.heard.size();
    }

    static Instant tomorrow(String time) {
        return StoryHouse.time(time + ":00").plus(DAY);
    }

    @Test
    void story_12_a_912_at_18_00_wakes_nobody_all_night_and_is_due_at_08_00() {
        Incident task = aTask();
        assertThat(task.grade()).isEqualTo("912");
        assertThat(task.due()).isEqualTo(tomorrow("08:00"));
        assertThat(told(task)).contains(
                "912 by Ana | Ana judged it 912: one customer, and it can wait",
                "Due Mon 08:00 UTC | 8 hours would end while Mina sleeps, or has just woken: one awake hour of theirs");
        assertThat(heard(house.mina)).as("awake at 18:00").containsExactly("912, within the day: no payment route for KRW");

        until(tomorrow("07:00").minusSeconds(1));
        assertThat(heard(house.mina)).hasSize(1);
        until(tomorrow("07:00"));
        assertThat(heard(house.mina)).last().isEqualTo("912, due Mon 08:00 UTC: no payment route for KRW");
        until(tomorrow("10:00"));
        assertThat(sirens()).isZero();
        assertThat(incidents().open()).as("no 911").isEmpty();
        assertThat(heard(house.joe)).isEmpty();
    }

    @Test
    void a_sleeper_hears_of_it_when_they_wake_and_not_before() {
        until(tomorrow("02:00"));
        Incident task = aTask();
        assertThat(told(task)).contains("Mina: told at 07:00 | asleep; a 912 waits until they are awake");
        assertThat(task.due()).as("eight hours").isEqualTo(tomorrow("10:00"));
        until(tomorrow("07:00").minusSeconds(1));
        assertThat(heard(house.mina)).isEmpty();
        until(tomorrow("07:00"));
        assertThat(heard(house.mina)).containsExactly("912, within the day: no payment route for KRW");
        assertThat(sirens()).isZero();
    }

    @Test
    void done_it_leaves_the_list_and_nobody_hears_of_it_again() {
        Incident task = aTask();
        assertThat(incidents().tasks()).extracting(Incident::id).containsExactly(task.id());
        incidents().own(house.as(house.mina), task.id());
        assertThat(newest().state()).isEqualTo(Incident.State.OWNED);
        incidents().resolve(house.as(house.mina), task.id(), "a route was missing");
        assertThat(incidents().tasks()).isEmpty();
        assertThat(told(task)).contains("Mina does it | ", "Mina did it | a route was missing");
        until(tomorrow("12:00"));
        assertThat(heard(house.mina)).hasSize(1);
        assertThat(heard(lea)).isEmpty();
        assertThat(incidents().lastAnswered(house.mina)).as("it was no 911").isNull();
    }

    @Test
    void overdue_goes_to_the_lead_by_day_once_a_day_until_it_is_done() {
        Incident task = aTask();
        until(tomorrow("08:59"));
        assertThat(told(task)).contains("Overdue | its leads are told by day: Lea");
        assertThat(heard(lea)).as("asleep until 09:00").isEmpty();
        until(tomorrow("09:00"));
        assertThat(heard(lea)).containsExactly("912 overdue since Mon 08:00 UTC: no payment route for KRW");
        until(tomorrow("09:00").plus(DAY).minusSeconds(1));
        assertThat(heard(lea)).hasSize(1);
        until(tomorrow("09:00").plus(DAY));
        assertThat(heard(lea)).hasSize(2);
        incidents().resolve(house.as(house.joe), task.id(), "");
        until(tomorrow("09:00").plus(DAY.multipliedBy(3)));
        assertThat(heard(lea)).hasSize(2);
        assertThat(sirens()).isZero();
    }

    @Test
    void handed_to_a_sleeper_they_hear_of_it_when_they_wake_and_have_an_hour() {
        until(StoryHouse.time("23:30:00"));
        Incident task = aTask();
        assertThat(task.due()).isEqualTo(tomorrow("08:00"));
        until(tomorrow("07:50"));
        String sam = house.person("Sam", "09:00", "22:00", Role.RESPONDER);
        incidents().hand(house.as(house.mina), task.id(), sam);
        assertThat(newest().ownerName()).isEqualTo("Sam");
        assertThat(newest().due()).isEqualTo(tomorrow("10:00"));
        until(tomorrow("08:59"));
        assertThat(heard(sam)).isEmpty();
        until(tomorrow("09:00"));
        assertThat(heard(sam)).containsExactlyInAnyOrder(
                "Mina handed you a 912: no payment route for KRW", "912, due Mon 10:00 UTC: no payment route for KRW");
        assertThatThrownBy(() -> incidents().hand(house.as(sam), task.id(), house.ana))
                .isInstanceOf(Refusal.class).hasMessageContaining("may not help");
        assertThat(heard(lea)).isEmpty();
    }

    @Test
    void a_rise_to_911_is_another_incident_with_its_reason_and_taken_back_the_912_stands_again() {
        Incident task = aTask();
        incidents().own(house.as(house.mina), task.id());
        judged(Verdict.V911, "everybody is hurt now");
        Incident rung = newest();
        assertThat(rung.number()).isEqualTo(task.number() + 1);
        assertThat(rung.grade()).isEqualTo("911");
        assertThat(told(task)).contains("Rose to 911: incident " + rung.number() + " | Ana judged it 911: everybody is hurt now");
        assertThat(incidents().look(task.id()).orElseThrow().state()).isEqualTo(Incident.State.ROSE);
        assertThat(incidents().tasks()).isEmpty();

        house.node.triage.undo(house.as(house.ana), house.alert("KRW").id());
        assertThat(incidents().tasks()).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo(task.id());
            assertThat(it.ownerName()).isEqualTo("Mina");
            assertThat(it.due()).isEqualTo(task.due());
        });
        judged(Verdict.V912, "after all");
        until(tomorrow("07:00"));
        assertThat(heard(house.mina)).contains("912, due Mon 08:00 UTC: no payment route for KRW");
    }

    @Test
    void a_responder_lets_it_rise_with_a_reason_and_the_siren_sounds() {
        until(tomorrow("01:50"));
        Incident task = aTask();
        assertThatThrownBy(() -> incidents().rise(house.as(house.joe), task.id(), " ", false)).isInstanceOf(Refusal.class);
        incidents().rise(house.as(house.joe), task.id(), "it spreads", false);
        until(tomorrow("01:55"));
        assertThat(sirens()).isPositive();
        assertThat(newest().why()).isEqualTo("it spreads");
        assertThat(incidents().open()).singleElement().satisfies(it -> assertThat(it.title()).isEqualTo("no payment route for KRW"));
        assertThat(heard(house.mina)).noneMatch(m -> m.startsWith("912"));
    }

    @Test
    void not_done_after_all_it_is_due_anew_and_told_again() {
        Incident task = aTask();
        incidents().resolve(house.as(house.joe), task.id(), "");
        assertThatThrownBy(() -> incidents().reopen(house.as(house.mina), task.id(), "")).isInstanceOf(Refusal.class);
        until(tomorrow("09:00"));
        incidents().reopen(house.as(house.mina), task.id(), "it came back");
        house.node.settle();
        assertThat(newest().due()).isEqualTo(tomorrow("17:00"));
        assertThat(heard(house.mina)).hasSize(2).containsOnly("912, within the day: no payment route for KRW");
        assertThat(told(task)).contains("Mina opened it again | it came back");
    }

    @Test
    void of_one_alert_there_is_one_912_and_the_undo_of_its_verdict_ends_it() {
        Incident task = aTask();
        house.node.triage.undo(house.as(house.ana), house.alert("KRW").id());
        assertThat(newest().state()).isEqualTo(Incident.State.UNDONE);
        judged(Verdict.V912, "after all");
        Incident again = newest();
        assertThat(again.number()).isEqualTo(task.number() + 1);
        until(StoryHouse.time("18:10:00"));
        house.logsFatal("KRW");
        judged(Verdict.V912, "the same");
        assertThat(newest().id()).isEqualTo(again.id());
        assertThat(told(again)).contains("Judged 912 again by Ana | Ana judged it 912: the same");
    }

    @Test
    void a_912_has_a_policy_of_its_own_soft_whatever_it_says_and_until_somebody_does_it() {
        Policy.Step joe = new Policy.Step(new Policy.Target.Persons(List.of(house.joe)), Duration.ofMinutes(30), Policy.GENTLE, 2, 1, null);
        Policy.Step mina = new Policy.Step(new Policy.Target.Persons(List.of(house.mina)), Duration.ofMinutes(30), Policy.GENTLE);
        house.taskPolicy(house.policyCalled("by day", List.of(joe, mina)));
        assertThat(house.paging().planTask(house.checkout, StoryHouse.time("18:00:00")))
                .extracting(p -> p.name() + " after " + p.after().toMinutes() + " min, wakes " + p.wakes())
                .containsExactly("Joe after 0 min, wakes false", "Mina after 60 min, wakes false");
        assertThat(house.paging().planTask(house.checkout, tomorrow("02:00")))
                .extracting(p -> p.name() + " after " + p.after().toMinutes() + " min")
                .containsExactly("Joe after 300 min", "Mina after 360 min");

        Incident task = aTask();
        until(StoryHouse.time("18:29:59"));
        assertThat(heard(house.joe)).hasSize(1);
        until(StoryHouse.time("18:59:59"));
        assertThat(heard(house.joe)).as("twice, as its step says").hasSize(2);
        assertThat(heard(house.mina)).isEmpty();
        until(StoryHouse.time("19:00:00"));
        assertThat(heard(house.mina)).hasSize(1);
        assertThat(told(task)).contains("Mina: chat | named by the policy; step 2 of “by day”");
        until(tomorrow("06:00"));
        assertThat(sirens()).isZero();
        assertThat(heard(house.joe)).hasSize(2);
        assertThat(heard(house.mina)).as("the steps are not repeated").hasSize(1);

        house.taskPolicy("");
        assertThat(house.paging().planTask(house.checkout, StoryHouse.time("18:00:00"))).extracting(p -> p.name()).containsExactly("Mina");
    }

    @Test
    void whoever_takes_it_ends_the_steps_of_its_policy() {
        Policy.Step mina = new Policy.Step(new Policy.Target.Persons(List.of(house.mina)), Duration.ofMinutes(30), Policy.GENTLE);
        Policy.Step joe = new Policy.Step(new Policy.Target.Persons(List.of(house.joe)), Duration.ofMinutes(30), Policy.GENTLE);
        house.taskPolicy(house.policyCalled("by day", List.of(mina, joe)));
        Incident task = aTask();
        until(StoryHouse.time("18:10:00"));
        incidents().own(house.as(house.mina), task.id());
        until(StoryHouse.time("22:00:00"));
        assertThat(heard(house.joe)).isEmpty();
    }
}
