package org.wakebell.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakebell.story.FullHouse.instant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.FullHouse;

/** Pages about a drill, so that paging is told alone; what incidents make of it is told in their own stories. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class PagingTest {

    @Parameter
    Databases database;

    FullHouse story;
    Paging paging;
    String checkout;
    final List<String> told = new ArrayList<>();
    final List<String> answered = new ArrayList<>();

    @BeforeEach
    void aNight() {
        story = new FullHouse(database, "03:12:00");
        story.house().paging().answersFor(new Subject() {
            @Override
            public String kind() {
                return "story";
            }

            @Override
            public Brief brief(String id) {
                return new Brief("Checkout answers 500", List.of("1,240 users"), instant("03:00"), "/incidents/" + id);
            }

            @Override
            public void answered(String id, String page, String choice, Actor who) {
                answered.add(who.name() + " " + choice);
            }

            @Override
            public void told(String id, Instant at, String what, String why) {
                told.add(what + " | " + why);
            }
        });
        paging = story.house().paging().paging();
        story.responder("Mina");
        story.responder("Joe");
        story.triager("Tae");
        story.person("Vic", "00:00", "23:59", Set.of(Role.VIEWER));
        checkout = story.service("checkout");
        story.policy(checkout, Policy.usual(story.schedule("primary", "Mina")));
        story.siren("Mina");
        story.siren("Joe");
    }

    @AfterEach
    void morning() {
        story.close();
    }

    String wake() {
        return page(Set.of(), Actor.system());
    }

    String page(Set<String> persons, Actor by) {
        String id = paging.page(new Paging.NewPage(
                "story", "57", Paging.Urgency.WAKE, checkout, persons, by, "confirmed", story.now()));
        story.settle();
        return id;
    }

    @Test
    void a_sleeper_gets_a_mail_at_once_and_the_siren_after_thirty_seconds() {
        wake();
        assertThat(story.mails("Mina")).containsExactly("911: Checkout answers 500");
        assertThat(story.sounded("Mina")).isEmpty();
        story.until("03:12:30");
        assertThat(story.sounded("Mina")).containsExactly(instant("03:12:30"));
        assertThat(story.mails("Joe")).isEmpty();
        assertThat(told).anyMatch(t -> t.startsWith("Mina’s siren is sounding | the device says that it sounds"));
    }

    @Test
    void an_answer_quiets_everything_and_the_next_person_sleeps_on() {
        String page = wake();
        story.until("03:12:41");
        assertThat(story.sounding("Mina") || !story.sounded("Mina").isEmpty()).isTrue();
        assertThat(paging.answer(story.by("Mina"), page, "up")).isEqualTo(Paging.Heard.ANSWERED);
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        int before = story.sounded("Mina").size();
        paging.own(story.by("Mina"), page);
        story.until("03:40:00");
        assertThat(story.sounded("Mina")).hasSize(before);
        assertThat(story.sounded("Joe")).isEmpty();
        assertThat(answered).containsExactly("Mina up");
    }

    /** Story 3 of docs/semantics.md. */
    @Test
    void an_answer_given_asleep_does_not_end_the_page() {
        String page = wake();
        story.until("03:12:41");
        paging.answer(story.by("Mina"), page, "up");
        story.until("03:17:40");
        assertThat(story.mails("Mina")).doesNotContain("Still up?");
        story.until("03:17:41");
        assertThat(story.mails("Mina")).contains("Still up?");
        int before = story.sounded("Mina").size();
        story.until("03:20:40");
        assertThat(story.sounded("Mina")).hasSize(before);
        assertThat(story.mails("Joe")).isEmpty();
        story.until("03:20:41");
        assertThat(story.sounded("Mina")).hasSize(before + 1).endsWith(instant("03:20:41"));
        assertThat(story.mails("Joe")).hasSize(1);
        assertThat(told).anyMatch(t -> t.contains("Mina is rung again") && t.endsWith("answered 03:12, nothing since"));
        story.until("03:21:11");
        assertThat(story.sounded("Joe")).containsExactly(instant("03:21:11"));
    }

    @Test
    void any_act_keeps_the_wake_check_away() {
        String page = wake();
        story.until("03:12:41");
        paging.answer(story.by("Mina"), page, "up");
        story.until("03:16:00");
        paging.acted(story.by("Mina"), page);
        story.until("03:20:59");
        assertThat(story.mails("Mina")).doesNotContain("Still up?");
        story.until("03:21:00");
        assertThat(story.mails("Mina")).contains("Still up?");
    }

    /** Story 4: others can only see it. */
    @Test
    void a_viewer_is_seen_and_the_bell_goes_on_an_able_colleague_answers() {
        String page = wake();
        story.until("03:12:30");
        assertThat(paging.answer(story.by("Vic"), page, "up")).isEqualTo(Paging.Heard.SEEN);
        story.settle();
        assertThat(story.sounding("Mina")).isTrue();
        assertThat(paging.answer(story.by("Joe"), page, "up")).isEqualTo(Paging.Heard.ANSWERED);
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(told).anyMatch(t -> t.startsWith("Vic saw it"));
    }

    @Test
    void without_an_answer_the_next_steps_come_and_then_it_begins_again() {
        wake();
        story.until("03:15:00");
        assertThat(story.mails("Joe")).hasSize(1);
        story.until("03:15:30");
        assertThat(story.sounded("Joe")).hasSize(1);
        story.until("03:24:00");
        assertThat(story.mails("Mina").size()).isGreaterThanOrEqualTo(2);
        assertThat(paging.open()).singleElement().satisfies(p -> assertThat(p.state()).isEqualTo("RINGING"));
    }

    @Test
    void a_hush_is_no_answer_the_next_step_comes_at_once() {
        String page = wake();
        story.until("03:12:32");
        paging.hush(story.by("Mina"), page);
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(story.mails("Joe")).hasSize(1);
        story.until("03:13:02");
        assertThat(story.sounded("Joe")).hasSize(1);
    }

    /** A double tap, or a request that was sent twice; her own bell rings in the next step, too. */
    @Test
    void a_hush_that_arrives_twice_is_one_hush() {
        String mina = story.who("Mina").id();
        story.policy(checkout, List.of(her(Duration.ofSeconds(30)), her(Duration.ofSeconds(30))));
        String page = wake();
        story.until("03:12:32");
        Instant heard = paging.heard(mina, List.of(page));
        paging.hush(story.by("Mina"), List.of(page), heard);
        story.settle();
        assertThat(story.mails("Mina")).hasSize(2);
        paging.hush(story.by("Mina"), List.of(page), heard);
        story.until("03:13:02");
        assertThat(story.mails("Mina")).hasSize(2);
        assertThat(told).filteredOn(t -> t.startsWith("Mina hushed")).hasSize(1);
        assertThat(story.sounding("Mina")).isTrue();
    }

    @Test
    void beside_the_bell_too_a_hush_that_arrives_twice_is_one_hush() {
        String page = wake();
        story.until("03:12:32");
        var lines = story.house().bells().lines();
        String bell = story.house().bells().bells().of(story.who("Mina").id()).stream()
                .filter(org.wakebell.bells.Bells.BellFact::waking).findFirst().orElseThrow().id();
        String key = lines.wanted(bell).getFirst().key();
        lines.pressed(key, "hush", "on the bedside page", story.now());
        lines.pressed(key, "hush", "on the bedside page", story.now());
        story.settle();
        assertThat(told).filteredOn(t -> t.startsWith("Mina hushed")).hasSize(1);
        assertThat(paging.find(page).orElseThrow().state()).isEqualTo("RINGING");
    }

    /** The siren is out of reach; what rings it is tried until it sounds, and is not doubled meanwhile. */
    @Test
    void a_siren_that_cannot_be_reached_is_tried_on_by_one_ring() {
        story.twin("Mina").unplugNetwork();
        String page = wake();
        story.until("03:19:00");
        assertThat(loud(page)).hasSize(1);
        assertThat(told).anyMatch(t -> t.startsWith("Mina: ") && t.contains("siren is still tried"));
        story.twin("Mina").plugNetwork();
        story.until("03:19:30");
        assertThat(story.sounded("Mina")).isNotEmpty();
        assertThat(loud(page)).singleElement().satisfies(ring -> assertThat(ring.state()).isEqualTo("RUNG"));
    }

    private List<Paging.RingFact> loud(String page) {
        return paging.rings(page).stream()
                .filter(ring -> ring.loud() && ring.person().equals(story.who("Mina").id()))
                .toList();
    }

    private Policy.Step her(Duration gentle) {
        return new Policy.Step(new Policy.Target.Persons(List.of(story.who("Mina").id())), Policy.WAIT, gentle);
    }

    @Test
    void what_was_passed_on_comes_back_after_three_minutes() {
        String page = wake();
        story.until("03:12:40");
        paging.passOn(story.by("Mina"), page, null);
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(story.mails("Joe")).hasSize(1);
        int before = story.sounded("Mina").size();
        story.until("03:15:39");
        assertThat(story.sounded("Mina")).hasSize(before);
        story.until("03:15:40");
        assertThat(story.sounded("Mina")).hasSize(before + 1);
    }

    @Test
    void what_is_passed_on_twice_in_a_row_wakes_one_person() {
        story.responder("Ben");
        story.siren("Ben");
        String page = wake();
        story.until("03:12:40");
        paging.passOn(story.by("Mina"), page, null);
        paging.passOn(story.by("Mina"), page, null);
        paging.passOn(story.by("Mina"), page, null);
        story.until("03:13:20");
        assertThat(told).filteredOn(t -> t.startsWith("Mina passed it on")).hasSize(1);
        assertThat(story.mails("Joe").size() + story.mails("Ben").size()).isEqualTo(1);
        story.until("03:15:41");
        paging.passOn(story.by("Mina"), page, null);
        assertThat(told).filteredOn(t -> t.startsWith("Mina passed it on")).hasSize(2);
    }

    @Test
    void the_awake_are_asked_softly_first() {
        story.person("Ari", "00:00", "23:59", Set.of(Role.RESPONDER), "prod-write");
        wake();
        assertThat(story.mails("Ari")).hasSize(1);
        assertThat(story.mails("Mina")).isEmpty();
        story.until("03:14:59");
        assertThat(story.sounded("Mina")).isEmpty();
        story.until("03:15:30");
        assertThat(story.mails("Mina")).hasSize(1);
        assertThat(story.sounded("Mina")).containsExactly(instant("03:15:30"));
    }

    /** Story 11: the judge would be rung. */
    @Test
    void who_is_on_call_and_judges_it_has_it_already() {
        String page = page(Set.of(), story.by("Mina"));
        story.until("03:25:00");
        assertThat(story.sounded("Mina")).isEmpty();
        assertThat(story.mails("Mina")).isEmpty();
        assertThat(answered).containsExactly("Mina own");
        paging.help(story.by("Mina"), page);
        story.settle();
        assertThat(story.mails("Joe")).hasSize(1);
    }

    @Test
    void who_owns_it_is_asked_after_half_an_hour_and_then_rung_with_whoever_is_on_call() {
        String page = wake();
        story.until("03:12:41");
        paging.own(story.by("Joe"), page);
        story.until("03:42:40");
        assertThat(story.mails("Joe")).isEmpty();
        story.until("03:42:41");
        assertThat(story.mails("Joe")).containsExactly("Still up?");
        int mina = story.sounded("Mina").size();
        story.until("03:45:41");
        assertThat(story.sounded("Joe")).hasSize(1);
        story.until("03:46:11");
        assertThat(story.sounded("Mina")).hasSize(mina + 1);
    }

    @Test
    void no_loud_bell_starts_while_it_seems_to_recover_and_it_goes_on_where_it_was() {
        String page = wake();
        story.until("03:12:10");
        paging.hold(page, true, "the sender says it recovered");
        story.until("03:13:40");
        assertThat(story.sounded("Mina")).isEmpty();
        paging.hold(page, false, "it fires again");
        story.settle();
        assertThat(story.sounded("Mina")).containsExactly(instant("03:13:40"));
    }

    @Test
    void when_it_is_over_everyone_rung_hears_that_they_may_sleep() {
        String page = wake();
        story.until("03:12:40");
        paging.end(Actor.system(), page, Paging.End.STOOD_DOWN, "not a 911");
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(story.mails("Mina")).last().isEqualTo("Over: Checkout answers 500");
        assertThat(story.mails("Joe")).isEmpty();
        assertThat(paging.answer(story.by("Mina"), page, "up")).isEqualTo(Paging.Heard.OVER);
        story.until("04:00:00");
        assertThat(story.mails("Mina")).hasSize(2);
    }

    @Test
    void ten_minutes_without_an_answer_and_the_triagers_get_the_numbers() {
        wake();
        story.until("03:22:00");
        assertThat(story.mails("Tae")).containsExactly("No answer for 10 minutes: Checkout answers 500");
    }

    @Test
    void a_siren_that_cannot_ring_is_said_with_its_reason_and_the_page_goes_on() {
        story.twin("Mina").unplugNetwork();
        String page = wake();
        story.until("03:15:30");
        assertThat(story.sounded("Mina")).isEmpty();
        assertThat(paging.rings(page)).anyMatch(r -> r.loud() && r.state().equals("FAILED"));
        assertThat(told).anyMatch(t -> t.startsWith("Mina’s siren could not ring yet"));
        assertThat(story.sounded("Joe")).containsExactly(instant("03:15:30"));
        story.twin("Mina").plugNetwork();
        story.until("03:17:00");
        assertThat(story.sounded("Mina")).isNotEmpty();
    }

    @Test
    void help_is_never_whoever_is_up_already() {
        story.responder("Zoe");
        String page = wake();
        story.until("03:12:40");
        paging.answer(story.by("Joe"), page, "up");
        paging.help(story.by("Mina"), page);
        story.settle();
        assertThat(story.mails("Joe")).isEmpty();
        assertThat(story.mails("Zoe")).hasSize(1);
    }

    /** Somebody has it and asked for help: whoever is called to help may quiet their bell, too. */
    @Test
    void a_helper_who_hushes_is_quiet_and_the_next_one_is_called() {
        story.responder("Zoe");
        String page = wake();
        story.until("03:12:41");
        paging.own(story.by("Mina"), page);
        paging.help(story.by("Mina"), page);
        story.until("03:13:20");
        assertThat(story.sounded("Joe")).isNotEmpty();
        int before = story.sounded("Joe").size();
        paging.hush(story.by("Joe"), page);
        story.until("03:15:20");
        assertThat(story.sounded("Joe")).hasSize(before);
        assertThat(story.mails("Zoe")).hasSize(1);
        assertThat(paging.find(page).orElseThrow().state()).isEqualTo("OWNED");
    }

    @Test
    void a_helper_who_accepts_it_is_left_in_peace_by_their_bell() {
        String page = wake();
        story.until("03:12:41");
        paging.own(story.by("Mina"), page);
        paging.help(story.by("Mina"), page);
        story.until("03:13:20");
        assertThat(story.sounded("Joe")).isNotEmpty();
        int before = story.sounded("Joe").size();
        paging.offer(story.by("Mina"), page, story.who("Joe").id());
        paging.accept(story.by("Joe"), page);
        story.until("03:16:20");
        assertThat(story.sounded("Joe")).hasSize(before);
    }

    @Test
    void nobody_of_another_team_calls_for_help_in_it() {
        String other = story.house().people().register().addTeam(FullHouse.ADMIN, "other");
        String olga = story.house().people().register().add(
                FullHouse.ADMIN, Draft.of("Olga", "olga@example.org", "UTC").as(Role.RESPONDER).able("prod-write").in(other));
        String page = wake();
        story.until("03:12:41");
        paging.own(story.by("Mina"), page);
        Actor outsider = new Actor(olga, "Olga", Set.of(Role.RESPONDER), Actor.Via.TOKEN);
        assertThatThrownBy(() -> paging.help(outsider, page)).isInstanceOf(Refusal.class);
        story.settle();
        assertThat(story.mails("Joe")).isEmpty();
    }

    @Test
    void whose_account_ended_while_it_rang_answers_nothing_any_more() {
        String page = wake();
        story.until("03:12:32");
        story.house().people().register().deactivate(FullHouse.ADMIN, story.who("Mina").id());
        assertThat(paging.answer(story.by("Mina"), page, "up")).isEqualTo(Paging.Heard.SEEN);
        assertThat(paging.passOn(story.by("Mina"), page, null)).isEqualTo(Paging.Heard.SEEN);
        assertThat(paging.find(page).orElseThrow().state()).isEqualTo("RINGING");
    }

    @Test
    void a_siren_that_is_switched_off_while_it_sounds_is_no_bell_and_switched_on_again_it_is_rung_anew() {
        wake();
        story.until("03:12:40");
        assertThat(story.sounded("Mina")).isNotEmpty();
        String siren = story.house().bells().bells().of(story.who("Mina").id()).stream()
                .filter(org.wakebell.bells.Bells.BellFact::waking).findFirst().orElseThrow().id();
        story.house().bells().setup().switchOn(FullHouse.ADMIN, siren, false);
        story.until("03:12:50");
        assertThat(story.sounding("Mina")).isFalse();
        story.house().bells().setup().switchOn(FullHouse.ADMIN, siren, true);
        int before = story.sounded("Mina").size();
        story.until("03:24:00");
        assertThat(story.sounded("Mina")).hasSizeGreaterThan(before);
    }

    /** Ten minutes without an answer: the triagers are asked to call, and that is no call to get up. */
    @Test
    void whoever_was_only_told_of_it_answers_nothing() {
        String page = wake();
        story.until("03:22:10");
        assertThat(story.mails("Tae")).isNotEmpty();
        assertThat(paging.answer(story.by("Tae"), page, "up")).isEqualTo(Paging.Heard.SEEN);
        assertThat(paging.find(page).orElseThrow().state()).isEqualTo("RINGING");
        paging.hush(story.by("Tae"), page);
        assertThat(told).noneMatch(t -> t.startsWith("Tae hushed"));
    }

    @Test
    void passed_on_to_bells_that_all_fail_the_next_step_comes_at_once() {
        story.responder("Zoe");
        story.siren("Zoe");
        String page = wake();
        story.until("03:12:40");
        story.twin("Joe").unplugNetwork();
        story.noMail();
        paging.passOn(story.by("Mina"), page, story.who("Joe").id());
        story.until("03:14:10");
        assertThat(story.sounded("Zoe")).isNotEmpty();
    }

    @Test
    void a_hush_that_arrives_twice_is_one_hush_also_where_a_bell_had_failed() {
        story.twin("Mina").unplugNetwork();
        String page = wake();
        story.until("03:12:40");
        Instant heard = paging.heard(story.who("Mina").id(), List.of(page));
        paging.hush(story.by("Mina"), List.of(page), heard);
        story.settle();
        paging.hush(story.by("Mina"), List.of(page), heard);
        assertThat(told).filteredOn(t -> t.startsWith("Mina hushed")).hasSize(1);
    }
}
