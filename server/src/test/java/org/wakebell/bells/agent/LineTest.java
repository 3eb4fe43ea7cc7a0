package org.wakebell.bells.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.Installed;
import org.wakebell.drivers.Health;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Outcome;
import org.wakebell.drivers.Ring;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.wire.Codec;
import org.wakebell.wire.Junk;
import org.wakebell.wire.Keys;
import org.wakebell.wire.Message;
import org.wakebell.wire.Message.Ended;
import org.wakebell.wire.Message.Result.Act;

/** The server's end of the line in domain time; the agent's end is played by hand, word by word. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class LineTest {

    @Parameter
    Databases database;

    Db db;
    String siren;
    Desk desk;
    Desk other;
    Keys keys;
    String agent;
    Instant now = Instant.parse("2026-11-22T18:12:00Z");

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
        desk = new Desk(db, clock, "a");
        other = new Desk(db, clock, "b");
        keys = Keys.fresh();
        String code = desk.room.agents().code(Desk.ADMIN, desk.jun).code();
        Agents.Answer answer = desk.room.agents().pair(new Message.Pair(code, "bedroom", keys.publicKey(), "0.1.0"), "10.0.0.9");
        agent = ((Message.Paired) answer.message()).agent();
        siren = desk.siren(agent, "10.0.0.7");
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** The agent's end of one socket. */
    final class Far implements Wire {
        final Deque<Message> got = new ArrayDeque<>();
        final Doorbell.Visit visit;
        Function<Message, List<Message>> answers = m -> List.of();
        boolean closed;

        Far(Desk at) {
            visit = at.room.doorbell().open(this);
        }

        @Override
        public void send(String text) {
            try {
                Message message = Codec.read(text);
                got.add(message);
                answers.apply(message).forEach(this::say);
            } catch (Junk e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close(String why) {
            closed = true;
        }

        @Override
        public String address() {
            return "10.0.0.9";
        }

        void say(Message message) {
            visit.text(Codec.write(message));
        }

        Far greet(Keys with) {
            Message.Challenge challenge = (Message.Challenge) got.removeFirst();
            String nonce = Keys.nonce();
            String signature = with.sign(Keys.helloText(agent, challenge.nonce(), nonce));
            say(new Message.Hello(agent, nonce, signature, "0.1.0", List.of("dlink"), "America/Vancouver", -25_200, now));
            return this;
        }

        <T extends Message> @Nullable T next(Class<T> type) {
            while (!got.isEmpty()) {
                if (type.isInstance(got.peekFirst())) {
                    return type.cast(got.removeFirst());
                }
                got.removeFirst();
            }
            return null;
        }

        <T extends Message> List<T> all(Class<T> type) {
            List<T> all = new ArrayList<>();
            got.forEach(m -> {
                if (type.isInstance(m)) {
                    all.add(type.cast(m));
                }
            });
            return all;
        }
    }

    Ring ring(String key) {
        return new Ring(key, "checkout is down", "", List.of(), Loudness.siren(80), now.plusSeconds(600), now.plusSeconds(60));
    }

    Installed siren() {
        return desk.installed(siren);
    }

    void order(String key) {
        desk.order(key, siren, Loudness.siren(80), now.plusSeconds(60));
    }

    /** Ordered, and tried in vain: it waits for whoever connects. */
    void stands(String key) throws InterruptedException {
        order(key);
        assertThat(desk.bells.bells().ring(key)).isInstanceOfAny(Outcome.Refused.class, Outcome.RetryLater.class);
    }

    void hush(String key) {
        desk.tx.write(() -> desk.bells.bells().hush(key));
    }

    BellSetup.View view() {
        return desk.bells.setup().one(Desk.ADMIN, siren);
    }

    Message.BellHealth ready() {
        return new Message.BellHealth(siren, "READY", "answers", now, Map.of());
    }

    static List<Message> soundsAtOnce(Message m, Instant at) {
        return switch (m) {
            case Message.Order o ->
                List.of(new Message.Result(o.key(), Act.RING, new Ended.Sounding("DEVICE_STATE", at, "IsSounding=true")));
            case Message.Hush h -> List.of(new Message.Result(h.key(), Act.HUSH, new Ended.Taken("")));
            default -> List.of();
        };
    }

    @Test
    void both_prove_who_they_are_and_the_agent_learns_its_bells_and_what_stands() throws InterruptedException {
        stands("k1");
        Far far = new Far(desk).greet(keys);
        assertThat(far.next(Message.Welcome.class)).isNotNull();
        assertThat(far.all(Message.Config.class)).singleElement().satisfies(config -> {
            assertThat(config.bells()).singleElement().satisfies(bell -> {
                assertThat(bell.settings()).containsEntry("address", "10.0.0.7");
                assertThat(bell.secrets()).containsEntry("secret", "012345");
            });
        });
        assertThat(far.all(Message.Order.class)).extracting(Message.Order::key).containsExactly("k1");
        assertThat(far.all(Message.Standing.class)).containsExactly(new Message.Standing(List.of("k1")));
    }

    @Test
    void what_an_agents_clock_says_is_held_against_its_owners_zone_from_the_greeting_on() {
        Far far = new Far(desk).greet(keys);
        assertThat(desk.people.clocks().doubts()).isEmpty();
        far.say(new Message.Here("Asia/Seoul", 32_400));
        assertThat(desk.people.clocks().doubts()).singleElement().satisfies(doubt ->
                assertThat(doubt.question()).contains("The home agent ").contains("says UTC+9 (Asia/Seoul), the zone America/Vancouver says UTC-7"));
        far.say(new Message.Here("America/Vancouver", -25_200));
        assertThat(desk.people.clocks().doubts()).isEmpty();
    }

    @Test
    void a_stranger_with_an_agents_name_is_refused_and_hears_nothing() {
        Far far = new Far(desk).greet(Keys.fresh());
        assertThat(far.got).singleElement().isInstanceOfSatisfying(Message.Refused.class, r ->
                assertThat(r.reason()).isEqualTo(Message.Refused.Reason.SIGNATURE));
        assertThat(far.closed).isTrue();
    }

    @Test
    void a_greeting_that_was_overheard_is_worth_nothing_on_another_line() {
        Far first = new Far(desk);
        Message.Challenge challenge = (Message.Challenge) first.got.removeFirst();
        Message.Hello hello = new Message.Hello(
                agent, "n", keys.sign(Keys.helloText(agent, challenge.nonce(), "n")), "1", List.of(), "UTC", 0, now);
        first.say(hello);
        assertThat(first.next(Message.Welcome.class)).isNotNull();
        Far second = new Far(desk);
        second.got.clear();
        second.say(hello);
        assertThat(second.got).singleElement().isInstanceOf(Message.Refused.class);
    }

    @Test
    void junk_and_words_before_the_greeting_close_the_line() {
        Far far = new Far(desk);
        far.visit.text("{");
        assertThat(far.closed).isTrue();
        far = new Far(desk);
        far.say(new Message.Report(List.of()));
        assertThat(far.closed).isTrue();
    }

    @Test
    void who_never_greets_is_put_out_after_ten_seconds() throws InterruptedException {
        Far far = new Far(desk);
        now = now.plusSeconds(11);
        desk.step();
        assertThat(far.closed).isTrue();
    }

    @Test
    void an_order_comes_back_with_its_proof_and_a_hush_with_its_quiet() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.answers = m -> soundsAtOnce(m, now);
        order("k1");
        assertThat(desk.room.line().ring(siren(), ring("k1"))).isEqualTo(
                new Outcome.Sounding(new Outcome.Proof(Outcome.Proof.Kind.DEVICE_STATE, now, "IsSounding=true")));
        assertThat(desk.room.line().hush(siren(), "k1")).isInstanceOf(Outcome.Taken.class);
        assertThat(desk.learned).isEmpty();
    }

    @Test
    void a_result_that_nobody_waits_for_any_more_is_told_to_the_room() throws InterruptedException {
        stands("k1");
        Far far = new Far(desk).greet(keys);
        far.say(new Message.Result("k1", Act.RING, new Ended.Sounding("DEVICE_STATE", now, "x")));
        assertThat(desk.learned).containsExactly("k1 Sounding");
    }

    @Test
    void an_agent_may_not_speak_of_orders_and_bells_of_others() {
        Far far = new Far(desk).greet(keys);
        far.say(new Message.Result("not mine", Act.RING, new Ended.Sounding("DEVICE_STATE", now, "x")));
        far.say(new Message.Report(List.of(new Message.BellHealth("not-mine", "READY", "ha", now, Map.of()))));
        assertThat(desk.learned).isEmpty();
        assertThat(view().state()).isEqualTo("NOT_READY");
    }

    @Test
    void an_agent_of_nobody_connected_is_refused_with_since_when_and_a_hush_is_tried_again() throws InterruptedException {
        assertThat(desk.room.line().ring(siren(), ring("k1"))).isInstanceOfSatisfying(Outcome.Refused.class, r ->
                assertThat(r.why()).contains("bedroom", "never connected"));
        assertThat(desk.room.line().hush(siren(), "k1")).isInstanceOf(Outcome.RetryLater.class);
        Far far = new Far(desk).greet(keys);
        far.visit.closed();
        now = now.plusSeconds(40);
        assertThat(desk.room.line().ring(siren(), ring("k1"))).isInstanceOfSatisfying(Outcome.Refused.class, r ->
                assertThat(r.why()).contains("not connected since 2026-11-22T18:12:00Z"));
    }

    @Test
    void an_agent_that_lost_its_line_a_moment_ago_is_waited_for() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.visit.closed();
        now = now.plusSeconds(21);
        assertThat(desk.room.line().ring(siren(), ring("k1"))).isInstanceOfSatisfying(Outcome.RetryLater.class, r ->
                assertThat(r.after()).isEqualTo(Duration.ofSeconds(1)));
        now = now.plusSeconds(1);
        assertThat(desk.room.line().ring(siren(), ring("k1"))).as("not for long").isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void an_order_that_is_being_rung_right_now_is_not_quieted_by_what_stands() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.answers = m -> {
            if (m instanceof Message.Order) {
                far.got.clear();
                now = now.plusSeconds(15);
                far.say(new Message.Ping(1, now));
                try {
                    for (var loop : desk.room.loops()) {
                        loop.step();
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return soundsAtOnce(m, now);
        };
        order("k1");
        assertThat(desk.bells.bells().ring("k1")).isInstanceOf(Outcome.Sounding.class);
        assertThat(far.all(Message.Standing.class)).containsOnly(new Message.Standing(List.of("k1")));
    }

    @Test
    void a_bell_that_was_added_changed_or_switched_off_is_told_at_once() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.got.clear();
        desk.bells.setup().rename(Desk.ADMIN, siren, "침실");
        desk.step();
        assertThat(far.all(Message.Config.class)).last().satisfies(c ->
                assertThat(c.bells()).extracting(Message.BellConfig::label).containsExactly("침실"));
        desk.siren(agent, "10.0.0.8");
        desk.step();
        assertThat(far.all(Message.Config.class)).last().satisfies(c -> assertThat(c.bells()).hasSize(2));
        desk.bells.setup().switchOn(Desk.ADMIN, siren, false);
        desk.step();
        assertThat(far.all(Message.Config.class)).last().satisfies(c -> assertThat(c.bells()).hasSize(1));
    }

    @Test
    void a_bell_cannot_hang_on_an_agent_of_someone_else() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> desk.siren("no-such-agent", "10.0.0.7"));
    }

    @Test
    void whoever_waits_learns_at_once_that_the_line_broke() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.answers = m -> {
            if (m instanceof Message.Order) {
                far.visit.closed();
            }
            return List.of();
        };
        assertThat(desk.room.line().ring(siren(), ring("k1"))).isInstanceOfSatisfying(Outcome.Unknown.class, u ->
                assertThat(u.why()).contains("broke"));
    }

    @Test
    void the_bells_of_an_agent_that_went_away_are_not_ready_within_thirty_seconds() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.say(new Message.Report(List.of(ready())));
        assertThat(desk.room.line().check(siren()).state()).isEqualTo(Health.State.READY);
        Instant last = now;
        while (view().state().equals("READY")) {
            now = now.plusSeconds(3);
            desk.step();
            assertThat(now).isBeforeOrEqualTo(last.plusSeconds(30));
        }
        assertThat(far.closed).isTrue();
        assertThat(view().health()).contains("bedroom", "not connected since");
        assertThat(desk.room.line().check(siren()).state()).isEqualTo(Health.State.NOT_READY);
    }

    @Test
    void another_node_marks_them_if_the_node_with_the_line_died_too() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.say(new Message.Report(List.of(ready())));
        now = now.plusSeconds(25);
        other.step();
        assertThat(view().state()).isEqualTo("NOT_READY");
    }

    @Test
    void a_node_without_its_database_sends_its_agents_to_another_one() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        desk.step();
        db.close();
        assertThatThrownBy(desk::step).isInstanceOf(RuntimeException.class);
        assertThat(far.closed).as("it may be a moment").isFalse();
        now = now.plusSeconds(11);
        far.say(new Message.Ping(1, now));
        assertThatThrownBy(desk::step).isInstanceOf(RuntimeException.class);
        assertThat(far.closed).isTrue();
        assertThat(far.all(Message.Refused.class)).singleElement().satisfies(told -> assertThat(told.why()).contains("lost its database"));
    }

    @Test
    void an_agent_that_pings_stays_ready() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.say(new Message.Report(List.of(ready())));
        for (int i = 0; i < 12; i++) {
            now = now.plusSeconds(5);
            far.say(new Message.Ping(i, now));
            desk.step();
            other.step();
        }
        assertThat(other.room.line().check(siren()).state()).isEqualTo(Health.State.READY);
        assertThat(far.all(Message.Pong.class)).hasSize(12);
        assertThat(far.all(Message.Ping.class)).as("the server pings too").hasSizeBetween(5, 6);
    }

    @Test
    void two_nodes_the_one_without_the_line_pokes_the_one_with_it() throws InterruptedException {
        Far far = new Far(other).greet(keys);
        far.got.clear();
        order("k1");
        assertThat(desk.bells.bells().ring("k1")).isInstanceOf(Outcome.Unknown.class);
        // What LISTEN/NOTIFY carries between processes.
        other.pokes.poke("bells/" + siren);
        other.step();
        assertThat(far.all(Message.Order.class)).extracting(Message.Order::key).containsExactly("k1");
        far.say(new Message.Result("k1", Act.RING, new Ended.Sounding("DEVICE_STATE", now, "x")));
        assertThat(other.learned).containsExactly("k1 Sounding");

        hush("k1");
        assertThat(desk.room.line().hush(siren(), "k1")).isInstanceOf(Outcome.RetryLater.class);
        far.got.clear();
        other.pokes.poke("bells/" + siren);
        other.step();
        assertThat(far.all(Message.Standing.class)).containsExactly(new Message.Standing(List.of()));
    }

    @Test
    void a_renewal_by_the_node_without_the_line_takes_no_proof_back() throws InterruptedException {
        Far far = new Far(other).greet(keys);
        order("k1");
        assertThat(desk.bells.bells().ring("k1")).isInstanceOf(Outcome.Unknown.class);
        other.pokes.poke("bells/" + siren);
        other.step();
        far.say(new Message.Result("k1", Act.RING, new Ended.Sounding("DEVICE_STATE", now, "x")));
        desk.learned.clear();
        for (int i = 0; i < 12; i++) {
            now = now.plusSeconds(15);
            far.say(new Message.Ping(i, now));
            for (Loop loop : other.room.loops()) {
                loop.step();
            }
            desk.step();
        }
        assertThat(desk.bells.lines().sounds("k1")).isTrue();
        assertThat(desk.learned).as("nobody is told that it may be silent").doesNotContain("k1 Unknown");
    }

    @Test
    void after_a_broken_line_between_the_nodes_every_agent_is_told_what_it_should_do() throws InterruptedException {
        Far far = new Far(other).greet(keys);
        far.got.clear();
        order("k1");
        assertThat(desk.bells.bells().ring("k1")).isInstanceOf(Outcome.Unknown.class);
        other.pokes.poke(Pokes.EVERYTHING);
        other.step();
        assertThat(far.all(Message.Order.class)).extracting(Message.Order::key).containsExactly("k1");
    }

    @Test
    void a_lost_poke_is_made_good_within_fifteen_seconds() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        far.answers = m -> soundsAtOnce(m, now);
        far.got.clear();
        order("k1");
        assertThat(other.bells.bells().ring("k1")).as("another node's poke is lost").isInstanceOf(Outcome.Unknown.class);
        now = now.plusSeconds(15);
        far.say(new Message.Ping(1, now));
        desk.step();
        assertThat(far.all(Message.Order.class)).extracting(Message.Order::key).containsExactly("k1");
        far.got.clear();
        now = now.plusSeconds(15);
        far.say(new Message.Ping(2, now));
        desk.step();
        assertThat(far.all(Message.Order.class)).as("said once").isEmpty();
    }

    @Test
    void revoking_cuts_the_line_and_the_key_is_worth_nothing_any_more() throws InterruptedException {
        Far far = new Far(desk).greet(keys);
        desk.room.agents().revoke(Desk.ADMIN, agent);
        desk.step();
        assertThat(far.closed).isTrue();
        assertThat(far.all(Message.Refused.class)).singleElement().satisfies(r ->
                assertThat(r.reason()).isEqualTo(Message.Refused.Reason.REVOKED));
        Far again = new Far(desk).greet(keys);
        assertThat(again.next(Message.Welcome.class)).isNull();
        assertThat(again.closed).isTrue();
    }

    @Test
    void the_same_agent_connecting_again_takes_the_place_of_the_older_line() {
        Far first = new Far(desk).greet(keys);
        Far second = new Far(desk).greet(keys);
        assertThat(first.closed).isTrue();
        first.visit.closed();
        assertThat(second.closed).isFalse();
        assertThat(desk.room.agents().of(Desk.ADMIN, desk.jun)).singleElement().satisfies(a -> assertThat(a.connected()).isTrue());
    }

    @Test
    void devices_that_it_found_are_shown_to_the_owner() {
        Far far = new Far(desk).greet(keys);
        far.say(new Message.Found(List.of(new Message.Device("dlink", "10.0.0.7", 80, "6C:72", "DCH-S220", "bed\u0000room"))));
        assertThat(desk.room.agents().found(Desk.ADMIN, agent)).singleElement().satisfies(d -> {
            assertThat(d.host()).isEqualTo("10.0.0.7");
            assertThat(d.name()).isEqualTo("bed room");
        });
        assertThat(desk.room.agents().agent(Desk.ADMIN, agent).looked()).isEqualTo(now);
        now = now.plusSeconds(60);
        far.say(new Message.Found(List.of()));
        assertThat(desk.room.agents().found(Desk.ADMIN, agent)).as("the last look counts").isEmpty();
        assertThat(desk.room.agents().agent(Desk.ADMIN, agent).looked()).isEqualTo(now);
    }

    @Test
    void its_owner_asks_it_to_look_around_and_hears_if_it_is_away() throws InterruptedException {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> desk.room.agents().search(Desk.ADMIN, agent))
                .withMessageContaining("not connected");
        Far far = new Far(other).greet(keys);
        far.got.clear();
        desk.room.agents().search(Desk.ADMIN, agent);
        // What LISTEN/NOTIFY carries between processes.
        other.pokes.poke(Agents.SEARCH + agent);
        other.step();
        assertThat(far.all(Message.Search.class)).hasSize(1);
        other.step();
        assertThat(far.all(Message.Search.class)).as("asked once").hasSize(1);
    }
}
