package org.wakebell.tonight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.people.Absence;
import org.wakebell.people.Person;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.FullHouse;

/** Two hours before they sleep, whoever is needed and could not be woken hears of it. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class TonightTest {

    static final String DEAF = "Tonight you could not be woken";

    @Parameter
    Databases database;

    FullHouse story;
    Tonight tonight;

    @BeforeEach
    void anEvening() {
        story = new FullHouse(database, "20:50:00");
        tonight = story.house().tonight().tonight();
        story.responder("Mina");
        story.responder("Joe");
        story.schedule("primary", "Mina");
        story.siren("Mina");
        story.siren("Joe");
        story.settle();
    }

    @AfterEach
    void morning() {
        story.close();
    }

    @Test
    void who_could_be_woken_hears_nothing_and_is_shown_as_ready_with_proof() {
        story.until("21:00:30");
        assertThat(story.mails("Mina")).isEmpty();
        assertThat(tonight.needed()).singleElement().satisfies(needed -> {
            assertThat(needed.person().name()).isEqualTo("Mina");
            assertThat(needed.now()).isTrue();
            assertThat(needed.readiness().state()).isEqualTo(Readiness.State.READY);
            assertThat(needed.readiness().proofs()).isNotEmpty();
        });
    }

    @Test
    void a_clock_that_contradicts_the_zone_is_a_question_and_not_an_outage() {
        Person mina = story.who("Mina");
        story.house().people().clocks().said(mina.id(), "bedside/1", "The bedside page", "Asia/Kathmandu", 20_700);
        Readiness readiness = tonight.readiness(mina);
        assertThat(readiness.state()).isEqualTo(Readiness.State.DOUBTFUL);
        assertThat(readiness.reasons()).singleElement().asString()
                .startsWith("Travelling? The bedside page says UTC+5:45 (Asia/Kathmandu), the zone " + mina.zone() + " says UTC");
    }

    @Test
    void a_dead_siren_is_told_to_who_is_needed_tonight_and_to_nobody_else() {
        story.twin("Mina").unplugNetwork();
        story.twin("Joe").unplugNetwork();
        story.until("20:59:59");
        assertThat(story.mails("Mina")).isEmpty();
        story.until("21:00:00");
        assertThat(story.mails("Mina")).containsExactly(DEAF);
        assertThat(story.mails("Joe")).isEmpty();
        assertThat(tonight.readiness(story.who("Mina")).state()).isEqualTo(Readiness.State.NOT_READY);
        story.until("21:10:00");
        assertThat(story.mails("Mina")).hasSize(1);
    }

    @Test
    void who_has_no_loud_bell_at_all_is_not_ready() {
        assertThat(tonight.readiness(story.responder("Paul")))
                .satisfies(r -> assertThat(r.state()).isEqualTo(Readiness.State.NOT_READY))
                .satisfies(r -> assertThat(r.reasons().getFirst()).contains("pair a siren"));
    }

    @Test
    void another_siren_behind_the_name_is_not_believed() {
        story.twin("Mina").take(org.wakebell.sim.dlink.Mood.OTHER_MAC);
        story.until("21:00:00");
        assertThat(story.mails("Mina")).containsExactly(DEAF);
    }

    @Test
    void an_evening_that_ends_after_midnight_is_looked_at_before_it() {
        var owl = story.person("Owl", "09:00", "01:00", java.util.Set.of(org.wakebell.people.Role.RESPONDER));
        Evening evening = new Evening(story.house().people().people());
        assertThat(evening.next(owl, FullHouse.instant("12:00:00"))).isEqualTo(FullHouse.instant("23:00:00"));
        assertThat(evening.next(owl, FullHouse.instant("00:30:00"))).isEqualTo(FullHouse.instant("23:00:00"));
    }

    @Test
    void on_a_travel_the_evening_is_where_the_person_is_then() {
        Person mina = story.who("Mina");
        story.house().people().absences().add(story.by("Mina"), new Absence.Asked(
                mina.id(), Absence.Kind.WITH_DUTY, "2026-11-23T00:00", "2026-11-25", "Asia/Seoul", ""));
        story.twin("Mina").unplugNetwork();
        Evening evening = new Evening(story.house().people().people());
        Instant inSeoul = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(evening.next(mina, FullHouse.instant("21:00:00"))).isEqualTo(inSeoul);
        assertThat(evening.next(mina, inSeoul.plus(Duration.ofDays(1)))).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
        assertThat(evening.next(mina, Instant.parse("2026-11-25T12:00:00Z"))).as("home again")
                .isEqualTo(Instant.parse("2026-11-25T21:00:00Z"));
    }
}
