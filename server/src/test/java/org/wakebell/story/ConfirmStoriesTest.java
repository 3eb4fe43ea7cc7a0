package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Confirming;
import org.wakebell.incident.Confirming.Called;
import org.wakebell.incident.Incident;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Policy;
import org.wakebell.people.Audit;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;

/** The third 911 by hand within an hour: its account signs in again, or a second person confirms it. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class ConfirmStoriesTest {

    @Parameter
    Databases database;

    FullHouse story;
    String checkout;
    String shop;
    Confirming confirming;
    Incidents incidents;

    @BeforeEach
    void twoByHandAlready() {
        story = new FullHouse(database, "03:12:00");
        story.responder("Mina");
        story.siren("Mina");
        story.triager("Tae");
        story.triager("Bo");
        story.person("Ada", "07:00", "23:00", Set.of(Role.ADMIN));
        story.person("Vic", "07:00", "23:00", Set.of(Role.VIEWER));
        checkout = story.service("checkout");
        shop = story.service("shop");
        String rota = story.schedule("primary", "Mina");
        story.policy(checkout, Policy.usual(rota));
        confirming = story.house().incident().confirming();
        incidents = story.house().incident().incidents();
        assertThat(calls(checkout, false)).isInstanceOf(Called.Rings.class);
        assertThat(calls(checkout, false)).isInstanceOf(Called.Rings.class);
        story.until("03:20:00");
    }

    @AfterEach
    void morning() {
        story.close();
    }

    Called calls(String service, boolean signedInAgain) {
        Called called = confirming.wake(story.by("Tae"), new Incidents.ByHand(service, Set.of(), "checkout is down", signedInAgain));
        story.settle();
        return called;
    }

    Confirming.Waiting waits() {
        assertThat(calls(checkout, false)).isInstanceOf(Called.Waits.class);
        return confirming.waiting().getFirst();
    }

    @Test
    void a_second_triager_confirms_it_and_it_rings_within_the_second_with_who_and_when() {
        Confirming.Waiting third = waits();
        assertThat(incidents.newest(9)).hasSize(2);
        assertThat(story.mails("Bo")).as("whoever judges is asked").anyMatch(m -> m.contains("Tae wants to wake checkout"));
        assertThat(story.mails("Ada")).as("admins are told").anyMatch(m -> m.contains("Tae wants to wake checkout"));
        assertThat(story.mails("Vic")).isEmpty();

        story.until("03:21:30");
        confirming.confirm(story.by("Bo"), third.id(), false);
        story.settle();
        Incident rung = incidents.newest(1).getFirst();
        assertThat(incidents.newest(9)).hasSize(3);
        assertThat(rung.openedName()).isEqualTo("Tae");
        assertThat(story.house().paging().paging().rings(rung.page())).isNotEmpty();
        assertThat(incidents.story(rung.id()))
                .filteredOn(l -> l.what().equals("Bo confirmed it"))
                .singleElement()
                .satisfies(l -> {
                    assertThat(l.at()).isEqualTo(FullHouse.instant("03:21:30"));
                    assertThat(l.why()).isEqualTo("Tae’s third 911 by hand within an hour; it waited 90 s");
                });
        assertThat(story.mails("Ada")).anyMatch(m -> m.contains("three times or more"));
        assertThat(acts()).contains("Tae incident.ask", "Bo incident.confirm");
        assertThat(confirming.waiting()).isEmpty();
    }

    @Test
    void its_own_account_does_not_confirm_it_but_rings_it_at_once_after_signing_in_again() {
        Confirming.Waiting third = waits();
        assertThatThrownBy(() -> confirming.confirm(story.by("Tae"), third.id(), false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.field()).isEqualTo("sign-in"));
        assertThatThrownBy(() -> confirming.confirm(story.by("Vic"), third.id(), false)).isInstanceOf(Refusal.class);
        String rung = confirming.confirm(story.by("Tae"), third.id(), true);
        assertThat(incidents.story(rung)).anyMatch(l -> l.what().equals("Tae signed in again"));
    }

    @Test
    void calling_again_after_signing_in_rings_and_leaves_nothing_waiting() {
        waits();
        assertThat(calls(checkout, true)).isInstanceOf(Called.Rings.class);
        assertThat(confirming.waiting()).isEmpty();
        assertThat(incidents.newest(9)).hasSize(3);
    }

    @Test
    void the_same_call_waits_once_five_wait_at_most_and_nothing_waits_longer_than_an_hour() {
        waits();
        calls(checkout, false);
        calls(shop, false);
        assertThat(confirming.waiting()).hasSize(2);
        for (String name : List.of("Mina", "Bo", "Ada")) {
            confirming.wake(story.by("Tae"), new Incidents.ByHand("", Set.of(story.who(name).id()), "help", false));
        }
        assertThatThrownBy(() -> confirming.wake(story.by("Tae"), new Incidents.ByHand("", Set.of(story.who("Vic").id()), "help", false)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.TOO_MANY));
        String id = confirming.waiting().getFirst().id();
        story.until("04:20:01");
        assertThat(confirming.waiting()).isEmpty();
        assertThatThrownBy(() -> confirming.confirm(story.by("Bo"), id, false)).isInstanceOf(Refusal.class);
    }

    @Test
    void what_is_dropped_rings_nobody_and_its_account_is_told() {
        Confirming.Waiting third = waits();
        confirming.drop(story.by("Bo"), third.id());
        story.settle();
        assertThat(confirming.waiting()).isEmpty();
        assertThat(story.mails("Tae")).anyMatch(m -> m.contains("Bo did not confirm your 911"));
        assertThatThrownBy(() -> confirming.confirm(story.by("Bo"), third.id(), false)).isInstanceOf(Refusal.class);
        assertThat(incidents.newest(9)).hasSize(2);
        assertThat(acts()).contains("Bo incident.drop");
    }

    @Test
    void nobody_confirms_for_an_account_whose_right_to_ring_is_suspended() {
        Confirming.Waiting third = waits();
        story.house().incident().suspensions().suspend(story.by("Mina"), story.who("Tae").id(), "for nothing");
        assertThatThrownBy(() -> confirming.confirm(story.by("Bo"), third.id(), false)).hasMessageContaining("wake them yourself");
        assertThat(incidents.newest(9)).hasSize(2);
    }

    /** Two confirm at once: it rings once. */
    @Test
    void two_confirm_at_once_and_it_rings_once() throws Exception {
        Confirming.Waiting third = waits();
        try (var both = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> bo = () -> confirms("Bo", third);
            Callable<Boolean> mina = () -> confirms("Mina", third);
            int rang = 0;
            for (Future<Boolean> each : both.invokeAll(List.of(bo, mina))) {
                rang += each.get() ? 1 : 0;
            }
            assertThat(rang).isEqualTo(1);
        }
        assertThat(incidents.newest(9)).hasSize(3);
    }

    boolean confirms(String name, Confirming.Waiting it) {
        try {
            confirming.confirm(story.by(name), it.id(), false);
            return true;
        } catch (Refusal second) {
            return false;
        }
    }

    List<String> acts() {
        return story.house().people().audit().lines(FullHouse.ADMIN, new Audit.Asked("", "incident", "", 50)).stream().map(l -> l.name() + " " + l.what()).toList();
    }
}
