package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakebell.story.FullHouse.instant;

import java.time.LocalTime;
import java.time.ZoneOffset;
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
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.Template;
import org.wakebell.oncall.rotation.When;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;

/** Mina's shift ends at 09:00 and Joe's begins; everybody who may help sleeps until ten. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class HandoffStoriesTest {

    @Parameter
    Databases database;

    final Deaths deaths = new Deaths();
    FullHouse story;
    String checkout;
    String primary;

    @BeforeEach
    void aMorning() {
        story = new FullHouse(database, "08:00:00", deaths);
        for (String name : List.of("Mina", "Joe", "Sam")) {
            story.person(name, "10:00", "02:00", Set.of(Role.RESPONDER), "prod-write");
        }
        story.triager("Tae");
        checkout = story.service("checkout");
        primary = story.schedule(
                "primary",
                List.of(new Template.Daily(List.of(List.of(story.who("Mina").id()), List.of(story.who("Joe").id())), 1, LocalTime.of(9, 0))
                        .layer("days", ZoneOffset.UTC, FullHouse.NIGHT.minusDays(1).atTime(9, 0))),
                List.of());
        story.policy(checkout, Policy.usual(primary));
        story.siren("Mina");
        story.siren("Joe");
    }

    @AfterEach
    void close() {
        story.close();
    }

    Paging paging() {
        return story.house().paging().paging();
    }

    Incident incident() {
        return story.house().incident().incidents().newest(1).getFirst();
    }

    void rings(String from) {
        story.until(from);
        story.house().incident().incidents()
                .wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "checkout is down", true));
        story.settle();
    }

    List<String> calls(String person) {
        return story.mails(person).stream().filter(m -> m.startsWith("911")).toList();
    }

    /** Story 9. */
    @Test
    void while_it_rings_the_new_person_is_rung_at_the_boundary_and_the_old_one_stops_at_the_others_proof() {
        rings("08:58:00");
        story.until("08:58:30");
        assertThat(story.sounding("Mina")).isTrue();
        var next = paging().nextStep(incident().page());
        story.until("08:59:59");
        assertThat(calls("Joe")).isEmpty();
        story.until("09:00:00");
        assertThat(calls("Joe")).hasSize(1);
        story.until("09:00:29");
        assertThat(story.sounded("Joe")).isEmpty();
        assertThat(paging().rings(incident().page()))
                .anyMatch(r -> r.person().equals(story.who("Mina").id()) && r.loud() && r.state().equals("RUNG"));
        assertThat(paging().nextStep(incident().page())).isEqualTo(next);
        story.until("09:00:30");
        assertThat(story.sounded("Joe")).containsExactly(instant("09:00:30"));
        assertThat(story.sounding("Mina")).isFalse();
        int mina = story.sounded("Mina").size();
        story.until("09:01:00");
        assertThat(calls("Sam")).hasSize(1);
        assertThat(story.sounded("Mina")).hasSize(mina);
        paging().answer(story.by("Joe"), incident().page(), "up");
        story.settle();
        assertThat(story.sounding("Joe")).isFalse();
    }

    @Test
    void without_proof_of_the_new_bell_the_old_one_goes_on_until_anyone_answers() {
        story.twin("Joe").unplugNetwork();
        rings("08:58:00");
        story.until("09:00:40");
        assertThat(calls("Joe")).hasSize(1);
        assertThat(paging().rings(incident().page()))
                .anyMatch(r -> r.person().equals(story.who("Mina").id()) && r.loud() && r.state().equals("RUNG"));
        paging().answer(story.by("Sam"), incident().page(), "up");
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        int mina = story.sounded("Mina").size();
        story.until("09:03:00");
        assertThat(story.sounded("Mina")).hasSize(mina);
    }

    @Test
    void whoever_takes_over_early_is_rung_within_a_minute_and_at_the_boundary_nobody_twice() {
        rings("08:50:00");
        story.until("08:50:40");
        story.house().onCall().planning().override(FullHouse.ADMIN, primary, new Asked(
                Asked.Kind.REPLACE, story.who("Joe").id(), story.who("Mina").id(), new When.Exact(story.now()),
                new When.Exact(instant("09:00"))));
        story.until("08:51:40");
        assertThat(calls("Joe")).hasSize(1);
        paging().hold(incident().page(), true, "so that no step rings anybody again");
        story.until("09:00:10");
        assertThat(paging().rings(incident().page()))
                .filteredOn(r -> r.person().equals(story.who("Joe").id()) && !r.loud())
                .hasSize(1);
    }

    @Test
    void who_has_it_keeps_it_and_both_are_told() {
        rings("08:58:00");
        paging().answer(story.by("Mina"), incident().page(), "up");
        story.house().incident().incidents().own(story.by("Mina"), incident().id());
        story.until("09:00:00");
        assertThat(incident().ownerName()).isEqualTo("Mina");
        assertThat(calls("Joe")).isEmpty();
        assertThat(story.mails("Joe")).anyMatch(m -> m.startsWith("You are on call now. Mina is on it:"));
        assertThat(story.mails("Mina")).anyMatch(m -> m.startsWith("Joe is on call now:"));
        int joe = story.mails("Joe").size();
        story.until("09:10:00");
        assertThat(story.mails("Joe")).hasSize(joe);
    }

    @Test
    void a_hand_over_moves_it_only_when_it_is_accepted() {
        rings("08:58:00");
        String page = incident().page();
        paging().own(story.by("Mina"), page);
        assertThatThrownBy(() -> paging().offer(story.by("Sam"), page, story.who("Joe").id())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> paging().offer(story.by("Mina"), page, story.who("Tae").id())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> paging().accept(story.by("Joe"), page)).isInstanceOf(Refusal.class);
        paging().offer(story.by("Mina"), page, story.who("Joe").id());
        story.settle();
        assertThat(story.mails("Joe")).anyMatch(m -> m.startsWith("Mina offers you:"));
        assertThat(paging().find(page).orElseThrow().answeredBy()).isEqualTo(story.who("Mina").id());
        paging().decline(story.by("Joe"), page);
        story.settle();
        assertThat(story.mails("Mina")).anyMatch(m -> m.startsWith("Joe declined:"));
        assertThatThrownBy(() -> paging().accept(story.by("Joe"), page)).isInstanceOf(Refusal.class);

        paging().offer(story.by("Mina"), page, story.who("Joe").id());
        paging().accept(story.by("Joe"), page);
        story.settle();
        assertThat(incident().ownerName()).isEqualTo("Joe");
        assertThat(paging().find(page).orElseThrow().offeredTo()).isNull();
        assertThat(story.mails("Mina")).anyMatch(m -> m.startsWith("Joe has it now:"));
        story.until("09:28:00");
        assertThat(story.mails("Joe")).contains("Still up?");
    }

    @Test
    void when_nothing_followed_the_answer_whoever_is_on_call_by_then_is_rung_too() {
        rings("08:53:00");
        story.until("08:53:10");
        paging().answer(story.by("Mina"), incident().page(), "up");
        story.until("09:01:09");
        assertThat(calls("Joe")).isEmpty();
        story.until("09:01:11");
        assertThat(calls("Joe")).hasSize(1);
        assertThat(story.sounding("Mina")).isTrue();
    }

    @Test
    void a_page_that_is_over_hands_nothing_over() {
        rings("08:58:00");
        story.until("08:58:40");
        story.house().incident().incidents().standDown(story.by("Tae"), incident().id(), "not a 911");
        story.until("09:02:00");
        assertThat(calls("Joe")).isEmpty();
        assertThat(story.mails("Joe")).noneMatch(m -> m.startsWith("You are on call now. "));
    }

    /** The first process dies at its first commit, before it; the second one after it; the third before its second, … */
    @Tag("slow")
    @Test
    void killed_at_one_commit_after_the_other_the_new_one_is_rung_once_and_the_old_one_sleeps() {
        rings("08:58:00");
        story.until("08:59:59");
        int died = deaths.during(story, () -> story.until("09:00:31"));
        assertThat(died).isGreaterThan(6);
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(paging().rings(incident().page()))
                .filteredOn(r -> r.person().equals(story.who("Joe").id()))
                .hasSize(2)
                .anyMatch(r -> r.loud() && r.state().equals("RUNG"));
        assertThat(calls("Joe")).isNotEmpty();
        assertThat(paging().nextStep(incident().page())).isEqualTo(instant("09:01:00"));
    }

    @Test
    void who_was_rung_again_after_a_recovery_stops_at_the_others_proof_too() {
        rings("08:58:00");
        story.until("08:58:35");
        String page = incident().page();
        paging().hold(page, true, "the sender says it recovered");
        paging().end(org.wakebell.people.Actor.system(), page, Paging.End.RECOVERED, "recovered by itself");
        story.settle();
        story.until("08:58:50");
        paging().resume(page, "it fires again");
        int first = story.sounded("Mina").size();
        story.until("08:58:55");
        assertThat(story.sounded("Mina")).hasSizeGreaterThan(first);
        story.until("09:00:30");
        assertThat(story.sounded("Joe")).containsExactly(instant("09:00:30"));
        int mina = story.sounded("Mina").size();
        story.until("09:01:40");
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(story.sounded("Mina")).hasSize(mina);
    }
}
