package org.wakebell.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class PeopleTest {

    static final Actor ADMIN = new Actor("a", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);

    @Parameter
    Databases database;

    Db db;
    Tx tx;
    People people;
    Register register;
    Rights rights;
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
        PeopleRoom room = room();
        people = room.people();
        register = room.register();
        rights = room.rights();
    }

    PeopleRoom room() {
        return new PeopleRoom(clock, tx, new Ids(clock, new Random(1)), new Pokes(tx));
    }

    @AfterEach
    void close() {
        db.close();
    }

    static Draft mina() {
        return Draft.of("Mina Kim", "mina@example.org", "Asia/Seoul").as(Role.RESPONDER).awake("07:00", "23:00");
    }

    @Test
    void a_person_keeps_one_colour_and_the_first_eight_all_have_their_own() {
        List<String> ids = new java.util.ArrayList<>();
        for (int i = 0; i < 8; i++) {
            now = now.plusSeconds(1);
            ids.add(register.add(ADMIN, Draft.of("P" + i, "p" + i + "@example.org", "Asia/Seoul").as(Role.RESPONDER)));
        }
        List<String> colours = ids.stream().map(people::colour).toList();
        assertThat(colours).doesNotHaveDuplicates().allMatch(c -> c.matches("p[1-8]"));
        now = now.plusSeconds(1);
        register.add(ADMIN, Draft.of("Zed", "z@example.org", "Asia/Seoul").as(Role.RESPONDER));
        register.deactivate(ADMIN, ids.getFirst());
        assertThat(ids.stream().map(people::colour)).containsExactlyElementsOf(colours);
    }

    private List<String> acts(Audit audit, String person, String what, String before, int most) {
        return audit.lines(ADMIN, new Audit.Asked(person, what, before, most)).stream().map(l -> l.what() + " " + l.detail()).toList();
    }

    @Test
    void who_changed_what_is_read_newest_first_by_person_and_act_and_a_page_at_a_time() {
        Audit audit = room().audit();
        Actor joe = new Actor("j", "Joe", Set.of(Role.RESPONDER), Actor.Via.TOKEN);
        people.audit(ADMIN, "intake.trust", "s", "one");
        now = now.plusSeconds(1);
        people.audit(joe, "intake.edit", "s", "two");
        people.audit(joe, "oncall.update", "o", "three");
        people.audit(joe, "intaker.x", "o", "four");
        now = now.plusSeconds(1);
        people.audit(joe, "bells.agent.code", "b", "five");

        assertThat(acts(audit, "", "", "", 50)).startsWith("bells.agent.code five").endsWith("intake.trust one").hasSize(5);
        assertThat(acts(audit, "", "intake", "", 50)).containsExactly("intake.edit two", "intake.trust one");
        assertThat(acts(audit, "", "bells.agent", "", 50)).containsExactly("bells.agent.code five");
        assertThat(acts(audit, "j", "intake.edit", "", 50)).containsExactly("intake.edit two");
        List<Audit.Line> first = audit.lines(ADMIN, new Audit.Asked("", "", "", 2));
        List<Audit.Line> next = audit.lines(ADMIN, new Audit.Asked("", "", first.getLast().id(), 10));
        assertThat(next).hasSize(3).doesNotContainAnyElementsOf(first);
        assertThat(next.getLast().at()).isEqualTo(now.minusSeconds(2));
        assertThat(next.getLast().via()).isEqualTo("SCREEN");
        assertThat(audit.who(ADMIN)).extracting(Audit.Who::name).containsExactly("Ana", "Joe");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> audit.lines(joe, new Audit.Asked("", "", "", 50)));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> audit.lines(ADMIN, new Audit.Asked("", "", "gone", 50)));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> audit.lines(ADMIN, new Audit.Asked("", "", "", 5000)));
    }

    @Test
    void a_person_is_read_back_as_they_were_written() {
        String team = register.addTeam(ADMIN, "Core");
        String id = register.add(ADMIN, mina().in(team).able("prod-write", "database").reading("ko"));
        Person mina = people.person(id).orElseThrow();
        assertThat(mina.name()).isEqualTo("Mina Kim");
        assertThat(mina.zone().getId()).isEqualTo("Asia/Seoul");
        assertThat(mina.capabilities()).containsExactlyInAnyOrder("prod-write", "database");
        assertThat(mina.teams()).containsExactly(team);
        assertThat(mina.language().getLanguage()).isEqualTo("ko");
        assertThat(people.team(team)).containsExactly(mina);
    }

    @Test
    void a_change_on_another_node_is_seen_at_once() {
        String id = register.add(ADMIN, mina());
        assertThat(people.person(id)).isPresent();
        room().register().change(ADMIN, id, mina().as(Role.VIEWER));
        assertThat(people.person(id).orElseThrow().roles()).containsExactly(Role.VIEWER);
    }

    @Test
    void what_was_rolled_back_is_not_remembered() {
        String id = register.add(ADMIN, mina());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> tx.write(() -> {
            register.change(ADMIN, id, mina().as(Role.VIEWER));
            assertThat(people.person(id).orElseThrow().roles()).containsExactly(Role.VIEWER);
            throw new IllegalStateException("undo");
        }));
        assertThat(people.person(id).orElseThrow().roles()).containsExactly(Role.RESPONDER);
    }

    @Test
    void a_capability_ends_by_itself() {
        Draft with = mina();
        Draft lent = new Draft(
                with.name(), with.email(), "", with.zone(), "07:00", "23:00", with.roles(),
                List.of(new Grant("database", now.plusSeconds(60))), Set.of(), "en", "");
        String id = register.add(ADMIN, lent);
        assertThat(people.person(id).orElseThrow().capabilities()).containsExactly("database");
        now = now.plusSeconds(60);
        assertThat(people.person(id).orElseThrow().capabilities()).isEmpty();
        assertThat(people.grants(id)).hasSize(1);
    }

    @Test
    void hours_of_being_awake_may_end_after_midnight() {
        String id = register.add(ADMIN, mina().awake("09:00", "01:00"));
        Person mina = people.person(id).orElseThrow();
        assertThat(people.awake(mina, Instant.parse("2026-11-22T15:59:00Z"))).as("00:59 in Seoul").isTrue();
        assertThat(people.awake(mina, Instant.parse("2026-11-22T16:00:00Z"))).as("01:00 in Seoul").isFalse();
        assertThat(people.awake(mina, Instant.parse("2026-11-22T23:59:00Z"))).as("08:59 in Seoul").isFalse();
        assertThat(people.awake(mina, Instant.parse("2026-11-23T00:00:00Z"))).as("09:00 in Seoul").isTrue();
    }

    @Test
    void whoever_just_did_something_is_awake_for_fifteen_minutes() {
        String id = register.add(ADMIN, mina());
        Person mina = people.person(id).orElseThrow();
        assertThat(people.awake(mina, now)).as("03:12 in Seoul").isFalse();
        people.acted(id, now);
        assertThat(people.awake(mina, now.plus(Duration.ofMinutes(14)))).isTrue();
        assertThat(people.awake(mina, now.plus(Duration.ofMinutes(15)))).isFalse();
    }

    @Test
    void an_older_act_never_takes_back_a_newer_one() {
        String id = register.add(ADMIN, mina());
        people.acted(id, now);
        room().people().acted(id, now.minusSeconds(600));
        assertThat(people.awake(people.person(id).orElseThrow(), now.plusSeconds(840))).isTrue();
    }

    @Test
    void bad_input_names_the_field_and_the_fix() {
        refused("name", "A name is missing", () -> register.add(ADMIN, Draft.of(" ", "a@b.c", "UTC")));
        refused("name", "direction", () -> register.add(ADMIN, Draft.of("a\u202eb", "a@b.c", "UTC")));
        refused("email", "name@example.org", () -> register.add(ADMIN, Draft.of("A", "a.b.c", "UTC")));
        refused("email", "name@example.org", () -> register.add(ADMIN, Draft.of("A", "a@b\r\nBcc: x@y.z", "UTC")));
        refused("zone", "Did you mean Asia/Seoul?", () -> register.add(ADMIN, Draft.of("A", "a@b.c", "Asia/Soul")));
        refused("zone", "Did you mean America/Vancouver?", () -> register.add(ADMIN, Draft.of("A", "a@b.c", "Vancuver")));
        refused("zone", "summer time", () -> register.add(ADMIN, Draft.of("A", "a@b.c", "+09:00")));
        refused("wakes", "07:00", () -> register.add(ADMIN, mina().awake("25:00", "23:00")));
        refused("sleeps", "same minute", () -> register.add(ADMIN, mina().awake("07:00", "07:00")));
        refused("capabilities", "prod-write", () -> register.add(ADMIN, mina().able("Prod Write")));
        refused("roles", "at least one", () -> register.add(ADMIN, mina().as()));
        refused("language", "en and ko", () -> register.add(ADMIN, mina().reading("de")));
        refused("teams", "no such team", () -> register.add(ADMIN, mina().in("nowhere")));
        assertThat(people.anyone()).isEmpty();
    }

    @Test
    void one_mail_address_belongs_to_one_person() {
        register.add(ADMIN, mina());
        refused("email", "here already", () -> register.add(ADMIN, Draft.of("Other", "MINA@example.org ", "UTC")));
        String joe = register.add(ADMIN, Draft.of("Joe", "joe@example.org", "America/Vancouver"));
        refused("email", "here already", () -> register.change(ADMIN, joe, mina()));
    }

    @Test
    void the_last_admin_stays() {
        String id = register.add(ADMIN, mina().as(Role.ADMIN));
        refused("", "last admin", () -> register.change(ADMIN, id, mina().as(Role.VIEWER)));
        refused("", "last admin", () -> register.deactivate(ADMIN, id));
        register.add(ADMIN, Draft.of("Joe", "joe@example.org", "UTC").as(Role.ADMIN));
        register.deactivate(ADMIN, id);
        assertThat(people.everyone()).extracting(Person::name).containsExactly("Joe");
    }

    @Test
    void two_admins_cannot_demote_each_other_at_once() throws InterruptedException {
        String a = register.add(ADMIN, mina().as(Role.ADMIN));
        String b = register.add(ADMIN, Draft.of("Joe", "joe@example.org", "UTC").as(Role.ADMIN));
        CountDownLatch done = new CountDownLatch(2);
        for (String one : List.of(a, b)) {
            Thread.ofVirtual().start(() -> {
                try {
                    room().register().deactivate(ADMIN, one);
                } catch (Refusal e) {
                    // One of the two hears this.
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        assertThat(people.everyone()).hasSize(1);
    }

    @Test
    void every_change_leaves_a_line() {
        String id = register.add(ADMIN, mina());
        register.change(ADMIN, id, mina().as(Role.TRIAGER));
        assertThat(tx.read(() -> tx.sql("SELECT what || ': ' || detail FROM people_audit ORDER BY id").query(String.class).list()))
                .containsExactly(
                        "people.add: Mina Kim <mina@example.org>, RESPONDER",
                        "people.change: Mina Kim: roles RESPONDER -> TRIAGER");
    }

    @Test
    void a_responder_acts_on_services_of_their_teams_only() {
        String mine = register.addTeam(ADMIN, "Mine");
        String others = register.addTeam(ADMIN, "Others");
        String id = register.add(ADMIN, mina().in(mine));
        Actor responder = new Actor(id, "Mina", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
        Actor viewer = new Actor(id, "Mina", Set.of(Role.VIEWER), Actor.Via.SCREEN);
        String ours = register.addService(ADMIN, "checkout", mine, Set.of("prod-write"));
        String theirs = register.addService(ADMIN, "ledger", others, Set.of());
        String everyones = register.addService(ADMIN, "promo", "", Set.of());
        assertThat(rights.mayAct(responder, ours, Role.RESPONDER)).isTrue();
        assertThat(rights.mayAct(responder, everyones, Role.RESPONDER)).isTrue();
        assertThat(rights.mayAct(responder, theirs, Role.RESPONDER)).isFalse();
        assertThat(rights.mayAct(responder, ours, Role.TRIAGER)).isFalse();
        assertThat(rights.mayAct(viewer, ours, Role.RESPONDER, Role.TRIAGER)).isFalse();
        assertThat(rights.mayAct(ADMIN, theirs, Role.RESPONDER)).isTrue();
        register.deactivate(ADMIN, id);
        assertThat(rights.mayAct(responder, ours, Role.RESPONDER)).isFalse();
    }

    static void refused(String field, String part, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).satisfies(r -> {
            assertThat(r.field()).isEqualTo(field);
            assertThat(r.message()).contains(part);
        });
    }
}
