package org.wakebell.paging.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.wakebell.bells.Bells;
import org.wakebell.paging.Rules;
import org.wakebell.people.Actor;
import org.wakebell.people.Role;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;
import org.wakebell.story.FullHouse;

/** Which bell rings for what, on its screen and by REST. */
@NullMarked
@SuppressWarnings("NullAway.Init")
class RulesScreenTest {

    private FullHouse story;
    private RulesScreen screen;
    private RulesApi api;

    @BeforeEach
    void aPerson() {
        story = new FullHouse(Databases.SQLITE, "03:12:00");
        story.responder("Mina");
        story.triager("Ana");
        story.siren("Mina");
        screen = new RulesScreen(
                story.house().paging().rules(), story.house().paging().paging(), story.house().people().people(), story.house().bells().bells());
        api = new RulesApi(story.house().paging().rules(), story.house().paging().paging(), story.house().people().people());
    }

    @AfterEach
    void close() {
        story.close();
    }

    private Actor mina() {
        return new Actor(story.who("Mina").id(), "Mina", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
    }

    private View post(String... pairs) {
        return screen.choose(Eyes.form(pairs), mina(), new MockHttpServletResponse(), RingingCardTest.page(story));
    }

    private String bell(boolean waking) {
        return story.house().bells().bells().of(story.who("Mina").id()).stream()
                .filter(b -> b.waking() == waking)
                .map(Bells.BellFact::id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void it_says_in_words_what_would_ring_and_a_preset_changes_it() throws Exception {
        assertThat(Eyes.html(screen.show("", "", mina(), RingingCardTest.page(story)), "paging")).contains("e-mail at once, siren after 30 s");
        assertThat(post("preset", "household")).isInstanceOf(RedirectView.class);
        assertThat(Eyes.html(screen.show("", "", mina(), RingingCardTest.page(story)), "paging")).contains("e-mail at once, siren after 60 s");
    }

    @Test
    void what_would_wake_nobody_is_refused_beside_its_situation_and_nothing_is_kept() throws Exception {
        String html = Eyes.html(post(
                "911-asleep." + bell(false), "0", "911-asleep." + bell(true), "",
                "911-awake." + bell(false), "0", "912-asleep." + bell(false), "0", "912-awake." + bell(false), "0",
                "notice-asleep." + bell(false), "0", "notice-awake." + bell(false), "0"), "paging");
        assertThat(html).contains("Nothing of this wakes a sleeper");
        assertThat(story.house().paging().rules().chosen(story.who("Mina").id(), new Rules.When(Rules.Kind.CALL, true))).isEmpty();
    }

    @Test
    void by_rest_a_rule_is_put_read_and_taken_back() {
        var put = api.choose(
                "me", "911-awake", new RulesApi.Draft(java.util.List.of(new RulesApi.Entry(bell(true), 0))), mina());
        assertThat(put.rings()).singleElement().satisfies(r -> assertThat(r.label()).isEqualTo("siren"));
        assertThat(api.all("me", mina())).hasSize(6);
        assertThat(api.usual("me", "911-awake", mina()).own()).isEmpty();
    }
}
