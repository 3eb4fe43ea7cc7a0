package org.wakebell.incident.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.platform.web.Card;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;
import org.wakebell.story.FullHouse;

@NullMarked
@SuppressWarnings("NullAway.Init")
class IncidentCardTest {

    FullHouse story;
    Incidents incidents;
    Locale language = Locale.ENGLISH;

    @BeforeEach
    void open() {
        story = new FullHouse(Databases.SQLITE, "03:00:00");
        incidents = story.house().incident().incidents();
        story.responder("Mina");
        story.responder("Joe");
        story.siren("Mina");
    }

    @AfterEach
    void close() {
        story.close();
    }

    Card.Shown card() {
        return new IncidentCard(incidents, story.house().incident().confirming())
                .show(Eyes.page(story.house().clock(), "responder", language))
                .orElseThrow();
    }

    @Test
    void what_rings_is_not_here_and_what_somebody_is_on_is() {
        assertThat(Eyes.html(card())).contains("Nothing is open.");
        String id = incidents.wake(
                story.by("Joe"), new Incidents.ByHand("", Set.of(story.who("Mina").id()), "checkout is down", false));
        story.settle();
        assertThat(Eyes.html(card())).contains("Nothing is open.");
        assertThat(card().weight()).isZero();

        incidents.own(story.by("Mina"), id);
        story.settle();
        Incident it = incidents.look(id).orElseThrow();
        assertThat(it.state()).isEqualTo(Incident.State.OWNED);
        assertThat(Eyes.html(card())).contains("href=\"/incidents/" + it.number() + "\"", "Mina works on it", "checkout is down");
        assertThat(card().headline()).isEqualTo("Somebody is on the open incident.");
        assertThat(card().weight()).isLessThan(40);
        language = Locale.KOREAN;
        assertThat(Eyes.html(card())).contains("Mina 님이 맡음");

        incidents.resolve(story.by("Mina"), id, "restarted");
        story.settle();
        assertThat(Eyes.html(card())).doesNotContain("checkout is down");
        assertThat(card().headline()).isEmpty();
    }

    @Test
    void a_912_stays_until_it_is_done_and_is_loud_only_when_overdue() {
        String id = incidents.task(
                story.by("Joe"), new Incidents.ByHand("", Set.of(story.who("Mina").id()), "the disk fills up", false));
        story.settle();
        assertThat(Eyes.html(card())).contains("the disk fills up", ">912<");
        assertThat(card().weight()).isZero();
        story.suspendedUntil(story.now().plus(java.time.Duration.ofHours(20)));
        assertThat(card().headline()).isEqualTo("1 piece of work for the day (912) is overdue.");
        language = Locale.KOREAN;
        assertThat(Eyes.html(card())).contains("기한 지남");
        incidents.resolve(story.by("Mina"), id, "");
        assertThat(Eyes.html(card())).doesNotContain("the disk fills up");
    }

    @Test
    void a_911_by_hand_that_waits_for_a_second_person_is_on_the_board() {
        for (int i = 0; i < 3; i++) {
            story.house().incident().confirming().wake(
                    story.by("Joe"), new Incidents.ByHand("", Set.of(story.who("Mina").id()), "checkout is down", false));
        }
        story.settle();
        assertThat(card().headline()).isEqualTo("A 911 by hand waits for a second person.");
        assertThat(Eyes.html(card())).contains("Joe wants to wake Mina", "It is a 911: ring them now");
        assertThat(card().weight()).isGreaterThan(30);
        language = Locale.KOREAN;
        assertThat(Eyes.html(card())).contains("Joe 님이 Mina 호출을 요청함");
    }
}
