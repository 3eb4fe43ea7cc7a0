package org.wakebell.bells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.webhook.WebhookTwin;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

/** Webhooks through the guarded client to somebody's endpoint, on both databases. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class WebhookBellsTest {

    @Parameter
    Databases database;

    Db db;
    Tx tx;
    Instant now = Instant.parse("2026-11-22T03:12:00Z");
    WebhookTwin twin;
    Tx.@Nullable Point dies;
    PeopleRoom people;
    Actor mina;

    /** The process was killed here. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public long nanos() {
            return Duration.between(Instant.EPOCH, now).toNanos();
        }
    };

    /** One process; what it remembers is lost with it. */
    final class Node {
        final Deque<Runnable> hands = new ArrayDeque<>();
        final Duties duties;
        final BellsRoom room;

        Node(String name, String... allowed) throws InterruptedException {
            Random random = new Random(name.hashCode());
            Ids ids = new Ids(clock, random);
            duties = new Duties(clock, tx, ids, random, name, hands::add);
            Drivers drivers = Drivers.cranked(clock, time -> {})
                    .reaching(new Outward(new Outbound(Clock.system(), new Guard(Set.of(allowed)))));
            room = new BellsRoom(
                    clock, tx, ids, duties, new Pokes(tx), new Sealer(new byte[32]), people.people(), drivers, name, null);
            room.kinds().forEach(duties::register);
            room.bells().answers(new Answers() {
                @Override
                public void pressed(String orderKey, String choice, String how, Instant at) {}

                @Override
                public void learned(String orderKey, Outcome outcome, Instant at) {}
            });
            turn();
        }

        void turn() throws InterruptedException {
            for (Loop loop : duties.loops()) {
                loop.step();
            }
            while (!hands.isEmpty()) {
                hands.poll().run();
            }
        }

        void live(int seconds) throws InterruptedException {
            for (int i = 0; i < seconds; i++) {
                now = now.plusSeconds(1);
                turn();
            }
        }

        String webhook(Map<String, String> config) throws InterruptedException {
            String id = room.setup().add(mina, draft(config));
            turn();
            return id;
        }

        Outcome ring(String key, String bell, String choice) throws InterruptedException {
            order(key, bell, choice);
            return room.bells().ring(key);
        }

        void order(String key, String bell, String choice) {
            tx.write(() -> room.bells().order(new Bells.NewOrder(
                    key, bell, "page-1", "Payments are down", "since 03:09",
                    List.of(new Ring.Choice(choice, "Open", URI.create("https://wakebell.example/a"))),
                    Loudness.gentle(), now.plusSeconds(600))));
        }

        BellSetup.View seen(String bell) {
            return room.setup().one(mina, bell);
        }
    }

    BellSetup.Draft draft(Map<String, String> config) {
        return new BellSetup.Draft(mina.person(), "webhook", "team chat", "", config, new Secret(""), 100);
    }

    @BeforeEach
    void open() {
        db = database.fresh();
        tx = db.tx(point -> {
            if (point == dies) {
                throw new Died();
            }
        });
        twin = WebhookTwin.start("127.0.0.1", 0);
        people = new PeopleRoom(clock, tx, new Ids(clock, new Random(7)), new Pokes(tx));
        Actor admin = new Actor("admin", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);
        String id = people.register().add(admin, Draft.of("Mina", "mina@example.org", "Asia/Seoul").as(Role.RESPONDER));
        mina = new Actor(id, "Mina", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
    }

    @AfterEach
    void close() {
        twin.close();
        db.close();
    }

    Map<String, String> there() {
        return Map.of("url", twin.url("/wake"));
    }

    Set<String> keys() {
        return twin.got().stream().map(got -> got.header("idempotency-key")).collect(Collectors.toSet());
    }

    @Test
    void a_ring_is_signed_with_the_secret_that_was_shown_once_and_is_sealed_in_the_database() throws InterruptedException {
        Node node = new Node("a", "127.0.0.1");
        String bell = node.webhook(there());
        String shown = node.room.setup().signingSecret(mina, bell).reveal();
        twin.demand(shown);
        assertThat(node.ring("r1", bell, "up")).isEqualTo(new Outcome.Taken("127.0.0.1 answered 200"));
        assertThat(twin.got()).singleElement().matches(WebhookTwin.Got::signed);
        String row = tx.read(() -> tx.sql("SELECT secret || config || proof FROM bells_bell WHERE id = ?")
                .params(bell)
                .query(String.class)
                .single());
        assertThat(row).doesNotContain(shown).doesNotContain(shown.substring("whsec_".length()));
        node.live(60);
        assertThat(twin.got()).as("what was taken is not sent again").hasSize(1);
    }

    @Test
    void lesser_messages_to_one_bell_wait_for_the_next_minute_and_a_call_to_get_up_does_not() throws InterruptedException {
        Node node = new Node("a", "127.0.0.1");
        String bell = node.webhook(there());
        for (int i = 0; i < Lanes.A_MINUTE; i++) {
            assertThat(node.ring("note" + i, bell, "open")).isInstanceOf(Outcome.Taken.class);
        }
        assertThat(node.ring("more", bell, "open")).isInstanceOf(Outcome.RetryLater.class);
        assertThat(keys()).doesNotContain("more");
        assertThat(node.ring("911", bell, "up")).isInstanceOf(Outcome.Taken.class);
        // Another node counts the same rows.
        assertThat(new Node("b", "127.0.0.1").ring("another", bell, "open")).isInstanceOf(Outcome.RetryLater.class);
        node.live(90);
        assertThat(keys()).as("later, and not lost").contains("more", "another").hasSize(Lanes.A_MINUTE + 3);
    }

    @Test
    void a_slow_provider_has_eight_lesser_messages_at_once_and_every_call_to_get_up_besides() throws Exception {
        Node node = new Node("a", "127.0.0.1");
        Installed bell = node.room.lines().bell(node.webhook(there())).orElseThrow();
        OrderRows rows = new OrderRows(tx, "a");
        Lanes lanes = new Lanes(clock, tx, rows);
        node.order("note", bell.id(), "open");
        node.order("911", bell.id(), "up");
        Order lesser = tx.read(() -> rows.find("note")).orElseThrow();
        Order call = tx.read(() -> rows.find("911")).orElseThrow();
        AtomicInteger underWay = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(Lanes.AT_ONCE);
        CountDownLatch slow = new CountDownLatch(1);
        List<Thread> hands = new ArrayList<>();
        for (int i = 0; i < Lanes.AT_ONCE + 4; i++) {
            hands.add(Thread.ofVirtual().start(() -> sent(lanes, lesser, bell, () -> {
                underWay.incrementAndGet();
                full.countDown();
                slow.await();
                return new Outcome.Taken("late");
            })));
        }
        full.await();
        assertThat(lanes.through(call, bell, () -> new Outcome.Taken("at once"))).isEqualTo(new Outcome.Taken("at once"));
        assertThat(underWay).as("the other four wait").hasValue(Lanes.AT_ONCE);
        slow.countDown();
        for (Thread hand : hands) {
            assertThat(hand.join(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(underWay).hasValue(Lanes.AT_ONCE + 4);
    }

    private static void sent(Lanes lanes, Order order, Installed bell, Lanes.Send message) {
        try {
            lanes.through(order, bell, message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_test_keeps_its_proof_and_so_does_a_refusal_until_something_is_taken() throws InterruptedException {
        Node node = new Node("a", "127.0.0.1");
        String bell = node.webhook(there());
        assertThat(node.seen(bell).state()).isEqualTo("READY");
        assertThat(node.seen(bell).proof()).isEmpty();
        assertThat(twin.got()).as("a check sends nothing").isEmpty();
        assertThat(node.room.setup().test(mina, bell)).isInstanceOf(Outcome.Taken.class);
        assertThat(node.seen(bell).proof()).isEqualTo("ACCEPTED: 127.0.0.1 answered 200");
        twin.answer(404, "");
        node.ring("r1", bell, "up");
        node.live(400);
        assertThat(node.seen(bell).state()).as("a connection does not outweigh the refusal").isEqualTo("NOT_READY");
        assertThat(node.seen(bell).health()).contains("answered 404");
        twin.calm();
        node.room.setup().test(mina, bell);
        node.live(400);
        assertThat(node.seen(bell).state()).isEqualTo("READY");
    }

    @Test
    void what_is_not_known_to_have_arrived_is_sent_again_with_the_same_key_by_whoever_is_alive() throws InterruptedException {
        Node first = new Node("a", "127.0.0.1");
        String bell = first.webhook(there());
        twin.answer(new Reply.Drop());
        assertThat(first.ring("r1", bell, "up")).isInstanceOf(Outcome.Unknown.class);
        // The node that rang is gone with what it remembered; another finds the duty.
        Node second = new Node("b", "127.0.0.1");
        twin.answer(500, "");
        second.live(15);
        twin.calm();
        second.live(15);
        assertThat(twin.got()).hasSizeGreaterThan(2);
        assertThat(keys()).containsExactly("r1");
        assertThat(twin.effects()).isEqualTo(1);
        int sent = twin.got().size();
        second.live(60);
        assertThat(twin.got()).hasSize(sent);
    }

    @Test
    void a_node_that_dies_around_the_record_of_a_call_leaves_one_effect_with_one_key() throws InterruptedException {
        Node first = new Node("a", "127.0.0.1");
        String bell = first.webhook(there());
        for (Tx.Point point : Tx.Point.values()) {
            String key = "ring-" + point;
            first.order(key, bell, "up");
            twin.forget();
            dies = point;
            assertThatExceptionOfType(Died.class).isThrownBy(() -> first.room.bells().ring(key));
            dies = null;
            // Whoever finds the page's duty rings it again; it has never heard of the first try.
            Node second = new Node("b", "127.0.0.1");
            second.room.bells().ring(key);
            second.live(30);
            assertThat(twin.effects()).as("dies at %s", point).isEqualTo(1);
            assertThat(keys()).containsExactly(key);
            assertThat(tx.<String>read(() -> tx.sql("SELECT outcome FROM bells_order WHERE rkey = ?")
                            .params(key)
                            .query(String.class)
                            .single()))
                    .isEqualTo("taken");
        }
    }

    @Test
    void a_message_waits_as_long_as_it_was_asked_to_and_a_call_to_wake_somebody_does_not() throws InterruptedException {
        Node node = new Node("a", "127.0.0.1");
        String bell = node.webhook(there());
        twin.answer(429, "Retry-After: 120");
        node.ring("note", bell, "open");
        node.live(110);
        assertThat(twin.got()).hasSize(1);
        node.live(15);
        assertThat(twin.got()).hasSize(2);
        twin.forget();
        node.ring("page", bell, "up");
        node.live(20);
        assertThat(twin.got().stream().filter(got -> got.header("idempotency-key").equals("page"))).hasSizeGreaterThan(2);
    }

    @Test
    void a_refusal_for_good_is_not_tried_again() throws InterruptedException {
        Node node = new Node("a", "127.0.0.1");
        String bell = node.webhook(there());
        twin.answer(401, "");
        assertThat(node.ring("r1", bell, "up")).isInstanceOfSatisfying(Outcome.Refused.class, no -> assertThat(no.credential()).isTrue());
        int sent = twin.got().size();
        node.live(60);
        assertThat(twin.got().size() - sent).isLessThanOrEqualTo(1);
    }

    @Test
    void a_dead_mans_switch_is_an_address_and_nothing_else() throws InterruptedException {
        Node node = new Node("a", "127.0.0.1");
        String bell = node.webhook(Map.of("url", twin.url("/ping/8f6c"), "sends", "get"));
        assertThat(node.ring("pulse", bell, "open")).isInstanceOf(Outcome.Taken.class);
        assertThat(twin.got().getFirst().request().method()).isEqualTo("GET");
        assertThat(twin.got().getFirst().request().path()).isEqualTo("/ping/8f6c");
    }

    @Test
    void nobody_points_it_at_the_server_s_own_network() throws InterruptedException {
        Node allowed = new Node("a", "127.0.0.1");
        String bell = allowed.webhook(there());
        // The operator has taken the permission back.
        Node node = new Node("b");
        assertThat(node.ring("r1", bell, "up")).isInstanceOf(Outcome.Refused.class);
        assertThat(twin.got()).isEmpty();
        for (String url : List.of(twin.url("/"), "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://10.0.0.1/")) {
            refused("url", "outbound.allow", () -> node.room.setup().add(mina, draft(Map.of("url", url))));
        }
        String redirecting = allowed.webhook(Map.of("url", twin.url("/go"), "sends", "get"));
        twin.answer(302, "Location: http://127.0.0.2:8080/");
        assertThat(allowed.ring("r2", redirecting, "up"))
                .isInstanceOfSatisfying(Outcome.Refused.class, no -> assertThat(no.why()).contains("not on the public internet"));
    }

    @Test
    void what_was_typed_wrong_is_named_with_its_fix() throws InterruptedException {
        Node node = new Node("a");
        BellSetup setup = node.room.setup();
        String good = "https://hooks.example.org/x";
        refused("url", "https://hooks.example.org/wake", () -> setup.add(mina, draft(Map.of("url", "hooks.example.org"))));
        refused("url", "use https", () -> setup.add(mina, draft(Map.of("url", "http://hooks.example.org/"))));
        refused("url", "Port 22", () -> setup.add(mina, draft(Map.of("url", "https://hooks.example.org:22/"))));
        refused("sends", "template", () -> setup.add(mina, draft(Map.of("url", good, "sends", "xml"))));
        refused("body", "missing", () -> setup.add(mina, draft(Map.of("url", good, "sends", "template"))));
        refused("body", "{{nmae}}", () -> setup.add(mina, draft(Map.of("url", good, "sends", "template", "body", "\"{{nmae}}\""))));
        refused("header", "no setting named", () -> setup.add(mina, draft(Map.of("url", good, "header", "x"))));
        refused("agent", "by the server", () -> setup.add(mina, new BellSetup.Draft(
                mina.person(), "webhook", "chat", "home", Map.of("url", good), new Secret(""), 100)));
    }

    static void refused(String field, String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(what).satisfies(e -> {
            assertThat(e.field()).isEqualTo(field);
            assertThat(e.message()).contains(words);
        });
    }
}
