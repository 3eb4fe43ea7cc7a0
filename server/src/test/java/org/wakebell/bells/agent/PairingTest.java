package org.wakebell.bells.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.people.Actor;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.wire.Keys;
import org.wakebell.wire.Message;

@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class PairingTest {

    @Parameter
    Databases database;

    Db db;
    Desk desk;
    Desk other;
    Actor jun;
    Instant now = Instant.parse("2026-11-22T18:12:00Z");
    final String key = Keys.fresh().publicKey();

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
        jun = new Actor(desk.jun, "Jun", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
    }

    @AfterEach
    void close() {
        db.close();
    }

    Agents.Answer pair(Desk at, String code, String from) {
        return at.room.agents().pair(new Message.Pair(code, "bedroom", key, "0.1.0"), from);
    }

    private void says(Check.State state, String words) {
        Check.Finding finding = desk.room.checks().getFirst().look();
        assertThat(finding.state()).as(finding.why()).isEqualTo(state);
        assertThat(finding.why()).contains(words);
        assertThat(new Words().say(Locale.ENGLISH, finding.word(), finding.values().toArray())).isEqualTo(finding.why());
        assertThat(new Words().say(Locale.KOREAN, finding.word(), finding.values().toArray())).contains("홈 에이전트");
    }

    @Test
    void health_names_the_agent_that_is_away_for_longest() {
        says(Check.State.READY, "Home agents that are paired: 0; all are connected.");
        pair(desk, desk.room.agents().code(jun, desk.jun).code(), "10.0.0.1");
        says(Check.State.DEGRADED, "1 of 1 home agents are not connected. First: bedroom of Jun, since 2026-11-22T18:12:00Z.");
        String agent = desk.room.agents().of(jun, desk.jun).getFirst().id();
        desk.tx.write(() -> new AgentRows(desk.tx).connected(
                new Message.Hello(agent, "n", "s", "0.1.0", List.of("dlink"), "Asia/Seoul", 32_400, now), "10.0.0.1", "a", now));
        says(Check.State.READY, "Home agents that are paired: 1; all are connected.");
        now = now.plusSeconds(90);
        says(Check.State.DEGRADED, "1 of 1 home agents are not connected. First: bedroom of Jun, since 2026-11-22T18:12:00Z.");
        desk.room.agents().revoke(jun, agent);
        says(Check.State.READY, "Home agents that are paired: 0; all are connected.");
    }

    @Test
    void a_code_makes_one_agent_on_any_node_however_it_is_typed() {
        Agents.Code code = desk.room.agents().code(jun, desk.jun);
        assertThat(code.code()).matches("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}");
        Agents.Answer answer = pair(other, " " + code.code().toLowerCase().replace("-", " "), "10.0.0.1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isInstanceOfSatisfying(Message.Paired.class, paired -> {
            assertThat(paired.owner()).isEqualTo("Jun");
            assertThat(Keys.isPublicKey(paired.serverKey())).isTrue();
        });
        assertThat(pair(desk, code.code(), "10.0.0.2").status()).isEqualTo(403);
        assertThat(desk.room.agents().of(jun, desk.jun)).singleElement().satisfies(agent -> {
            assertThat(agent.name()).isEqualTo("bedroom");
            assertThat(agent.connected()).isFalse();
        });
    }

    @Test
    void an_expired_code_is_refused_with_what_to_do() {
        Agents.Code code = desk.room.agents().code(jun, desk.jun);
        now = code.expires();
        Agents.Answer answer = pair(desk, code.code(), "10.0.0.1");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).isEqualTo(new Message.Refused(
                Message.Refused.Reason.CODE,
                "This code is wrong, was used before, or is older than ten minutes. Make a new one on the Bells screen."));
    }

    @Test
    void a_newer_code_ends_the_older_one() {
        Agents.Code older = desk.room.agents().code(jun, desk.jun);
        desk.room.agents().code(jun, desk.jun);
        assertThat(pair(desk, older.code(), "10.0.0.1").status()).isEqualTo(403);
    }

    @Test
    void guessing_is_bounded_per_address_on_all_nodes_together() {
        for (int i = 0; i < 10; i++) {
            assertThat(pair(i % 2 == 0 ? desk : other, "AAAA-AA" + (20 + i), "10.0.0.1").status()).isEqualTo(403);
        }
        Agents.Code code = desk.room.agents().code(jun, desk.jun);
        assertThat(pair(desk, code.code(), "10.0.0.1").status()).as("even the right one, from there").isEqualTo(429);
        assertThat(pair(desk, code.code(), "10.0.0.2").status()).isEqualTo(200);
    }

    @Test
    void a_whole_ipv6_network_counts_as_one_address() {
        for (int i = 0; i < 10; i++) {
            assertThat(pair(desk, "AAAA-AA" + (20 + i), "2001:db8:0:1::" + i).status()).isEqualTo(403);
        }
        assertThat(pair(desk, "AAAA-AA99", "2001:db8:0:1:ffff::1").status()).isEqualTo(429);
        assertThat(pair(desk, "AAAA-AA98", "2001:db8:0:2::1").status()).isEqualTo(403);
    }

    @Test
    void one_code_is_tried_five_times_from_wherever_and_ten_minutes_later_again() {
        for (int i = 0; i < 5; i++) {
            assertThat(pair(desk, "AAAA-AAAA", "10.0.0." + i).status()).isEqualTo(403);
        }
        assertThat(pair(desk, "AAAA-AAAA", "10.0.0.99").status()).isEqualTo(429);
        now = now.plus(PairingCodes.LIFE);
        assertThat(pair(desk, "AAAA-AAAA", "10.0.0.99").status()).isEqualTo(403);
    }

    @Test
    void guessing_is_bounded_over_all_addresses() {
        for (int i = 0; i < 200; i++) {
            pair(desk, "BB" + i, "10.1." + i + ".1");
        }
        Agents.Code code = desk.room.agents().code(jun, desk.jun);
        assertThat(pair(desk, code.code(), "10.2.0.1").status()).isEqualTo(429);
    }

    @Test
    void the_code_itself_is_not_in_the_database() {
        String code = desk.room.agents().code(jun, desk.jun).code().replace("-", "");
        List<String> stored = desk.tx.read(() -> desk.tx.sql("SELECT code FROM bells_pairing").query(String.class).list());
        assertThat(stored).singleElement().satisfies(text -> assertThat(text).doesNotContain(code).hasSize(32));
    }

    @Test
    void a_key_that_is_none_is_refused_before_the_code_is_touched() {
        Agents.Code code = desk.room.agents().code(jun, desk.jun);
        Message.Pair junk = new Message.Pair(code.code(), "x", "AAAA", "1");
        assertThat(desk.room.agents().pair(junk, "10.0.0.1").status()).isEqualTo(400);
        assertThat(pair(desk, code.code(), "10.0.0.1").status()).isEqualTo(200);
    }

    @Test
    void only_the_owner_and_admins_may_pair_see_and_revoke() {
        Actor mina = new Actor("someone-else", "Mina", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
        pair(desk, desk.room.agents().code(jun, desk.jun).code(), "10.0.0.1");
        String agent = desk.room.agents().of(Desk.ADMIN, desk.jun).getFirst().id();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> desk.room.agents().code(mina, desk.jun));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> desk.room.agents().of(mina, desk.jun));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> desk.room.agents().rename(mina, agent, "x"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> desk.room.agents().revoke(mina, agent));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> desk.room.agents().found(mina, agent));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> desk.room.agents().all(jun));
        desk.room.agents().rename(jun, agent, "hotel");
        assertThat(desk.room.agents().agent(jun, agent).name()).isEqualTo("hotel");
        desk.room.agents().revoke(jun, agent);
        assertThat(desk.room.agents().of(jun, desk.jun)).isEmpty();
    }
}
