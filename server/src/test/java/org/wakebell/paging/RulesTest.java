package org.wakebell.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakebell.story.FullHouse.instant;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.bells.Bells;
import org.wakebell.incident.Incidents;
import org.wakebell.platform.web.Refusal;
import org.wakebell.sim.webhook.WebhookTwin;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.FullHouse;

/** Mina sleeps; she has mail, a light that a webhook switches on, and a siren. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class RulesTest {

    private static final Rules.When ASLEEP = new Rules.When(Rules.Kind.CALL, false);

    @Parameter
    Databases database;

    FullHouse story;
    Rules rules;
    WebhookTwin light;
    String checkout;

    @BeforeEach
    void aNight() {
        story = new FullHouse(database, "03:12:00");
        rules = story.house().paging().rules();
        story.responder("Mina");
        story.responder("Joe");
        story.triager("Tae");
        checkout = story.service("checkout");
        story.policy(checkout, Policy.usual(story.schedule("primary", "Mina")));
        light = story.webhook("Mina");
        story.siren("Mina");
    }

    @AfterEach
    void morning() {
        story.close();
    }

    private String bell(String kind) {
        return story.house().bells().bells().of(story.who("Mina").id()).stream()
                .filter(b -> b.kind().equals(kind))
                .map(Bells.BellFact::id)
                .findFirst()
                .orElseThrow();
    }

    private Rules.Entry after(String kind, int seconds) {
        return new Rules.Entry(bell(kind), Duration.ofSeconds(seconds));
    }

    private void minaChooses(Rules.When when, Rules.Entry... entries) {
        rules.choose(story.by("Mina"), story.who("Mina").id(), Map.of(when, List.of(entries)));
    }

    private void wakes() {
        story.house().incident().incidents()
                .wake(story.by("Tae"), new Incidents.ByHand(checkout, Set.of(), "checkout is down", true));
        story.settle();
    }

    private List<String> calls() {
        return story.mails("Mina").stream().filter(m -> m.startsWith("911")).toList();
    }

    @Test
    void who_chose_nothing_is_rung_as_ever_soft_bells_first_and_the_siren_after_thirty_seconds() {
        wakes();
        assertThat(calls()).hasSize(1);
        assertThat(light.effects()).isEqualTo(1);
        story.until("03:12:31");
        assertThat(story.sounded("Mina")).first().isEqualTo(instant("03:12:30"));
    }

    @Test
    void the_light_first_the_mail_never_the_siren_after_a_minute() {
        minaChooses(ASLEEP, after("webhook", 0), after("dlink", 60));
        wakes();
        assertThat(light.effects()).isEqualTo(1);
        story.until("03:12:59");
        assertThat(story.sounded("Mina")).isEmpty();
        story.until("03:13:01");
        assertThat(story.sounded("Mina")).first().isEqualTo(instant("03:13:00"));
        assertThat(calls()).isEmpty();
    }

    @Test
    void a_first_bell_that_does_not_work_holds_up_none_behind_it() {
        minaChooses(ASLEEP, after("webhook", 0), after("dlink", 60));
        light.answer(410, "");
        story.house().paging().paging().note(story.who("Mina"), "before", "a note", "", "/");
        story.until("03:12:10");
        wakes();
        assertThat(story.sounded("Mina")).as("the light is known to be broken").isNotEmpty();
    }

    @Test
    void a_911_never_has_fewer_than_one_way_and_a_sleeper_never_only_soft_ones() {
        assertThatThrownBy(() -> minaChooses(ASLEEP, after("webhook", 0), after("mail", 0)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("911-asleep"))
                .hasMessageContaining("wakes a sleeper");
        assertThatThrownBy(() -> minaChooses(ASLEEP, after("dlink", 10)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("911-asleep"))
                .hasMessageContaining("at once");
        assertThatThrownBy(() -> minaChooses(ASLEEP, after("mail", 0), after("dlink", 181))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> minaChooses(new Rules.When(Rules.Kind.TASK, true), after("dlink", 0)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("912-awake"));
        assertThatThrownBy(() -> rules.choose(story.by("Joe"), story.who("Mina").id(), Map.of(ASLEEP, List.of())))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
        assertThat(rules.chosen(story.who("Mina").id(), ASLEEP)).isEmpty();
    }

    @Test
    void what_was_chosen_and_is_gone_leaves_the_usual() throws InterruptedException {
        minaChooses(ASLEEP, after("dlink", 0));
        story.house().bells().setup().remove(FullHouse.ADMIN, bell("dlink"));
        wakes();
        assertThat(calls()).hasSize(1);
        assertThat(light.effects()).isEqualTo(1);
    }

    @Test
    void notices_come_where_they_are_wanted() {
        minaChooses(new Rules.When(Rules.Kind.NOTICE, false), after("webhook", 0));
        story.house().paging().paging().note(story.who("Mina"), "k", "You are off", "", "/");
        story.settle();
        assertThat(light.effects()).isEqualTo(1);
        assertThat(story.mails("Mina")).isEmpty();
    }

    @Test
    void the_usual_chosen_is_the_usual_and_the_steps_of_the_policy_go_on_counting() {
        minaChooses(ASLEEP, after("mail", 0), after("webhook", 0), after("dlink", 30));
        assertThat(rules.chosen(story.who("Mina").id(), ASLEEP)).isEmpty();
    }
}
