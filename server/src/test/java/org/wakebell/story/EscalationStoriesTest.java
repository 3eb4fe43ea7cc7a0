package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Hours;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;
import org.wakebell.paging.Policy.Step;
import org.wakebell.paging.Policy.Target;
import org.wakebell.paging.PolicyText;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.triage.Batch;

/** What a policy's steps may say: how often, how many answers, in which hours, which team, and when not to ask the awake first. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class EscalationStoriesTest {

    private static final Duration WAIT = Duration.ofMinutes(2);

    @Parameter
    Databases database;

    final Deaths deaths = new Deaths();
    FullHouse story;
    String checkout;

    @BeforeEach
    void aNight() {
        story = new FullHouse(database, "03:12:00", deaths);
        for (String name : List.of("Mina", "Joe", "Sam")) {
            story.responder(name);
        }
        story.triager("Tae");
        checkout = story.service("checkout");
    }

    @AfterEach
    void morning() {
        story.close();
    }

    Paging paging() {
        return story.house().paging().paging();
    }

    Incident incident() {
        return story.house().incident().incidents().newest(1).getFirst();
    }

    void wakes() {
        story.house().incident().incidents().wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "checkout is down", true));
        story.settle();
    }

    Target only(String... persons) {
        return new Target.Persons(List.of(persons).stream().map(p -> story.who(p).id()).toList());
    }

    static Step step(Target target, int times, int answers, @org.jspecify.annotations.Nullable Hours hours) {
        return new Step(target, WAIT, Duration.ofSeconds(30), times, answers, hours);
    }

    long calls(String person) {
        return story.mails(person).stream().filter(m -> m.startsWith("911")).count();
    }

    List<String> told() {
        return story.house().incident().incidents().story(incident().id()).stream()
                .map(l -> l.what() + " | " + l.why())
                .toList();
    }

    @Test
    void a_step_is_rung_as_often_as_it_says_before_the_next_one_begins() {
        story.policy(checkout, List.of(step(only("Mina"), 3, 1, null), step(only("Joe"), 1, 1, null)));
        wakes();
        story.until("03:13:59");
        assertThat(calls("Mina")).isEqualTo(1);
        story.until("03:14:00");
        assertThat(calls("Mina")).isEqualTo(2);
        story.until("03:17:59");
        assertThat(calls("Mina")).isEqualTo(3);
        assertThat(calls("Joe")).isZero();
        story.until("03:18:00");
        assertThat(calls("Joe")).isEqualTo(1);
    }

    @Test
    void a_hush_ends_the_repetitions_too() {
        story.policy(checkout, List.of(step(only("Mina"), 3, 1, null), step(only("Joe"), 1, 1, null)));
        wakes();
        paging().hush(story.by("Mina"), incident().page());
        story.settle();
        assertThat(calls("Joe")).isEqualTo(1);
        assertThat(calls("Mina")).isEqualTo(1);
    }

    @Test
    void two_must_answer_the_first_is_left_in_peace_and_the_other_rings_on() {
        story.siren("Mina");
        story.siren("Joe");
        story.policy(checkout, List.of(step(only("Mina", "Joe"), 1, 2, null), step(only("Sam"), 1, 1, null)));
        wakes();
        story.until("03:12:45");
        assertThat(paging().answer(story.by("Mina"), incident().page(), "up")).isEqualTo(Paging.Heard.MORE);
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(incident().state()).isEqualTo(Incident.State.OPENED);
        assertThat(told()).contains("Mina: I’m up | 1 of 2 who must answer; the others ring on");
        int mina = story.sounded("Mina").size();
        story.until("03:13:50");
        assertThat(story.sounded("Joe").getLast()).isAfter(FullHouse.instant("03:12:45"));
        assertThat(story.sounded("Mina")).hasSize(mina);
        assertThat(paging().answer(story.by("Joe"), incident().page(), "up")).isEqualTo(Paging.Heard.ANSWERED);
        story.settle();
        assertThat(incident().state()).isEqualTo(Incident.State.ANSWERED);
        assertThat(story.sounding("Joe")).isFalse();
    }

    @Test
    void a_step_of_other_hours_is_passed_over_at_once_and_says_so() {
        Hours day = Hours.of("09:00-18:00 Asia/Seoul");
        Hours night = Hours.of("18:00-09:00 Asia/Seoul");
        story.policy(checkout, List.of(step(only("Mina"), 1, 1, night), step(only("Joe"), 1, 1, day)));
        assertThat(paging().plan(checkout, story.now())).extracting(Paging.Planned::name).containsExactly("Joe");
        assertThat(paging().plan(checkout, FullHouse.instant("12:00"))).extracting(Paging.Planned::name).containsExactly("Mina");
        wakes();
        assertThat(calls("Joe")).as("12:12 in Seoul").isEqualTo(1);
        assertThat(calls("Mina")).isZero();
        assertThat(told()).contains("Step 1 passed over | it holds 18:00-09:00 Asia/Seoul only");
    }

    @Test
    void at_an_hour_that_no_step_holds_the_last_resort_rings_at_once() {
        story.policy(checkout, List.of(step(only("Mina"), 1, 1, new Hours(LocalTime.of(9, 0), LocalTime.of(18, 0), ZoneId.of("UTC")))));
        wakes();
        assertThat(List.of(calls("Mina"), calls("Joe"), calls("Sam"))).containsOnly(1L);
    }

    @Test
    void a_team_is_everyone_in_it_who_may_help() {
        story.policy(checkout, List.of(step(new Target.Team(story.team()), 1, 1, null)));
        wakes();
        assertThat(List.of(calls("Mina"), calls("Joe"), calls("Sam"))).containsOnly(1L);
        assertThat(calls("Tae")).isZero();
        assertThat(paging().rings(incident().page())).allMatch(r -> r.why().equals("team platform; step 1 of “usual”"));
    }

    void fires(String key, int users) {
        long minute = story.now().getEpochSecond() / 60;
        Set<String> hurt = IntStream.range(0, users).mapToObj(i -> "user" + i).collect(Collectors.toSet());
        story.house().triage().triage().take(new Batch(
                List.of(new Batch.Delta(
                        "otel", checkout, "1:" + key, Grade.G911, "no payment route", "1", "severity FATAL", "same message", true, 1,
                        story.now(), story.now(), Map.of(minute, 1L), hurt, Set.of(), List.of())),
                List.of(), List.of()));
        story.settle();
    }

    @Test
    void when_the_trouble_is_at_its_worst_nobody_awake_is_asked_first() {
        story.person("Owl", "00:00", "23:59", Set.of(Role.RESPONDER), "prod-write");
        String schedule = story.schedule("primary", "Mina");
        story.policy(checkout, List.of(step(new Target.Awake(schedule, 500), 1, 1, null), step(new Target.OnCall(schedule), 1, 1, null)));
        fires("few", 20);
        assertThat(calls("Owl")).isEqualTo(1);
        assertThat(calls("Mina")).isZero();
        fires("many", 600);
        assertThat(calls("Owl")).isEqualTo(1);
        assertThat(calls("Mina")).isEqualTo(1);
        assertThat(told()).contains(
                "Step 1 passed over | 600 users are hurt: no time to ask who is awake first, whoever is on call is rung at once");
    }

    private void anOwlIsAskedFirst() {
        story.person("Owl", "00:00", "23:59", Set.of(Role.RESPONDER), "prod-write");
        String schedule = story.schedule("primary", "Mina");
        story.policy(checkout, List.of(step(new Target.Awake(schedule, 500), 2, 1, null), step(new Target.OnCall(schedule), 1, 1, null)));
        fires("pay", 300);
        assertThat(calls("Owl")).isEqualTo(1);
    }

    @Test
    void when_too_many_are_hurt_while_the_awake_are_asked_the_next_step_comes_at_once() {
        anOwlIsAskedFirst();
        story.until("03:12:20");
        fires("pay", 499);
        assertThat(calls("Mina")).as("not too many yet").isZero();
        story.until("03:12:30");
        fires("pay", 500);
        assertThat(calls("Mina")).isEqualTo(1);
        assertThat(told()).contains("On to the next step at once | 500 users are hurt by now: no time to wait for who is awake, "
                + "whoever is on call is rung at once");
        fires("pay", 900);
        story.until("03:14:29");
        assertThat(List.of(calls("Owl"), calls("Mina"))).as("nothing comes twice").containsOnly(1L);
        assertThat(told()).filteredOn(line -> line.startsWith("On to the next step")).hasSize(1);
    }

    @Tag("slow")
    @Test
    void killed_at_one_commit_after_the_other_too_many_hurt_ring_whoever_is_on_call_once() {
        anOwlIsAskedFirst();
        story.until("03:12:30");
        int died = deaths.during(story, () -> {
            fires("pay", 700);
            story.until("03:13:00");
        });
        assertThat(died).isGreaterThan(2);
        assertThat(paging().rings(incident().page())).filteredOn(r -> r.person().equals(story.who("Mina").id())).hasSize(1);
        assertThat(told()).filteredOn(line -> line.startsWith("On to the next step")).hasSize(1);
    }

    @Test
    void who_answered_a_911_within_the_hour_is_asked_first_whatever_the_clock_says() {
        String schedule = story.schedule("primary", "Mina");
        story.policy(checkout, Policy.usual(schedule));
        wakes();
        paging().answer(story.by("Joe"), incident().page(), "up");
        story.house().incident().incidents().own(story.by("Joe"), incident().id());
        story.until("03:40:00");
        wakes();
        assertThat(calls("Joe")).isEqualTo(1);
        assertThat(calls("Mina")).as("she was rung for the first one only").isEqualTo(1);
        assertThat(paging().rings(incident().page())).allMatch(r -> r.why().equals("awake first: answered another 911 at 03:12; step 1 of “usual”"));
    }

    /** The timeline of docs/paging.md. */
    @Test
    void everything_decided_carries_its_reason_and_its_proof() {
        story.person("Owl", "00:00", "23:59", Set.of(Role.RESPONDER), "prod-write");
        story.siren("Mina");
        String schedule = story.schedule("primary", "Mina");
        story.policy(checkout, List.of(step(new Target.Awake(schedule), 1, 1, null), step(new Target.OnCall(schedule), 1, 1, null)));
        wakes();
        story.until("03:14:41");
        paging().answer(story.by("Mina"), incident().page(), "up");
        assertThat(told()).containsSubsequence(
                "Owl: e-mail | awake first: awake (03:12 in UTC), may prod-write; step 1 of “usual”",
                "Mina: e-mail, siren at 03:14:30 | on call, rota \"all week\"; step 2 of “usual”, because Owl (awake) did not answer in 2 min",
                "Mina’s siren is sounding | the device says that it sounds",
                "Mina: I’m up | on the screen");
        assertThat(paging().rings(incident().page())).filteredOn(Paging.RingFact::loud).singleElement().satisfies(ring -> {
            assertThat(ring.why()).contains("step 2 of “usual”, because Owl (awake) did not answer in 2 min");
            assertThat(ring.proof()).startsWith("DEVICE_STATE");
            assertThat(ring.proofAt()).isEqualTo(FullHouse.instant("03:14:30"));
        });
    }

    @Test
    void what_cannot_be_meant_is_refused_with_its_step() {
        for (String wrong : List.of(
                "oncall nowhere | 60 | 30", "team nobody | 60 | 30", "persons ghost | 60 | 30", "next | 60 | 30 | 11 | 1 |",
                "next | 60 | 30 | 1 | 0 |", "next | 60 | 30 | 1 | 1 | at night", "next | 60 | 30 | 1 | 1 | 22:00-22:00 UTC",
                "next | 3601 | 30", "next | 60 | -1", "somebody | 60 | 30")) {
            assertThatThrownBy(() -> story.policy(checkout, PolicyText.read("next | 60 | 30\n" + wrong)))
                    .as(wrong)
                    .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("steps"))
                    .hasMessageContaining("Step 2");
        }
        String all = "awake s 50 | 60 | 30 | 2 | 3 | 22:00-07:00 Asia/Seoul\nteam t | 0 | 0\n";
        assertThat(PolicyText.write(PolicyText.read(all))).isEqualTo(all);
    }

    @Tag("slow")
    @Test
    void killed_at_one_commit_after_the_other_a_step_is_repeated_once_and_the_next_one_is_rung_once() {
        story.siren("Mina");
        story.policy(checkout, List.of(step(only("Mina"), 2, 1, null), step(only("Joe"), 1, 1, null)));
        wakes();
        int died = deaths.during(story, () -> story.until("03:16:01"));
        assertThat(died).isGreaterThan(8);
        assertThat(paging().rings(incident().page())).filteredOn(r -> !r.loud() && r.person().equals(story.who("Mina").id())).hasSize(2);
        assertThat(paging().rings(incident().page())).filteredOn(r -> r.person().equals(story.who("Joe").id())).hasSize(1);
        assertThat(paging().nextStep(incident().page())).isEqualTo(FullHouse.instant("03:18:00"));
    }

    @Test
    void who_went_quiet_after_an_answer_is_rung_with_the_next_step_however_often_theirs_is_repeated() {
        story.policy(checkout, List.of(step(only("Mina"), 3, 1, null), step(only("Joe"), 1, 1, null)));
        wakes();
        story.until("03:12:10");
        paging().answer(story.by("Mina"), incident().page(), "up");
        story.until("03:20:09");
        assertThat(calls("Joe")).isZero();
        story.until("03:20:10");
        assertThat(calls("Joe")).isEqualTo(1);
    }

    @Test
    void the_next_who_may_help_is_nobody_who_is_up_already() {
        story.policy(checkout, List.of(step(only("Mina"), 1, 2, null), step(new Target.NextAble(), 1, 1, null)));
        wakes();
        assertThat(paging().answer(story.by("Joe"), incident().page(), "up")).isEqualTo(Paging.Heard.MORE);
        story.until("03:14:00");
        assertThat(calls("Joe")).isZero();
        assertThat(calls("Sam")).isEqualTo(1);
    }

    @Test
    void what_was_passed_on_does_not_come_back_to_who_is_up_by_then() {
        story.policy(checkout, List.of(step(only("Mina"), 1, 2, null), step(only("Mina"), 1, 2, null)));
        wakes();
        paging().passOn(story.by("Mina"), incident().page(), story.who("Joe").id());
        story.until("03:13:00");
        assertThat(paging().answer(story.by("Mina"), incident().page(), "up")).isEqualTo(Paging.Heard.MORE);
        story.until("03:15:05");
        assertThat(calls("Mina")).isEqualTo(1);
    }

    @Test
    void a_repetition_whose_bells_all_fail_goes_on_at_once_like_the_first_time() {
        story.siren("Joe");
        story.policy(checkout, List.of(step(only("Mina"), 3, 1, null), step(only("Joe"), 1, 1, null)));
        wakes();
        story.until("03:13:55");
        assertThat(calls("Mina")).isEqualTo(1);
        story.noMail();
        story.until("03:15:00");
        assertThat(story.sounded("Joe")).isNotEmpty();
    }

    @Test
    void nothing_that_a_page_waits_for_is_ever_parked() {
        assertThat(story.house().paging().kinds()).allMatch(kind -> kind.parkAfter() == Integer.MAX_VALUE);
        assertThat(story.house().incident().kinds())
                .filteredOn(kind -> kind.name().equals("incident.recovered"))
                .singleElement()
                .matches(kind -> kind.parkAfter() == Integer.MAX_VALUE);
    }

    /** No siren, and the mail server is away: each round would send one more when it is back. */
    @Test
    void a_soft_bell_that_is_still_tried_is_not_rung_by_every_round_once_more() {
        story.policy(checkout, List.of(step(only("Mina"), 1, 1, null)));
        story.noMail();
        wakes();
        story.until("03:16:00");
        assertThat(paging().rings(incident().page())).filteredOn(r -> r.person().equals(story.who("Mina").id())).hasSizeLessThan(4);
    }
}
