package org.wakebell.bells.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.bells.Answers;
import org.wakebell.bells.Bells;
import org.wakebell.bells.BellsRoom;
import org.wakebell.bells.Installed;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Actor;
import org.wakebell.people.Clocks;
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
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

/** The server's end of a bedside page, in domain time; the page is played by hand. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class BedsideTest {

    static final Beat GOOD = new Beat(true, true, "held", "running", 80, true, true, null, null);

    @Parameter
    Databases database;

    Db db;
    Tx tx;
    Pokes pokes;
    BellsRoom bells;
    BedsideRoom room;
    Clocks clocks;
    Bedside bedside;
    Actor jun;
    String bell;
    Instant now = Instant.parse("2026-11-22T18:12:00Z");
    final List<String> pressed = new ArrayList<>();
    final Deque<Runnable> hands = new ArrayDeque<>();

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

    @BeforeEach
    void open() {
        db = database.fresh();
        tx = db.tx();
        Ids ids = new Ids(clock, new Random(1));
        pokes = new Pokes(tx);
        PeopleRoom people = new PeopleRoom(clock, tx, ids, pokes);
        Actor admin = new Actor("admin", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);
        String id = people.register().add(admin, Draft.of("Jun", "jun@example.org", "America/Vancouver").as(Role.RESPONDER));
        jun = new Actor(id, "Jun", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
        Duties duties = new Duties(clock, tx, ids, new Random(2), "a", hands::add);
        bells = new BellsRoom(clock, tx, ids, duties, pokes, new Sealer(new byte[32]), people.people(),
                Drivers.cranked(clock, time -> {}), "a", null);
        bells.kinds().forEach(duties::register);
        bells.bells().answers(new Answers() {
            @Override
            public void pressed(String orderKey, String choice, String how, Instant at) {
                pressed.add(orderKey + " " + choice + " " + how);
            }

            @Override
            public void learned(String orderKey, Outcome outcome, Instant at) {
                pressed.add(orderKey + " " + outcome.getClass().getSimpleName());
            }
        });
        clocks = people.clocks();
        room = new BedsideRoom(clock, tx, pokes, clocks, bells.lines(), bells.setup());
        bedside = room.bedside();
        bell = bedside.arm(jun, "", "phone").bell();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void what_the_devices_clock_says_is_held_against_its_owners_zone_and_an_older_page_says_nothing() {
        Installed own = bedside.own(jun, bell);
        bedside.clock(own, GOOD);
        assertThat(clocks.doubts()).isEmpty();
        bedside.clock(own, new Beat(true, true, "held", "running", 80, true, true, "Asia/Seoul", 540));
        assertThat(clocks.doubts()).singleElement().satisfies(doubt -> assertThat(doubt.question())
                .contains("The bedside page says UTC+9 (Asia/Seoul), the zone America/Vancouver says UTC-7"));
        bedside.beat(bell, GOOD);
        assertThat(bedside.check(bell).state()).as("a question is no fault of the bell").isEqualTo(Health.State.READY);
    }

    Health.State seen() {
        return Health.State.valueOf(bells.setup().one(jun, bell).state());
    }

    void order(String key) {
        tx.write(() -> bells.bells().order(new Bells.NewOrder(
                key, bell, "page", "checkout is down", "", List.of(), Loudness.siren(80), now.plusSeconds(60))));
    }

    /** A page that does, when poked, what the script does. */
    Pokes.Subscription page() {
        return pokes.listen(topic -> {
            if (topic.equals(Bedside.topic(bell))) {
                Thread.ofVirtual().start(() -> {
                    for (Ring ring : bedside.wanted(bell)) {
                        bedside.sounding(bell, ring.key());
                    }
                });
            }
        });
    }

    @Test
    void every_device_is_a_bell_of_its_own_and_stays_the_same_however_often_it_arms() throws Exception {
        assertThat(bedside.arm(jun, bell, "ignored").bell()).isEqualTo(bell);
        Bedside.Device tablet = bedside.arm(jun, "", " old tablet ");
        assertThat(tablet.bell()).isNotEqualTo(bell);
        assertThat(bedside.devices(jun)).extracting(Bedside.Device::name).containsExactlyInAnyOrder("phone", "old tablet");

        bedside.beat(bell, GOOD);
        bedside.beat(tablet.bell(), GOOD);
        now = now.plusSeconds(31);
        bedside.beat(tablet.bell(), GOOD);
        assertThat(bedside.devices(jun)).as("a device that beats does not speak for one that fell asleep")
                .containsExactlyInAnyOrder(new Bedside.Device(bell, "phone", false), new Bedside.Device(tablet.bell(), "old tablet", true));

        bells.setup().switchOn(jun, bell, false);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bedside.arm(jun, bell, "phone")).withMessageContaining("switched off");
        bells.setup().remove(jun, bell);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bedside.own(jun, bell));
        assertThat(bedside.arm(jun, bell, "phone").bell()).as("removed: it is a new one").isNotEqualTo(bell);
    }

    @Test
    void a_page_is_ready_from_its_first_good_beat_and_not_ready_the_moment_anything_is_off() {
        bedside.beat(bell, GOOD);
        assertThat(seen()).isEqualTo(Health.State.READY);
        List<Beat> bad = List.of(
                new Beat(false, true, "held", "running", 80, true, true, null, null),
                new Beat(true, false, "held", "running", 80, true, true, null, null),
                new Beat(true, true, "lost", "running", 80, true, true, null, null),
                new Beat(true, true, "held", "suspended", 80, true, true, null, null),
                new Beat(true, true, "held", "interrupted", 80, true, true, null, null),
                new Beat(true, true, "held", "running", 80, true, false, null, null),
                new Beat(true, true, "held", "running", 9, false, true, null, null));
        for (Beat beat : bad) {
            bedside.beat(bell, GOOD);
            assertThat(seen()).isEqualTo(Health.State.READY);
            bedside.beat(bell, beat);
            assertThat(seen()).as(beat.toString()).isEqualTo(Health.State.NOT_READY);
            assertThat(bells.setup().one(jun, bell).health()).isEqualTo(beat.off()).isNotEmpty();
        }
        bedside.beat(bell, new Beat(true, true, "none", "running", -1, false, true, null, null));
        assertThat(seen()).as("a browser without wake lock and battery").isEqualTo(Health.State.READY);
    }

    @Test
    void a_page_that_is_not_heard_for_thirty_seconds_is_not_armed() throws InterruptedException {
        bedside.beat(bell, GOOD);
        now = now.plusSeconds(29);
        for (Loop loop : room.loops()) {
            loop.step();
        }
        assertThat(seen()).isEqualTo(Health.State.READY);
        now = now.plusSeconds(2);
        for (Loop loop : room.loops()) {
            loop.step();
        }
        assertThat(seen()).isEqualTo(Health.State.NOT_READY);
        assertThat(bells.setup().one(jun, bell).health()).contains("not heard since 2026-11-22T18:12:00Z");
    }

    @Test
    void an_armed_page_is_poked_rings_and_says_so_and_asks_again_when_it_is_over() throws InterruptedException {
        bedside.beat(bell, GOOD);
        order("k1");
        try (Pokes.Subscription there = page()) {
            assertThat(bells.bells().ring("k1")).isInstanceOfSatisfying(Outcome.Sounding.class, s ->
                    assertThat(s.proof().kind()).isEqualTo(Outcome.Proof.Kind.BROWSER));
            assertThat(bedside.wanted(bell)).extracting(Ring::key).containsExactly("k1");
            tx.write(() -> bells.bells().hush("k1"));
            assertThat(bedside.wanted(bell)).isEmpty();
            assertThat(room.line().hush(bells.lines().bell(bell).orElseThrow(), "k1")).isEqualTo(Bedside.TOLD);
        }
    }

    @Test
    void a_page_that_is_not_armed_is_refused_at_once_with_the_reason() throws InterruptedException {
        order("k1");
        assertThat(bells.bells().ring("k1")).isInstanceOfSatisfying(Outcome.Refused.class, r ->
                assertThat(r.why()).contains("never armed"));
        bedside.beat(bell, new Beat(true, false, "held", "running", 80, true, true, null, null));
        order("k2");
        assertThat(bells.bells().ring("k2")).isInstanceOfSatisfying(Outcome.Refused.class, r ->
                assertThat(r.why()).contains("hidden"));
    }

    @Test
    void a_page_that_comes_late_still_finds_the_order_and_its_proof_is_news() throws InterruptedException {
        order("k1");
        assertThat(bells.bells().ring("k1")).isInstanceOf(Outcome.Refused.class);
        bedside.beat(bell, GOOD);
        assertThat(bedside.wanted(bell)).extracting(Ring::key).containsExactly("k1");
        bedside.sounding(bell, "k1");
        assertThat(pressed).containsExactly("k1 Sounding");
    }

    @Test
    void what_is_pressed_on_the_page_reaches_whoever_ordered_and_nonsense_does_not() {
        order("k1");
        bedside.pressed(bell, "k1", "up");
        bedside.pressed(bell, "unknown", "up");
        bedside.sounding(bell, "unknown");
        assertThat(pressed).containsExactly("k1 up on the bedside page");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bedside.pressed(bell, "k1", "own"));
    }

    @Test
    void the_bell_of_someone_else_is_no_bell() {
        Actor mina = new Actor("mina", "Mina", Set.of(Role.ADMIN), Actor.Via.SCREEN);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bedside.own(mina, bell));
        assertThat(bedside.own(jun, bell).id()).isEqualTo(bell);
    }
}
