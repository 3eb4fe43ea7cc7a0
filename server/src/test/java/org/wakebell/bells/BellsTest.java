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
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.Health;
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
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.sim.dlink.DlinkTwin;
import org.wakebell.sim.dlink.Heard;
import org.wakebell.sim.dlink.Mood;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

/** Bells, orders and hushes over the real wire to the siren's twin, on both databases. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class BellsTest {

    static final Actor ADMIN = new Actor("admin", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);
    static final String PIN = "012345";
    static final String MAC = "6C:72:20:12:34:56";

    @Parameter
    Databases database;

    Db db;
    Tx tx;
    Instant now = Instant.parse("2026-11-22T03:12:00Z");
    DlinkTwin twin;
    PeopleRoom peopleRoom;
    String mina;
    Actor minaHerself;
    final List<String> learned = new ArrayList<>();

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

    /** One process. */
    final class Node {
        final Deque<Runnable> hands = new ArrayDeque<>();
        final Drivers drivers = Drivers.cranked(clock, time -> now = now.plus(time));
        final Duties duties;
        final BellsRoom room;

        Node(String name, @Nullable MailSettings mail) throws InterruptedException {
            Random random = new Random(name.hashCode());
            Ids ids = new Ids(clock, random);
            duties = new Duties(clock, tx, ids, random, name, hands::add);
            room = new BellsRoom(
                    clock, tx, ids, duties, new Pokes(tx), new Sealer(new byte[32]), peopleRoom.people(), drivers, name, mail);
            room.kinds().forEach(duties::register);
            room.bells().answers(new Answers() {
                @Override
                public void pressed(String orderKey, String choice, String how, Instant at) {
                    learned.add(orderKey + " " + choice);
                    room.bells().hush(orderKey);
                }

                @Override
                public void learned(String orderKey, Outcome outcome, Instant at) {
                    learned.add(orderKey + " " + outcome.getClass().getSimpleName());
                }
            });
            turn();
        }

        void turn() throws InterruptedException {
            for (Loop loop : duties.loops()) {
                loop.step();
            }
            for (Loop loop : room.loops()) {
                loop.step();
            }
            work();
            drivers.turn();
        }

        void work() {
            while (!hands.isEmpty()) {
                hands.poll().run();
            }
        }

        void live(long seconds) throws InterruptedException {
            Instant end = now.plusSeconds(seconds);
            while (now.isBefore(end)) {
                now = now.plusSeconds(1);
                turn();
            }
        }

        String siren() {
            String id = room.setup().add(ADMIN, draft(PIN));
            work();
            return id;
        }

        void order(String key, String bell) {
            tx.write(() -> room.bells().order(new Bells.NewOrder(
                    key,
                    bell,
                    "page-1",
                    "Payments are down",
                    "since 03:09",
                    List.of(new Ring.Choice("up", "I'm up", URI.create("https://wakebell.example/a"))),
                    Loudness.siren(100),
                    now.plusSeconds(60))));
        }

        Outcome ring(String key) throws InterruptedException {
            return room.bells().ring(key);
        }
    }

    BellSetup.Draft draft(String pin) {
        return new BellSetup.Draft(
                mina, "dlink", "siren in the bedroom", "", Map.of("address", twin.address(), "mac", MAC), new Secret(pin), 60);
    }

    @BeforeEach
    void open() {
        db = database.fresh();
        tx = db.tx();
        twin = DlinkTwin.start(PIN, MAC, clock);
        peopleRoom = new PeopleRoom(clock, tx, new Ids(clock, new Random(7)), new Pokes(tx));
        mina = peopleRoom.register().add(ADMIN, Draft.of("Mina", "mina@example.org", "Asia/Seoul").as(Role.RESPONDER));
        minaHerself = new Actor(mina, "Mina", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
    }

    @AfterEach
    void close() {
        twin.close();
        db.close();
    }

    List<Heard> sounded() {
        return twin.heard().stream().filter(h -> h.what().equals("sounded")).toList();
    }

    @Test
    void an_order_makes_no_sound_until_it_is_rung_and_then_has_proof() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.siren();
        node.order("r1", bell);
        node.live(30);
        assertThat(twin.plays()).isZero();
        assertThat(node.ring("r1")).isInstanceOfSatisfying(
                Outcome.Sounding.class, s -> assertThat(s.proof().kind()).isEqualTo(Outcome.Proof.Kind.DEVICE_STATE));
        assertThat(twin.sounding()).isTrue();
        assertThat(node.room.setup().one(minaHerself, bell).proof()).contains("DEVICE_STATE");
    }

    @Test
    void it_rings_until_it_is_hushed_and_never_louder_than_its_owner_allows() throws InterruptedException {
        Node node = new Node("a", null);
        node.order("r1", node.siren());
        node.ring("r1");
        node.live(25 * 60);
        assertThat(sounded()).extracting(Heard::volume).startsWith(20, 40, 60, 60).allMatch(v -> v <= 60);
        assertThat(Duration.between(sounded().getLast().at(), now)).as("long after the first lease").isLessThan(Duration.ofMinutes(11));
        tx.write(() -> node.room.bells().hush("r1"));
        node.work();
        assertThat(twin.sounding()).isFalse();
        int plays = twin.plays();
        node.live(15 * 60);
        assertThat(twin.plays()).isEqualTo(plays);
        assertThat(node.duties.parked()).isEmpty();
    }

    @Test
    void a_hush_is_heard_right_after_the_commit() throws InterruptedException {
        Node node = new Node("a", null);
        node.order("r1", node.siren());
        node.ring("r1");
        tx.write(() -> {
            node.room.bells().hushAbout("page-1");
            assertThat(twin.sounding()).isTrue();
        });
        node.work();
        assertThat(twin.sounding()).isFalse();
        assertThat(node.ring("r1")).isInstanceOf(Outcome.Refused.class);
        assertThat(twin.sounding()).isFalse();
    }

    @Test
    void a_hush_that_the_device_did_not_hear_is_told_until_it_has() throws InterruptedException {
        Node node = new Node("a", null);
        node.order("r1", node.siren());
        node.ring("r1");
        node.live(35);
        twin.unplugNetwork();
        tx.write(() -> node.room.bells().hush("r1"));
        node.work();
        assertThat(twin.sounding()).isTrue();
        twin.plugNetwork();
        node.live(2);
        assertThat(twin.sounding()).isFalse();
    }

    @Test
    void a_siren_that_was_away_is_rung_when_it_is_back_and_those_above_learn_it() throws InterruptedException {
        Node node = new Node("a", null);
        node.order("r1", node.siren());
        twin.unplugNetwork();
        assertThat(node.ring("r1")).isInstanceOf(Outcome.RetryLater.class);
        node.live(10);
        twin.plugNetwork();
        node.live(25);
        assertThat(twin.plays()).isPositive();
        assertThat(learned).contains("r1 Sounding");
    }

    @Test
    void a_ring_that_could_only_start_too_late_does_not_start() throws InterruptedException {
        Node node = new Node("a", null);
        node.order("r1", node.siren());
        now = now.plusSeconds(61);
        assertThat(node.ring("r1")).isInstanceOf(Outcome.Refused.class);
        node.live(60);
        assertThat(twin.plays()).isZero();
    }

    @Test
    void the_same_order_and_the_same_ring_twice_are_one_noise() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.siren();
        node.order("r1", bell);
        node.order("r1", bell);
        node.ring("r1");
        assertThat(node.ring("r1")).isInstanceOf(Outcome.Sounding.class);
        assertThat(twin.plays()).isEqualTo(1);
    }

    @Test
    void after_a_crash_the_next_process_goes_on_within_ten_seconds() throws InterruptedException {
        Node died = new Node("before", null);
        died.order("r1", died.siren());
        died.ring("r1");
        twin.forget();
        Node restarted = new Node("after", null);
        restarted.duties.forgetClaimsOfTheDead();
        restarted.live(database == Databases.SQLITE ? 6 : 14);
        assertThat(sounded()).isNotEmpty();
    }

    @Test
    void two_nodes_never_play_on_one_siren() throws InterruptedException {
        Node one = new Node("one", null);
        one.order("r1", one.siren());
        one.ring("r1");
        Node two = new Node("two", null);
        if (database == Databases.SQLITE) {
            return; // One process per embedded database.
        }
        Instant end = now.plusSeconds(70);
        while (now.isBefore(end)) {
            now = now.plusSeconds(1);
            two.turn();
            one.turn();
        }
        assertThat(sounded()).extracting(Heard::volume).startsWith(20, 40, 60).hasSizeBetween(4, 5);
        tx.write(() -> two.room.bells().hush("r1"));
        two.work();
        now = now.plusSeconds(2);
        one.turn();
        int plays = twin.plays();
        for (int i = 0; i < 90; i++) {
            now = now.plusSeconds(1);
            one.turn();
            two.turn();
        }
        assertThat(twin.plays()).isEqualTo(plays);
        assertThat(twin.sounding()).isFalse();
    }

    @Test
    void a_bell_that_cannot_ring_says_so_before_the_night() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.siren();
        assertThat(node.room.bells().bell(bell).orElseThrow().works()).isTrue();
        twin.unplugNetwork();
        node.live(61);
        Bells.BellFact fact = node.room.bells().bell(bell).orElseThrow();
        assertThat(fact.works()).isFalse();
        assertThat(fact.health()).contains("nothing listens");
        twin.plugNetwork();
        node.live(61);
        assertThat(node.room.bells().bell(bell).orElseThrow().works()).isTrue();
    }

    @Test
    void a_mac_that_was_not_typed_is_kept_from_the_first_check() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.room.setup().add(ADMIN, new BellSetup.Draft(
                mina, "dlink", "siren", "", Map.of("address", twin.address()), new Secret(PIN), 60));
        node.work();
        assertThat(node.room.setup().one(ADMIN, bell).config()).containsEntry("mac", MAC);
        twin.take(Mood.OTHER_MAC);
        node.live(61);
        assertThat(node.room.bells().bell(bell).orElseThrow().works()).isFalse();
    }

    @Test
    void a_test_is_one_soft_second_with_its_proof_kept() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.siren();
        assertThat(node.room.setup().test(minaHerself, bell)).isInstanceOf(Outcome.Sounding.class);
        node.live(60);
        assertThat(sounded()).singleElement().satisfies(h -> {
            assertThat(h.volume()).isEqualTo(10);
            assertThat(h.seconds()).isEqualTo(1);
        });
        assertThat(node.room.setup().one(minaHerself, bell).proofAt()).isNotNull();
    }

    @Test
    void everyone_with_an_address_has_a_mail_bell_and_it_comes_first() throws InterruptedException {
        Node node = new Node("a", new MailSettings(
                "127.0.0.1", 1, "", new Secret(""), MailSettings.Tls.NONE, "wakebell@example.org"));
        String siren = node.siren();
        assertThat(node.room.bells().of(mina)).extracting(Bells.BellFact::id).containsExactly("mail:" + mina, siren);
        assertThat(node.room.bells().of(mina)).extracting(Bells.BellFact::waking).containsExactly(false, true);
        assertThat(new Node("b", null).room.bells().of(mina)).extracting(Bells.BellFact::id).containsExactly(siren);
    }

    @Test
    void a_bell_without_a_line_says_so_and_rings_when_the_line_is_there() throws InterruptedException {
        Node node = new Node("a", null);
        Agent agent = new Agent();
        node.room.lines().register(agent);
        String bell = node.room.setup().add(minaHerself, new BellSetup.Draft(
                mina, "dlink", "siren", "home", Map.of("address", "192.168.0.60"), new Secret(PIN), 60));
        node.work();
        assertThat(node.room.bells().bell(bell).orElseThrow().works()).isFalse();
        node.order("r1", bell);
        assertThat(node.ring("r1")).isEqualTo(new Outcome.Refused("the home agent is not connected since 21:14", false));
        assertThat(node.room.lines().ringing(bell)).extracting(Ring::key).containsExactly("r1");
        agent.connected = true;
        node.live(6);
        assertThat(agent.rung).containsExactly("r1");
        assertThat(learned).contains("r1 Sounding");
        node.room.lines().pressed("r1", "up", "button", now);
        node.work();
        assertThat(agent.hushed).containsExactly("r1");
        assertThat(learned).contains("r1 up");
        assertThat(node.room.lines().behind("home")).extracting(Installed::secret).containsExactly(new Secret(PIN));
    }

    /** A line that a test can cut. */
    final class Agent implements Line {
        boolean connected;
        final List<String> rung = new ArrayList<>();
        final List<String> hushed = new ArrayList<>();

        @Override
        public String name() {
            return "agent";
        }

        @Override
        public boolean carries(Installed bell) {
            return !bell.agent().isEmpty();
        }

        @Override
        public Outcome ring(Installed bell, Ring ring) {
            if (!connected) {
                return new Outcome.Refused("the home agent is not connected since 21:14", false);
            }
            rung.add(ring.key());
            return new Outcome.Sounding(new Outcome.Proof(Outcome.Proof.Kind.DEVICE_STATE, now, "it sounds"));
        }

        @Override
        public Outcome hush(Installed bell, String key) {
            hushed.add(key);
            return new Outcome.Taken("quiet");
        }

        @Override
        public Health check(Installed bell) {
            return new Health(connected ? Health.State.READY : Health.State.NOT_READY, "line", now, Map.of());
        }
    }

    @Test
    void the_pin_is_sealed_and_shown_to_nobody() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.siren();
        assertThat(node.room.setup().one(minaHerself, bell).toString()).doesNotContain(PIN);
        String row = tx.read(() -> tx.sql("SELECT config || secret || label || health FROM bells_bell WHERE id = ?")
                .params(bell)
                .query(String.class)
                .single());
        assertThat(row).doesNotContain(PIN);
    }

    @Test
    void only_the_owner_or_an_admin_may_touch_a_bell() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.siren();
        Actor other = new Actor("other", "Joe", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> node.room.setup().rename(other, bell, "mine now"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> node.room.setup().test(other, bell));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> node.room.setup().of(other, mina));
        node.room.setup().rename(minaHerself, bell, "by the bed");
        assertThat(node.room.bells().bell(bell).orElseThrow().label()).isEqualTo("by the bed");
    }

    @Test
    void only_an_admin_may_point_the_server_at_its_own_network() throws InterruptedException {
        Node node = new Node("a", null);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> node.room.setup().add(minaHerself, draft(PIN)))
                .satisfies(e -> assertThat(e.message()).contains("home agent"));
    }

    @Test
    void what_was_typed_wrong_is_named_with_its_fix() throws InterruptedException {
        Node node = new Node("a", null);
        BellSetup setup = node.room.setup();
        refused("pin", "six digits", () -> setup.add(ADMIN, draft("12345")));
        refused("address", "192.168.0.60", () -> setup.add(ADMIN, new BellSetup.Draft(
                mina, "dlink", "s", "", Map.of("address", "http://x/"), new Secret(PIN), 60)));
        refused("mac", "sticker", () -> setup.add(ADMIN, new BellSetup.Draft(
                mina, "dlink", "s", "", Map.of("address", "x", "mac", "6C:72"), new Secret(PIN), 60)));
        refused("maximum", "1 to 100", () -> setup.add(ADMIN, new BellSetup.Draft(
                mina, "dlink", "s", "", Map.of("address", "x"), new Secret(PIN), 0)));
        refused("sound", "emergency", () -> setup.add(ADMIN, new BellSetup.Draft(
                mina, "dlink", "s", "", Map.of("address", "x", "sound", "fire"), new Secret(PIN), 50)));
        refused("label", "name", () -> setup.add(ADMIN, new BellSetup.Draft(
                mina, "dlink", " ", "", Map.of("address", "x"), new Secret(PIN), 50)));
        refused("kind", "dlink", () -> setup.add(ADMIN, new BellSetup.Draft(mina, "gong", "s", "", Map.of(), new Secret(""), 50)));
    }

    static void refused(String field, String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(what).satisfies(e -> {
            assertThat(e.field()).isEqualTo(field);
            assertThat(e.message()).contains(words).doesNotContain(PIN);
        });
    }

    @Test
    void a_bell_that_is_off_or_gone_is_never_rung() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.siren();
        node.order("r1", bell);
        node.room.setup().switchOn(minaHerself, bell, false);
        assertThat(node.room.bells().of(mina)).isEmpty();
        assertThat(node.ring("r1")).isInstanceOf(Outcome.Refused.class);
        node.room.setup().remove(minaHerself, bell);
        node.order("r2", bell);
        assertThat(node.ring("r2")).isInstanceOf(Outcome.Refused.class);
        node.live(10);
        assertThat(twin.plays()).isZero();
    }

    @Test
    void a_bell_that_is_switched_off_or_removed_while_it_sounds_falls_silent() throws InterruptedException {
        Node node = new Node("a", null);
        String bell = node.siren();
        node.order("r1", bell);
        node.ring("r1");
        assertThat(twin.sounding()).isTrue();
        node.room.setup().switchOn(minaHerself, bell, false);
        node.work();
        assertThat(twin.sounding()).isFalse();
        node.room.setup().switchOn(minaHerself, bell, true);
        node.order("r2", bell);
        node.ring("r2");
        assertThat(twin.sounding()).isTrue();
        node.room.setup().remove(minaHerself, bell);
        assertThat(twin.sounding()).isFalse();
        int plays = twin.plays();
        node.live(120);
        assertThat(twin.plays()).isEqualTo(plays);
    }

    @Test
    void a_house_without_a_hearer_does_not_open() {
        Random random = new Random(1);
        Ids ids = new Ids(clock, random);
        BellsRoom room = new BellsRoom(
                clock, tx, ids, new Duties(clock, tx, ids, random, "n", Runnable::run), new Pokes(tx),
                new Sealer(new byte[32]), peopleRoom.people(), Drivers.cranked(clock, time -> {}), "n", null);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(room::ready);
    }

    @Test
    void nothing_rings_inside_a_transaction() throws InterruptedException {
        Node node = new Node("a", null);
        node.order("r1", node.siren());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> tx.write(() -> {
            try {
                node.ring("r1");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
