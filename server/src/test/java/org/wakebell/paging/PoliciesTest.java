package org.wakebell.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.people.Service;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.FullHouse;

/** Whom a 911 wakes when nobody said whom. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class PoliciesTest {

    @Parameter
    Databases database;

    FullHouse story;
    String checkout;

    @BeforeEach
    void aTeam() {
        story = new FullHouse(database, "03:12:00");
        story.responder("Joe");
        story.responder("Mina");
        story.siren("Joe");
        story.siren("Mina");
        checkout = story.service("checkout");
    }

    @AfterEach
    void morning() {
        story.close();
    }

    @Test
    void a_service_without_a_policy_follows_the_only_schedule() {
        story.schedule("primary", "Mina");
        assertThat(reasons().getFirst()).startsWith("Mina: on call");
        assertThat(policies().follows(service())).isEqualTo("primary");
        assertThat(policies().without()).isEmpty();
    }

    @Test
    void of_two_schedules_none_is_guessed_and_it_is_said() {
        story.schedule("primary", "Mina");
        story.schedule("database", "Joe");
        assertThat(reasons()).noneMatch(reason -> reason.contains("on call"));
        assertThat(policies().follows(service())).isEmpty();
        assertThat(policies().without()).extracting(Service::name).containsExactly("checkout");
    }

    @Test
    void the_schedule_of_the_triagers_is_never_meant() {
        String triage = story.schedule("triage", "Mina");
        String policy = policies().create(FullHouse.ADMIN, "judges", service().team(), Policy.usual(triage));
        policies().assignTriage(FullHouse.ADMIN, service().team(), policy);
        assertThat(reasons()).noneMatch(reason -> reason.contains("on call"));
        assertThat(policies().without()).isNotEmpty();
    }

    private List<String> reasons() {
        return story.house().paging().paging().plan(checkout, story.now()).stream()
                .map(p -> p.name() + ": " + p.why())
                .toList();
    }

    private Policies policies() {
        return story.house().paging().policies();
    }

    private Service service() {
        return story.house().people().people().service(checkout).orElseThrow();
    }
}
