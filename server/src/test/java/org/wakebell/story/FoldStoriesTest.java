package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakebell.story.FullHouse.instant;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;
import org.wakebell.people.Role;

/** Several incidents of one person at once: one noise that says so, and an answer that covers what it listed. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class FoldStoriesTest {

    @Parameter
    Databases database;

    final Deaths deaths = new Deaths();
    FullHouse story;
    String checkout;

    @BeforeEach
    void aNight() {
        story = new FullHouse(database, "03:11:00", deaths);
        story.responder("Mina");
        story.responder("Joe");
        story.triager("Tae");
        story.person("Vic", "00:00", "23:59", Set.of(Role.VIEWER));
        checkout = story.service("checkout");
        story.siren("Mina");
        story.siren("Joe");
        story.policy(checkout, Policy.usual(story.schedule("primary", "Mina")));
    }

    @AfterEach
    void morning() {
        story.close();
    }

    Paging paging() {
        return story.house().paging().paging();
    }

    /** The page of a new incident. */
    String wakes(String why) {
        Incidents incidents = story.house().incident().incidents();
        String id = incidents.wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), why, true));
        story.settle();
        return incidents.look(id).map(Incident::page).orElseThrow();
    }

    String first() {
        story.until("03:11:30");
        String page = wakes("checkout is down");
        story.until("03:12:20");
        assertThat(story.sounding("Mina") || !story.sounded("Mina").isEmpty()).isTrue();
        return page;
    }

    String siren(String person) {
        return story.house().bells().bells().of(story.who(person).id()).stream()
                .filter(org.wakebell.bells.Bells.BellFact::waking)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The words and the key of everything that stands on a person's siren. */
    List<String> standing(String person) {
        return story.house().bells().lines().wanted(siren(person)).stream().map(r -> r.title()).toList();
    }

    String loud(String page, String person) {
        return paging().rings(page).stream()
                .filter(r -> r.loud() && r.person().equals(story.who(person).id()))
                .map(Paging.RingFact::state)
                .findFirst()
                .orElse("none");
    }

    @Test
    void a_second_incident_joins_the_ring_that_sounds_and_its_words_say_so() {
        String one = first();
        assertThat(standing("Mina")).containsExactly("911: checkout is down");
        String two = wakes("refunds are down");
        assertThat(story.mails("Mina")).endsWith("911: 2 incidents: refunds are down; checkout is down");
        story.until("03:12:50");
        assertThat(standing("Mina")).containsExactly("911: 2 incidents: checkout is down; refunds are down");
        assertThat(loud(one, "Mina")).isEqualTo("RUNG");
        assertThat(loud(two, "Mina")).isEqualTo("RUNG");
    }

    @Test
    void an_answer_covers_what_the_screen_listed_and_what_came_later_sounds_again_within_two_seconds() {
        String one = first();
        String two = wakes("refunds are down");
        story.until("03:12:52");
        String three = wakes("logins are down");
        paging().answer(story.by("Mina"), List.of(one, two), "up");
        story.settle();
        assertThat(paging().find(one).orElseThrow().state()).isEqualTo("ANSWERED");
        assertThat(paging().find(two).orElseThrow().state()).isEqualTo("ANSWERED");
        assertThat(paging().find(three).orElseThrow().state()).isEqualTo("RINGING");
        story.until("03:13:22");
        assertThat(standing("Mina")).containsExactly("911: logins are down");
    }

    @Test
    void of_two_that_share_a_ring_the_unanswered_one_goes_on_alone() {
        String one = first();
        String two = wakes("refunds are down");
        story.until("03:12:51");
        int before = story.sounded("Mina").size();
        paging().answer(story.by("Mina"), one, "up");
        story.until("03:12:53");
        assertThat(story.sounded("Mina")).hasSizeGreaterThan(before);
        assertThat(story.sounded("Mina").getLast()).isBetween(instant("03:12:51"), instant("03:12:53"));
        assertThat(standing("Mina")).containsExactly("911: refunds are down");
        paging().answer(story.by("Mina"), two, "up");
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(standing("Mina")).isEmpty();
    }

    @Test
    void beside_the_bell_the_answer_covers_what_its_words_listed() {
        String one = first();
        String two = wakes("refunds are down");
        story.until("03:12:51");
        var lines = story.house().bells().lines();
        var ring = lines.wanted(siren("Mina")).getFirst();
        String up = ring.choices().getFirst().id();
        String three = wakes("logins are down");
        story.until("03:13:25");
        assertThat(standing("Mina")).containsExactly("911: 3 incidents: checkout is down; refunds are down; logins are down");
        lines.pressed(ring.key(), up, "on the bedside page", story.now());
        story.settle();
        assertThat(paging().find(one).orElseThrow().state()).isEqualTo("ANSWERED");
        assertThat(paging().find(two).orElseThrow().state()).isEqualTo("ANSWERED");
        assertThat(paging().find(three).orElseThrow().state()).isEqualTo("RINGING");
        assertThat(standing("Mina")).containsExactly("911: logins are down");
    }

    @Test
    void when_the_first_is_stood_down_the_second_sounds_on() {
        first();
        String two = wakes("refunds are down");
        story.until("03:12:51");
        Incidents incidents = story.house().incident().incidents();
        incidents.standDown(story.by("Tae"), incidents.newest(2).getLast().id(), "a test line");
        story.until("03:12:53");
        assertThat(standing("Mina")).containsExactly("911: refunds are down");
        assertThat(loud(two, "Mina")).isEqualTo("RUNG");
    }

    @Test
    void a_quieted_device_rings_for_nothing_and_both_go_to_the_next_step() {
        first();
        wakes("refunds are down");
        story.until("03:12:51");
        var lines = story.house().bells().lines();
        lines.pressed(lines.wanted(siren("Mina")).getFirst().key(), "hush", "on the bedside page", story.now());
        story.settle();
        assertThat(standing("Mina")).isEmpty();
        assertThat(story.mails("Joe").stream().filter(m -> m.startsWith("911"))).hasSize(2);
    }

    @Test
    void an_act_on_one_of_two_that_were_answered_together_keeps_the_wake_check_of_both_away() {
        String one = first();
        String two = wakes("refunds are down");
        story.until("03:12:51");
        paging().answer(story.by("Mina"), List.of(one, two), "up");
        story.until("03:16:00");
        paging().acted(story.by("Mina"), one);
        story.until("03:20:59");
        assertThat(story.mails("Mina")).doesNotContain("Still up?");
        story.until("03:21:00");
        assertThat(story.mails("Mina")).filteredOn("Still up?"::equals).hasSize(2);
    }

    @Test
    void what_had_joined_and_was_held_back_sounds_as_soon_as_it_fires_again() {
        String one = first();
        String two = wakes("refunds are down");
        story.until("03:12:51");
        assertThat(loud(two, "Mina")).isEqualTo("RUNG");
        paging().hold(two, true, "the sender says it recovered");
        paging().answer(story.by("Mina"), one, "up");
        story.until("03:13:10");
        assertThat(standing("Mina")).isEmpty();
        paging().hold(two, false, "it fires again");
        story.until("03:13:12");
        assertThat(standing("Mina")).containsExactly("911: refunds are down");
    }

    /** With several nodes a siren that a dead one played is another's after eight seconds. */
    private void takenOver() {
        story.until(story.now().plusSeconds(15));
    }

    private void sirenAtOnce() {
        String primary = story.schedule("no gentle part", "Mina");
        story.policy(checkout, List.of(new Policy.Step(new Policy.Target.OnCall(primary), Policy.WAIT, Duration.ZERO)));
    }

    @Test
    void two_that_are_due_at_once_are_one_noise() {
        sirenAtOnce();
        String one = wakes("checkout is down");
        String two = wakes("refunds are down");
        story.until("03:11:01");
        assertThat(standing("Mina")).containsExactly("911: 2 incidents: checkout is down; refunds are down");
        assertThat(loud(one, "Mina")).isEqualTo("RUNG");
        assertThat(loud(two, "Mina")).isEqualTo("RUNG");
    }

    /** Its bell is taken by the commit that decides it. */
    @Tag("slow")
    @Test
    void killed_at_one_commit_after_the_other_a_siren_that_is_due_at_once_sounds_by_one_order() {
        sirenAtOnce();
        Incidents incidents = story.house().incident().incidents();
        String id = incidents.wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "checkout is down", true));
        int died = deaths.during(story, () -> story.until("03:11:10"));
        assertThat(died).isGreaterThan(4);
        takenOver();
        assertThat(standing("Mina")).containsExactly("911: checkout is down");
        String page = story.house().incident().incidents().look(id).map(Incident::page).orElseThrow();
        assertThat(paging().rings(page)).filteredOn(Paging.RingFact::loud).hasSize(1);
        assertThat(loud(page, "Mina")).isEqualTo("RUNG");
        assertThat(story.sounded("Mina")).isNotEmpty();
    }

    /** Dies at the first commit, before it; then after it; then before the second, … */
    @Tag("slow")
    @Test
    void killed_at_one_commit_after_the_other_one_noise_stands_and_the_unanswered_one_goes_on() {
        String one = first();
        String two = wakes("refunds are down");
        int died = deaths.during(story, () -> story.until("03:12:51"));
        assertThat(standing("Mina")).containsExactly("911: 2 incidents: checkout is down; refunds are down");
        died += deaths.during(story, () -> {
            paging().answer(story.by("Mina"), one, "up");
            story.until("03:12:54");
        });
        assertThat(died).isGreaterThan(10);
        takenOver();
        assertThat(paging().find(one).orElseThrow().state()).isEqualTo("ANSWERED");
        assertThat(paging().find(two).orElseThrow().state()).isEqualTo("RINGING");
        assertThat(standing("Mina")).containsExactly("911: refunds are down");
        assertThat(loud(two, "Mina")).isEqualTo("RUNG");
    }
}
