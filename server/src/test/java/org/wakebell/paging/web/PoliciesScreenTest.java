package org.wakebell.paging.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.View;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policies;
import org.wakebell.paging.Policy;
import org.wakebell.paging.PolicyText;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;
import org.wakebell.story.FullHouse;

/** A policy is edited on its screen and by REST; what cannot be meant is refused where it stands. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class PoliciesScreenTest {

    private FullHouse story;
    private Policies policies;
    private PoliciesScreen screen;
    private PoliciesApi api;
    private String checkout;
    private String id;
    private String schedule;

    @BeforeEach
    void aPolicy() {
        story = new FullHouse(Databases.SQLITE, "03:12:00");
        story.triager("Ana");
        story.responder("Mina");
        story.responder("Joe");
        checkout = story.service("checkout");
        schedule = story.schedule("primary", "Mina");
        id = story.policy(checkout, Policy.usual(schedule));
        var house = story.house();
        policies = house.paging().policies();
        screen = new PoliciesScreen(house.paging().paging(), policies, house.people().people(), house.onCall().onCall());
        api = new PoliciesApi(policies, house.paging().paging(), house.people().people(), house.clock());
    }

    @AfterEach
    void close() {
        story.close();
    }

    private View save(String... pairs) {
        return screen.change(id, "nights", policies.find(id).orElseThrow().version(), Eyes.form(pairs), FullHouse.ADMIN,
                new MockHttpServletResponse(), RingingCardTest.page(story));
    }

    private String steps() {
        return PolicyText.write(policies.find(id).orElseThrow().steps());
    }

    @Test
    void a_step_is_saved_with_all_that_it_may_say_and_shown_again() throws Exception {
        save("target0", "awake " + schedule, "patience0", "60", "gentle0", "10", "worst0", "50",
                "target1", "oncall " + schedule, "patience1", "120", "gentle1", "20", "times1", "2", "answers1", "2",
                "hours1", "22:00-07:00 Asia/Seoul", "target2", "everyone", "patience2", "300", "gentle2", "0");
        assertThat(steps()).isEqualTo("awake " + schedule + " 50 | 60 | 10\noncall " + schedule
                + " | 120 | 20 | 2 | 2 | 22:00-07:00 Asia/Seoul\neveryone | 300 | 0\n");
        assertThat(Eyes.html(screen.show("", FullHouse.ADMIN, RingingCardTest.page(story)), "paging"))
                .contains("value=\"22:00-07:00 Asia/Seoul\"", "name=\"worst0\" type=\"number\" min=\"1\" max=\"999999\" value=\"50\"");
    }

    @Test
    void what_cannot_be_meant_is_shown_again_with_its_step_and_the_fix() throws Exception {
        String before = steps();
        assertThat(Eyes.html(save("target0", "next", "target1", "everyone", "hours1", "at night"), "paging"))
                .contains("Step 2: \"at night\" are no hours: write 22:00-07:00 Asia/Seoul.", "value=\"at night\"");
        assertThat(steps()).isEqualTo(before);
    }

    @Test
    void it_shows_whom_a_911_would_wake_at_another_time() throws Exception {
        save("target0", "oncall " + schedule, "hours0", "00:00-06:00 UTC",
                "target1", "persons " + story.who("Joe").id(), "hours1", "06:00-00:00 UTC");
        assertThat(Eyes.html(screen.show("2026-11-22T03:12", FullHouse.ADMIN, RingingCardTest.page(story)), "paging"))
                .contains("Whom a 911 would wake on Sunday 22 November, 03:12 Z, and why", "<strong>Mina</strong>").doesNotContain("<strong>Joe</strong>");
        assertThat(Eyes.html(screen.show("2026-11-22T12:00", FullHouse.ADMIN, RingingCardTest.page(story)), "paging")).contains("<strong>Joe</strong>");
        assertThat(api.plan(checkout, "2026-11-22T12:00:00Z", "911")).extracting(Paging.Planned::name).containsExactly("Joe");
        assertThatThrownBy(() -> api.plan(checkout, "noon", "911"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("at"));
    }

    @Test
    void a_912_has_a_policy_of_its_own_on_the_screen_and_by_rest() throws Exception {
        String own = policies.create(FullHouse.ADMIN, "by day", story.team(), PolicyText.read("persons " + story.who("Joe").id() + " | 600 | 0"));
        assertThat(api.plan(checkout, "2026-11-22T12:00:00Z", "912")).extracting(Paging.Planned::name).containsExactly("Mina");
        screen.assign(checkout, own, "912", FullHouse.ADMIN);
        assertThat(Eyes.html(screen.show("2026-11-22T12:00", FullHouse.ADMIN, RingingCardTest.page(story)), "paging"))
                .contains("Who hears of a 912: Joe", "the usual: whoever a 911 would ring first");
        assertThat(policies.of(story.house().people().people().service(checkout).orElseThrow()).id()).as("a 911 as before").isEqualTo(id);
        assertThat(api.plan(checkout, "2026-11-22T03:12:00Z", "912"))
                .extracting(p -> p.name() + " " + p.after().toMinutes() + " " + p.wakes())
                .containsExactly("Joe 228 false");
        assertThat(api.assign(checkout, new PoliciesApi.Assignment("", "912"), FullHouse.ADMIN).getStatusCode().value()).isEqualTo(204);
        assertThat(api.plan(checkout, "2026-11-22T12:00:00Z", "912")).extracting(Paging.Planned::name).containsExactly("Mina");
        assertThatThrownBy(() -> api.assign(checkout, new PoliciesApi.Assignment(own, "notice"), FullHouse.ADMIN))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("grade"));
    }

    @Test
    void by_rest_a_step_says_as_much() {
        var written = api.change(id, new PoliciesApi.Draft("nights", null, null, null,
                List.of(new PoliciesApi.Step("next", 60, 30, 3, 2, "22:00-07:00 UTC"), new PoliciesApi.Step("everyone", 60, 30, null, null, null)),
                1), FullHouse.ADMIN);
        assertThat(written.steps()).containsExactly(
                new PoliciesApi.Step("next", 60, 30, 3, 2, "22:00-07:00 UTC"), new PoliciesApi.Step("everyone", 60, 30, 1, 1, null));
    }
}
