package org.wakebell.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policy;

/**
 * A machine that was suspended while it should have woken somebody: what is due is decided anew, not made up for. A clock
 * that was set back: nobody waits longer.
 */
@NullMarked
@EveryDatabase
class SuspendedStoriesTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @Test
    void three_hours_asleep_cost_three_hours_and_no_burst() {
        try (FullHouse house = new FullHouse(database, "03:00")) {
            twoSteps(house);
            house.until("03:02");
            assertThat(house.sounded("Mina")).isNotEmpty();
            assertThat(house.sounded("Joe")).isEmpty();

            house.suspendedUntil(FullHouse.instant("06:02"));
            Instant woke = house.now();
            Paging paging = house.house().paging().paging();
            String page = paging.open().getFirst().id();
            assertThat(paging.nextStep(page)).as("the one step that is due was taken, and the next one waits its time")
                    .isBetween(woke.plusSeconds(270), woke.plusSeconds(330));
            house.until("06:03");
            assertThat(house.sounded("Joe")).isNotEmpty().allSatisfy(at -> assertThat(at).isAfterOrEqualTo(woke));
            assertThat(house.house().duties().parked()).isEmpty();
        }
    }

    /** Mina, and after five minutes Joe; it rings since now. */
    private static void twoSteps(FullHouse house) {
        house.responder("Mina");
        house.responder("Joe");
        house.siren("Mina");
        house.siren("Joe");
        String service = house.service("checkout");
        house.policy(service, List.of(
                new Policy.Step(new Policy.Target.Persons(List.of(house.who("Mina").id())), Duration.ofMinutes(5), Duration.ZERO),
                new Policy.Step(new Policy.Target.Persons(List.of(house.who("Joe").id())), Duration.ofMinutes(5), Duration.ZERO)));
        house.house().incident().incidents().wake(FullHouse.ADMIN, new Incidents.ByHand(service, Set.of(), "checkout is down", true));
    }

    @Test
    void a_clock_that_is_set_back_while_it_rings_lets_nobody_wait_for_as_much_longer() {
        try (FullHouse house = new FullHouse(database, "03:00")) {
            if (database == Databases.POSTGRES) {
                house.asksTheTime();
            }
            twoSteps(house);
            house.until("03:02");
            house.setBack(Duration.ofMinutes(90));
            house.until("03:04:59");
            assertThat(house.sounded("Joe")).as("not early").isEmpty();
            // On the embedded database time goes a tenth slower until both are together again.
            house.until("03:06");
            assertThat(house.sounded("Joe")).isNotEmpty();
        }
    }
}
