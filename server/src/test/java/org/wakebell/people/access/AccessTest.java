package org.wakebell.people.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.people.Actor;
import org.wakebell.people.Draft;
import org.wakebell.people.People;
import org.wakebell.people.PeopleRoom;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Secret;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class AccessTest {

    static final Secret GOOD = new Secret("four plain words do");
    static final Secret OTHER = new Secret("another set of words");
    static final Draft ANA = Draft.of("Ana Ruiz", "ana@example.org", "America/Vancouver");

    @Parameter
    Databases database;

    Db db;
    Tx tx;
    PeopleRoom room;
    People people;
    AccessRoom access;
    Accounts accounts;
    Instant now = Instant.parse("2026-11-22T18:12:00Z");

    final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    @BeforeEach
    void open() {
        db = database.fresh();
        tx = db.tx();
        Ids ids = new Ids(clock, new Random(1));
        room = new PeopleRoom(clock, tx, ids, new Pokes(tx));
        people = room.people();
        access = new AccessRoom(clock, tx, ids, room);
        accounts = access.accounts();
    }

    @AfterEach
    void close() {
        db.close();
    }

    Person setUp() {
        String key = access.links().setup(true).orElseThrow().reveal();
        return accounts.setUp(key, ANA, GOOD, "Core", "checkout");
    }

    static Actor actor(Person person) {
        return new Actor(person.id(), person.name(), person.roles(), Actor.Via.SCREEN);
    }

    static void refused(Refusal.Kind kind, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).satisfies(r -> assertThat(r.kind()).isEqualTo(kind));
    }

    @Test
    void the_setup_link_works_once() {
        String key = access.links().setup(true).orElseThrow().reveal();
        Person ana = accounts.setUp(key, ANA, GOOD, "Core", "checkout");
        assertThat(ana.roles()).contains(Role.ADMIN);
        assertThat(people.services()).singleElement().satisfies(s -> assertThat(ana.teams()).containsExactly(s.team()));
        assertThat(access.links().setup(true)).as("somebody lives here now").isEmpty();
        refused(Refusal.Kind.CONFLICT, () -> accounts.setUp(key, Draft.of("Eve", "eve@example.org", "UTC"), GOOD, "", ""));
        assertThat(people.anyone()).hasSize(1);
    }

    @Test
    void the_setup_link_ends_after_a_day_and_with_the_next_start() {
        String key = access.links().setup(true).orElseThrow().reveal();
        assertThat(access.links().opensSetup(key)).isTrue();
        String next = access.links().setup(true).orElseThrow().reveal();
        assertThat(access.links().opensSetup(key)).isFalse();
        now = now.plus(Duration.ofHours(24));
        assertThat(access.links().opensSetup(next)).isFalse();
    }

    @Test
    void a_bad_field_does_not_use_the_link_up() {
        String key = access.links().setup(true).orElseThrow().reveal();
        refused(Refusal.Kind.INVALID, () -> accounts.setUp(key, Draft.of("Ana", "ana@example.org", "Vancuver"), GOOD, "Core", "x"));
        assertThat(access.links().opensSetup(key)).isTrue();
        assertThat(people.teams()).isEmpty();
    }

    @Test
    void an_invited_person_chooses_a_password_once() {
        Person ana = setUp();
        String mina = room.register().add(actor(ana), Draft.of("Mina", "mina@example.org", "Asia/Seoul"));
        String old = access.links().invite(actor(ana), mina).reveal();
        String key = access.links().invite(actor(ana), mina).reveal();
        assertThat(access.links().guest(old)).as("the newer link counts").isEmpty();
        assertThat(accounts.accept(key, OTHER).id()).isEqualTo(mina);
        refused(Refusal.Kind.CONFLICT, () -> accounts.accept(key, GOOD));
        assertThat(accounts.signIn("MINA@example.org", OTHER, "192.0.2.1").id()).isEqualTo(mina);
    }

    @Test
    void unknown_wrong_and_deactivated_hear_the_same() {
        Person ana = setUp();
        String joe = room.register().add(actor(ana), Draft.of("Joe", "joe@example.org", "UTC"));
        accounts.accept(access.links().invite(actor(ana), joe).reveal(), OTHER);
        accounts.deactivate(actor(ana), joe);
        List<String> said = List.of(
                hear("nobody@example.org", GOOD), hear("ana@example.org", OTHER), hear("joe@example.org", OTHER));
        assertThat(Set.copyOf(said)).hasSize(1);
    }

    String hear(String email, Secret password) {
        try {
            accounts.signIn(email, password, "192.0.2.1");
            return "in";
        } catch (Refusal refusal) {
            return refusal.kind() + refusal.message();
        }
    }

    @Test
    void guessing_gets_slower_and_waiting_helps() {
        setUp();
        for (int i = 0; i < 5; i++) {
            refused(Refusal.Kind.INVALID, () -> accounts.signIn("ana@example.org", OTHER, "192.0.2.1"));
        }
        refused(Refusal.Kind.TOO_MANY, () -> accounts.signIn("ana@example.org", GOOD, "198.51.100.7"));
        now = now.plusSeconds(2);
        assertThat(accounts.signIn("ana@example.org", GOOD, "198.51.100.7").name()).isEqualTo("Ana Ruiz");
        refused(Refusal.Kind.INVALID, () -> accounts.signIn("ana@example.org", OTHER, "192.0.2.1"));
    }

    @Test
    void an_unknown_account_is_limited_like_a_known_one() {
        for (int i = 0; i < 5; i++) {
            refused(Refusal.Kind.INVALID, () -> accounts.signIn("nobody@example.org", OTHER, "192.0.2.1"));
        }
        refused(Refusal.Kind.TOO_MANY, () -> accounts.signIn("nobody@example.org", GOOD, "198.51.100.7"));
    }

    @Test
    void one_address_cannot_try_many_accounts() {
        Attempts attempts = new Attempts(clock, tx);
        for (int i = 0; i < 20; i++) {
            attempts.count(List.of(new Attempts.Key(Attempts.Limit.ADDRESS, "192.0.2.1")));
        }
        refused(Refusal.Kind.TOO_MANY, () -> accounts.signIn("fresh@example.org", GOOD, "192.0.2.1"));
    }

    @Test
    void a_changed_password_ends_all_other_sessions() {
        Person ana = setUp();
        session("here", ana.id());
        session("there", ana.id());
        session("mina's", "mina");
        accounts.changePassword(actor(ana), GOOD, OTHER, "here");
        assertThat(sessions()).containsExactlyInAnyOrder("here", "mina's");
        refused(Refusal.Kind.INVALID, () -> accounts.changePassword(actor(ana), GOOD, OTHER, "here"));
    }

    @Test
    void whoever_is_deactivated_is_out_at_once() {
        Person ana = setUp();
        String joe = room.register().add(actor(ana), Draft.of("Joe", "joe@example.org", "UTC"));
        session("joe's", joe);
        accounts.deactivate(actor(ana), joe);
        assertThat(sessions()).isEmpty();
    }

    void session(String id, String person) {
        tx.write(() -> {
            tx.sql("""
                    INSERT INTO people_session
                      (primary_id, session_id, creation_time, last_access_time, max_inactive_interval, expiry_time, principal_name)
                    VALUES (?, ?, 0, 0, 60, ?, ?)
                    """)
                    .params("p" + id, id, Long.MAX_VALUE, person)
                    .update();
            tx.sql("INSERT INTO people_session_attributes (session_primary_id, attribute_name, attribute_bytes) VALUES (?, ?, ?)")
                    .params("p" + id, "a", new byte[1])
                    .update();
        });
    }

    List<String> sessions() {
        List<String> left = tx.read(() -> tx.sql("SELECT session_id FROM people_session ORDER BY session_id").query(String.class).list());
        int attributes = tx.read(() -> tx.sql("SELECT COUNT(*) FROM people_session_attributes").query(Integer.class).single());
        assertThat(attributes).as("attributes go with their session").isEqualTo(left.size());
        return left;
    }

    @Test
    void passwords_that_would_be_guessed_first_are_refused() {
        String key = access.links().setup(true).orElseThrow().reveal();
        for (String weak : List.of("short", "aaaaaaaaaaaaaa", "passwordpassword", "ana@example.org", "x".repeat(201))) {
            refused(Refusal.Kind.INVALID, () -> accounts.setUp(key, ANA, new Secret(weak), "", ""));
        }
    }

    @Test
    void a_token_acts_with_the_roles_it_was_made_with_that_its_owner_still_has() {
        Person ana = setUp();
        String token = access.tokens().make(actor(ana), "script", Set.of(Role.TRIAGER, Role.RESPONDER)).reveal();
        assertThat(token).startsWith("wbt_");
        assertThat(access.tokens().actor(token).orElseThrow().roles()).containsExactlyInAnyOrder(Role.TRIAGER, Role.RESPONDER);
        String admin2 = room.register().add(actor(ana), Draft.of("Bo", "bo@example.org", "UTC").as(Role.ADMIN));
        room.register().change(Actor.system(), ana.id(), ANA.as(Role.TRIAGER));
        assertThat(access.tokens().actor(token).orElseThrow().roles()).containsExactly(Role.TRIAGER);
        assertThat(access.tokens().of(ana.id()).getFirst().used()).isEqualTo(now);
        accounts.deactivate(Actor.system(), ana.id());
        assertThat(access.tokens().actor(token)).isEmpty();
        assertThat(people.person(admin2)).isPresent();
    }

    @Test
    void a_token_is_kept_as_a_hash_and_revoked_by_its_owner_only() {
        Person ana = setUp();
        String token = access.tokens().make(actor(ana), "script", Set.of(Role.ADMIN)).reveal();
        assertThat(tx.read(() -> tx.sql("SELECT hash FROM people_token").query(String.class).single())).hasSize(64).isNotEqualTo(token);
        String id = access.tokens().of(ana.id()).getFirst().id();
        Actor eve = new Actor("eve", "Eve", Set.of(Role.VIEWER), Actor.Via.SCREEN);
        refused(Refusal.Kind.MISSING, () -> access.tokens().revoke(eve, id));
        access.tokens().revoke(actor(ana), id);
        assertThat(access.tokens().actor(token)).isEqualTo(Optional.empty());
        refused(Refusal.Kind.INVALID, () -> access.tokens().make(eve, "more than I am", Set.of(Role.ADMIN)));
    }
}
