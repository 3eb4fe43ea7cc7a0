package org.wakebell.bells.bedside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wakebell.House;
import org.wakebell.bells.Bells;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.clock.Sleeper;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.duty.Loops;
import org.wakebell.platform.web.Relay;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;

/** Two houses over one PostgreSQL: the page at the bedside streams from one, the other rings it. */
@NullMarked
@Tag("postgres")
@SuppressWarnings("NullAway.Init")
class AcrossTest {

    static final Beat GOOD = new Beat(true, true, "held", "running", 80, true, true, null, null);

    Db db;
    Node rings;
    Node streams;
    Actor jun;

    static final class Node implements AutoCloseable {
        final House house;
        final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
        final Loops loops = new Loops();
        final Relay relay;

        Node(Db db, String name) {
            house = new House(
                    new House.Ground(new Agreed(Clock.system()), Sleeper.system(), new Random(name.hashCode()), db, point -> {}, name, hands, new byte[32]),
                    new House.Wires(URI.create("http://localhost"), new Drivers(Clock.system(), Thread::sleep), null, new Words()));
            relay = new Relay(db, house.pokes(), Sleeper.system());
            house.loops().forEach(loops::start);
            relay.loops().forEach(loops::start);
        }

        @Override
        public void close() {
            relay.close();
            loops.close();
            hands.shutdownNow();
        }
    }

    @BeforeEach
    void open() throws InterruptedException {
        db = Databases.POSTGRES.fresh();
        rings = new Node(db, "rings");
        streams = new Node(db, "streams");
        Actor admin = new Actor("admin", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);
        String id = rings.house.people().register().add(admin, Draft.of("Jun", "jun@example.org", "UTC").as(Role.RESPONDER));
        jun = new Actor(id, "Jun", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
        while (!rings.relay.hears() || !streams.relay.hears()) {
            Thread.sleep(20);
        }
    }

    @AfterEach
    void close() {
        rings.close();
        streams.close();
        db.close();
    }

    @Test
    void an_order_of_one_node_sounds_on_the_page_that_another_node_streams_to_and_the_proof_comes_back() throws Exception {
        Bedside bedside = streams.house.bedside().bedside();
        String bell = bedside.arm(jun, "", "phone").bell();
        bedside.beat(bell, GOOD);
        streams.house.pokes().listen(topic -> {
            if (topic.equals(Bedside.topic(bell))) {
                Thread.ofVirtual().start(() -> {
                    for (Ring ring : bedside.wanted(bell)) {
                        bedside.sounding(bell, ring.key());
                    }
                });
            }
        });
        Bells bells = rings.house.bells().bells();
        bells.order(new Bells.NewOrder(
                "k1", bell, "page", "checkout is down", "", List.of(), Loudness.siren(80), Clock.system().instant().plusSeconds(60)));
        long asked = System.nanoTime();
        Outcome outcome = bells.ring("k1");
        assertThat(outcome).isInstanceOf(Outcome.Sounding.class);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
        assertThat(rings.house.bells().lines().sounds("k1")).as("nobody wrote over it").isTrue();
    }

    @Test
    void a_screen_of_one_node_hears_what_changed_on_the_other() throws InterruptedException {
        var changed = new java.util.concurrent.CountDownLatch(1);
        streams.house.pokes().listen(topic -> {
            if (topic.equals("people")) {
                changed.countDown();
            }
        });
        Actor admin = new Actor("admin", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);
        rings.house.people().register().addTeam(admin, "Shop");
        assertThat(changed.await(1, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
}
