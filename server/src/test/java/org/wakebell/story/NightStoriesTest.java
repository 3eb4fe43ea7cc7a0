package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakebell.story.FullHouse.instant;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.oncall.Template;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.sim.webhook.WebhookTwin;
import org.wakebell.triage.Alert;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage;

/** Stories of docs/semantics.md through the whole house: from an event to a siren that speaks the D-Link's wire. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class NightStoriesTest {

    @Parameter
    Databases database;

    FullHouse story;
    Triage triage;
    Incidents incidents;
    Paging paging;
    String checkout;

    @BeforeEach
    void aNight() {
        story = new FullHouse(database, "03:00:00");
        triage = story.house().triage().triage();
        incidents = story.house().incident().incidents();
        paging = story.house().paging().paging();
        story.responder("Mina");
        story.responder("Joe");
        story.triager("Tae");
        story.person("Vic", "00:00", "23:59", Set.of(Role.VIEWER));
        checkout = story.service("checkout");
        story.siren("Mina");
        story.siren("Joe");
    }

    @AfterEach
    void morning() {
        story.close();
    }

    void minaIsOnCall() {
        story.policy(checkout, Policy.usual(story.schedule("primary", "Mina")));
    }

    void fires(boolean trusted) {
        long minute = story.now().getEpochSecond() / 60;
        triage.take(new Batch(
                List.of(new Batch.Delta(
                        "otel", checkout, "1:pay", Grade.G911, "no payment route", "1", "severity FATAL", "same message", trusted,
                        1, story.now(), story.now(), Map.of(minute, 1L), Set.of(), Set.of(),
                        List.of(new Batch.Sample(story.now(), "no payment route for KRW", Map.of())))),
                List.of(),
                List.of()));
        story.settle();
    }

    void senderSays(Batch.Word.Kind kind) {
        triage.take(new Batch(
                List.of(), List.of(), List.of(new Batch.Word("otel", checkout, "1:pay", kind, story.now(), "someone over there"))));
        story.settle();
    }

    Incident incident() {
        return incidents.newest(1).getFirst();
    }

    Alert alert() {
        return triage.desk(10).judge().getFirst().alert();
    }

    /** Story 4. */
    @Test
    void what_a_viewer_or_a_sender_acknowledges_goes_on_sounding_and_an_able_colleague_quiets_it() {
        minaIsOnCall();
        story.until("03:12:00");
        fires(true);
        story.until("03:12:30");
        assertThat(story.sounding("Mina")).isTrue();
        paging.answer(story.by("Vic"), pageId(), "up");
        senderSays(Batch.Word.Kind.ACKNOWLEDGED);
        assertThat(story.sounding("Mina")).isTrue();
        paging.answer(story.by("Joe"), pageId(), "up");
        story.settle();
        assertThat(story.sounding("Mina")).isFalse();
        assertThat(incident().state()).isEqualTo(Incident.State.ANSWERED);
        assertThat(incident().answeredName()).isEqualTo("Joe");
    }

    /** Story 6. */
    @Test
    void what_recovers_before_the_siren_sends_one_soft_note_and_firing_again_goes_on_where_it_was() {
        minaIsOnCall();
        story.until("03:12:00");
        fires(true);
        long number = incident().number();
        story.until("03:12:10");
        senderSays(Batch.Word.Kind.RECOVERED);
        story.until("03:14:10");
        assertThat(story.sounded("Mina")).isEmpty();
        assertThat(incident().state()).isEqualTo(Incident.State.RECOVERED);
        assertThat(incidents.unlooked()).hasSize(1);
        assertThat(story.mails("Mina")).hasSize(2).last().asString().startsWith("Over:");
        story.until("03:20:00");
        fires(true);
        assertThat(incident().number()).isEqualTo(number);
        assertThat(incident().state()).isEqualTo(Incident.State.OPENED);
        story.until("03:20:30");
        assertThat(story.sounded("Mina")).isNotEmpty();
    }

    void wakes(String why) {
        incidents.wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), why, true));
        story.settle();
    }

    String byHand(boolean signedInAgain) {
        String id = incidents.wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "checkout is down", signedInAgain));
        story.settle();
        return incidents.look(id).map(Incident::page).orElseThrow();
    }

    /** Story 5. */
    @Test
    void the_third_911_by_hand_within_an_hour_asks_to_sign_in_admins_are_told_and_no_open_page_stops() {
        story.person("Ada", "07:00", "23:00", Set.of(Role.ADMIN));
        minaIsOnCall();
        story.until("03:12:00");
        String first = byHand(false);
        assertThat(calls("Mina")).as("within the second").isEqualTo(1);
        story.until("03:12:40");
        String second = byHand(false);
        story.until("03:13:30");
        assertThatThrownBy(() -> byHand(false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("sign-in"));
        assertThat(List.of(first, second)).allMatch(page -> paging.find(page).orElseThrow().state().equals("RINGING"));
        assertThat(paging.rings(first)).anyMatch(r -> r.loud() && r.state().equals("RUNG"));
        assertThat(story.mails("Ada")).isEmpty();
        String third = byHand(true);
        assertThat(story.mails("Ada")).containsExactly("Tae has woken people by hand three times or more within an hour");
        assertThat(List.of(first, second, third)).allMatch(page -> paging.find(page).orElseThrow().state().equals("RINGING"));
    }

    @Test
    void a_suspended_account_rings_nobody_for_twelve_hours_and_what_rings_goes_on() {
        story.person("Ada", "07:00", "23:00", Set.of(Role.ADMIN));
        minaIsOnCall();
        story.until("03:12:00");
        String first = byHand(false);
        var suspensions = story.house().incident().suspensions();
        assertThatThrownBy(() -> suspensions.suspend(story.by("Vic"), story.who("Tae").id(), "for fun")).isInstanceOf(Refusal.class);
        suspensions.suspend(story.by("Mina"), story.who("Tae").id(), "twice for nothing");
        story.settle();
        assertThat(story.mails("Ada")).containsExactly("Mina suspended Tae’s right to ring for 12 hours");
        assertThatThrownBy(() -> byHand(true)).isInstanceOf(Refusal.class).hasMessageContaining("Mina suspended your right to ring");
        fires(false);
        assertThatThrownBy(() -> triage.judge(story.by("Tae"), alert().id(), Triage.Verdict.V911, "", true)).isInstanceOf(Refusal.class);
        story.until("03:12:35");
        assertThat(story.sounding("Mina") || !story.sounded("Mina").isEmpty()).isTrue();
        assertThat(paging.find(first).orElseThrow().state()).isEqualTo("RINGING");
        paging.own(story.by("Mina"), first);
        story.until("03:17:01");
        assertThat(incidents.open()).as("the alert opens itself all the same").hasSize(2);
        assertThatThrownBy(() -> suspensions.lift(story.by("Mina"), story.who("Tae").id())).isInstanceOf(Refusal.class);
        suspensions.lift(FullHouse.ADMIN, story.who("Tae").id());
        byHand(true);
        assertThat(incidents.open()).hasSize(3);
    }

    long calls(String person) {
        return story.mails(person).stream().filter(m -> m.startsWith("911")).count();
    }

    /** Story 8. */
    @Test
    void who_answered_within_the_hour_gets_soft_bells_and_after_three_minutes_the_next_person_rings() {
        minaIsOnCall();
        story.until("03:11:20");
        wakes("checkout is down");
        story.until("03:12:00");
        paging.answer(story.by("Mina"), pageId(), "up");
        incidents.own(story.by("Mina"), incident().id());
        int before = story.sounded("Mina").size();
        story.until("03:25:00");
        wakes("refunds are down, too");
        assertThat(calls("Mina")).isEqualTo(2);
        assertThat(paging.rings(pageId())).allSatisfy(r -> assertThat(r.why()).contains("answered another 911 at 03:12"));
        story.until("03:27:59");
        assertThat(story.sounded("Mina")).hasSize(before);
        assertThat(calls("Joe")).isZero();
        story.until("03:28:00");
        assertThat(calls("Joe")).isEqualTo(1);
        story.until("03:28:40");
        assertThat(story.sounded("Joe")).isNotEmpty();
        assertThat(story.sounded("Mina")).hasSize(before);
        story.until("03:31:40");
        assertThat(story.sounded("Mina")).hasSizeGreaterThan(before);
    }

    @Test
    void who_left_a_soft_bell_unanswered_for_three_minutes_counts_as_asleep_again() {
        minaIsOnCall();
        story.until("03:11:20");
        wakes("checkout is down");
        story.until("03:12:00");
        paging.answer(story.by("Mina"), pageId(), "up");
        incidents.own(story.by("Mina"), incident().id());
        int before = story.sounded("Mina").size();
        story.until("03:25:00");
        wakes("refunds are down, too");
        story.until("03:28:10");
        wakes("logins are down, too");
        story.until("03:28:39");
        assertThat(story.sounded("Mina")).hasSize(before);
        story.until("03:28:40");
        assertThat(story.sounded("Mina")).hasSizeGreaterThan(before);
    }

    /** Story 10. */
    @Test
    void in_a_gap_the_fall_back_is_named_before_the_button_and_rings_within_a_second() {
        story.policy(checkout, List.of(new Policy.Step(
                new Policy.Target.OnCall(story.schedule(
                        "with a gap",
                        List.of(new Template.Daily(List.of(List.of(story.who("Mina").id())), 1, LocalTime.MIDNIGHT)
                                .layer("days", ZoneOffset.UTC, FullHouse.NIGHT.minusDays(3).atStartOfDay())
                                .restricted(org.wakebell.oncall.rotation.Window.everyDay(LocalTime.of(5, 0), LocalTime.of(4, 0)))),
                        List.of("Joe"))),
                Policy.WAIT,
                Policy.GENTLE)));
        story.until("04:20:00");
        assertThat(paging.plan(checkout, story.now())).singleElement().satisfies(planned -> {
            assertThat(planned.name()).isEqualTo("Joe");
            assertThat(planned.why()).contains("nobody on call");
        });
        incidents.wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "checkout is down", true));
        story.settle();
        assertThat(story.mails("Joe")).hasSize(1);
        assertThat(story.mails("Mina")).noneMatch(mail -> mail.startsWith("911"));
        assertThat(paging.rings(pageId())).allMatch(r -> r.why().contains("nobody on call"));
    }

    /** Story 11. */
    @Test
    void the_judge_who_is_on_call_owns_it_and_no_bell_rings_until_they_need_help() {
        story.person("Dana", "00:00", "23:59", Set.of(Role.TRIAGER, Role.RESPONDER), "prod-write");
        story.policy(checkout, Policy.usual(story.schedule("primary", "Dana")));
        story.siren("Dana");
        fires(false);
        int before = story.mails("Dana").size();
        triage.judge(story.by("Dana"), alert().id(), Triage.Verdict.V911, "", true);
        story.until("03:05:00");
        assertThat(story.sounded("Dana")).isEmpty();
        assertThat(story.mails("Dana")).hasSize(before);
        assertThat(incident().state()).isEqualTo(Incident.State.OWNED);
        assertThat(incident().ownerName()).isEqualTo("Dana");
        paging.help(story.by("Dana"), pageId());
        story.settle();
        assertThat(story.mails("Joe")).hasSize(1);
    }

    /** Story 13. */
    @Test
    void a_one_off_that_comes_back_is_a_new_stretch_with_a_new_deadline() {
        minaIsOnCall();
        story.until("03:02:00");
        fires(false);
        triage.judge(story.by("Tae"), alert().id(), Triage.Verdict.ONE_OFF, "", false);
        story.until("03:42:00");
        int told = story.mails("Tae").size();
        fires(false);
        assertThat(story.mails("Tae")).hasSize(told + 1);
        assertThat(alert().episode().deadline()).isEqualTo(instant("03:47:00"));
    }

    String pageId() {
        return incident().page();
    }

    @Test
    void a_webhook_is_called_before_the_siren_with_one_key_and_again_only_while_nobody_knows_whether_it_arrived() {
        minaIsOnCall();
        WebhookTwin chat = story.webhook("Mina");
        chat.answer(502, "");
        fires(true);
        story.until("03:00:12");
        chat.calm();
        story.until("03:00:25");
        List<WebhookTwin.Got> got = chat.got();
        assertThat(got).hasSizeGreaterThan(1);
        assertThat(got.stream().map(g -> g.header("idempotency-key"))).as("one ring, one key").containsOnly(got.getFirst().header("idempotency-key"));
        assertThat(chat.effects()).isEqualTo(1);
        assertThat(got.getFirst().request().body()).contains("no payment route", "\"id\":\"up\"", "\"link\":\"http://wakebell.test/");
        story.until("03:03:00");
        assertThat(chat.got()).as("taken is taken").hasSameSizeAs(got);
        assertThat(story.sounded("Mina")).isNotEmpty().allMatch(at -> at.isAfter(instant("03:00:00")));
    }
}
