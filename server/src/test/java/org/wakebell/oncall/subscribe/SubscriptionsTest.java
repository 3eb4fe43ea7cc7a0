package org.wakebell.oncall.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.Folk;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.oncall.Warning;
import org.wakebell.oncall.WarningWords;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.people.Absence;
import org.wakebell.people.Absences;
import org.wakebell.people.PeopleRoom;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

/** A calendar on a server of somebody else, read again every 15 minutes. */
@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class SubscriptionsTest {

    static final String MINA = """
            BEGIN:VEVENT
            UID:1
            SUMMARY:Mina Park
            DTSTART:20261201T000000Z
            DTEND:20261203T000000Z
            END:VEVENT
            """;
    static final String JOE = MINA.replace("Mina Park", "On call: Joe Kim").replace("UID:1", "UID:2").replace("202612", "202701");

    @Parameter
    Databases databases;

    Db db;
    Folk folk;
    OnCallRoom room;
    Absences absences;
    Duties duties;
    SubscriptionRoom calendars;
    HttpServer server;
    String schedule;
    String url;
    Instant now = Instant.parse("2026-11-23T03:12:00Z");
    int status = 200;
    String answer = calendar(MINA);
    final List<String> asked = new ArrayList<>();

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

    static String calendar(String inside) {
        return "BEGIN:VCALENDAR\r\n" + inside.replace("\n", "\r\n") + "END:VCALENDAR\r\n";
    }

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String tag = "\"" + answer.hashCode() + "\"";
            String known = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("If-None-Match"), "");
            asked.add(exchange.getRequestURI() + " " + known);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", tag);
            boolean same = status == 200 && known.equals(tag);
            exchange.sendResponseHeaders(same ? 304 : status, same ? -1 : body.length);
            if (!same) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/secret.ics";
        db = databases.fresh();
        Tx tx = db.tx();
        Random random = new Random(1);
        Ids ids = new Ids(clock, random);
        PeopleRoom people = new PeopleRoom(clock, tx, ids, new Pokes(tx));
        folk = new Folk(people);
        absences = people.absences();
        duties = new Duties(clock, tx, ids, random, "a", Runnable::run);
        room = new OnCallRoom(clock, tx, ids, duties, new Pokes(tx), folk.people());
        Guard guard = new Guard(Set.of("127.0.0.1:" + server.getAddress().getPort()));
        calendars = new SubscriptionRoom(
                clock, tx, ids, duties, new Sealer(new byte[32]), new Outbound(clock, guard), people, room);
        calendars.kinds().forEach(duties::register);
        Layer joe = new Layer("rota", ZoneId.of("Asia/Seoul"), new Cadence(1, Unit.WEEK, LocalDateTime.parse("2026-11-23T09:00")), List.of(folk.ids("paul")));
        schedule = room.planning().create(folk.actor("joe"), new Draft("primary", ZoneId.of("Asia/Seoul"), Set.of(), List.of(), List.of(joe))).id();
    }

    @AfterEach
    void close() {
        server.stop(0);
        db.close();
    }

    String subscribe(Subscription.Kind kind, String person) {
        boolean shifts = kind == Subscription.Kind.SHIFTS;
        String id = calendars.subscriptions().add(
                shifts || !person.isEmpty() ? folk.actor(person.isEmpty() ? "joe" : person) : admin(),
                new Subscription.Asked(kind, "Outlook", url, shifts || person.isEmpty() ? "" : folk.id(person), shifts ? schedule : "", 1, "Asia/Seoul"));
        turn();
        return id;
    }

    org.wakebell.people.Actor admin() {
        return new org.wakebell.people.Actor(folk.id("ana"), "Ana Ruiz", Set.of(org.wakebell.people.Role.ADMIN), org.wakebell.people.Actor.Via.SCREEN);
    }

    void turn() {
        try {
            for (Loop loop : duties.loops()) {
                loop.step();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void later() {
        now = now.plus(Duration.ofMinutes(15));
        turn();
    }

    List<String> onCall(String at) {
        return room.onCall().who(schedule, Instant.parse(at)).turns().stream().map(t -> folk.called(t.person().id()) + " " + t.layer()).toList();
    }

    Subscription only() {
        return calendars.subscriptions().all().getFirst();
    }

    Check.Finding health() {
        return calendars.checks().getFirst().look();
    }

    @Test
    void shifts_of_a_calendar_are_a_layer_of_the_schedule() {
        subscribe(Subscription.Kind.SHIFTS, "");
        assertThat(onCall("2026-12-01T12:00:00Z")).containsExactly("mina Outlook");
        assertThat(onCall("2026-12-03T00:00:00Z")).containsExactly("paul rota");
        answer = calendar(JOE);
        later();
        assertThat(onCall("2026-12-01T12:00:00Z")).containsExactly("paul rota");
        assertThat(onCall("2027-01-01T12:00:00Z")).containsExactly("joe Outlook");
    }

    @Test
    void what_was_stays_and_what_is_gone_ends_now() {
        subscribe(Subscription.Kind.SHIFTS, "");
        now = Instant.parse("2026-12-02T00:00:00Z");
        turn();
        answer = calendar(JOE);
        later();
        assertThat(onCall("2026-12-01T12:00:00Z")).containsExactly("mina Outlook");
        assertThat(onCall("2026-12-02T12:00:00Z")).containsExactly("paul rota");
    }

    @Test
    void what_did_not_change_is_not_sent_again_and_changes_nothing() {
        subscribe(Subscription.Kind.SHIFTS, "");
        String stamp = room.planning().find(schedule).orElseThrow().stamp();
        later();
        later();
        assertThat(asked).hasSize(3);
        assertThat(asked.getLast()).isEqualTo("/secret.ics \"" + answer.hashCode() + "\"");
        assertThat(room.planning().find(schedule).orElseThrow().stamp()).isEqualTo(stamp);
        assertThat(only().trouble()).isEmpty();
        assertThat(only().good()).isEqualTo(now);
    }

    @Test
    void a_calendar_that_fails_or_empties_keeps_its_last_good_copy_and_complains() {
        subscribe(Subscription.Kind.SHIFTS, "");
        assertThat(health().state()).isEqualTo(Check.State.READY);
        Instant good = now;
        answer = calendar("");
        later();
        assertThat(only().trouble()).isEqualTo("it is empty now, and was not");
        assertThat(onCall("2026-12-01T12:00:00Z")).containsExactly("mina Outlook");
        assertThat(health().state()).isEqualTo(Check.State.DEGRADED);
        assertThat(health().why()).contains("Outlook", "empty", good.plus(Duration.ofMinutes(15)).toString());
        status = 403;
        later();
        assertThat(only().trouble()).isEqualTo("it answers 403");
        status = 200;
        answer = "<html>sign in</html>";
        later();
        assertThat(only().trouble()).contains("not a calendar");
        assertThat(only().good()).isEqualTo(good);
        assertThat(onCall("2026-12-01T12:00:00Z")).containsExactly("mina Outlook");
        answer = calendar(MINA + JOE);
        later();
        assertThat(health().state()).isEqualTo(Check.State.READY);
        assertThat(onCall("2027-01-01T12:00:00Z")).containsExactly("joe Outlook");
    }

    List<String> warned() {
        WarningWords words = new WarningWords(folk.people(), new Words()::say);
        return room.lookout().of(schedule, now).stream()
                .filter(w -> w.kind() == Warning.Kind.UNREAD)
                .map(w -> words.say(w, Locale.ENGLISH, ZoneId.of("Asia/Seoul")))
                .toList();
    }

    @Test
    void a_calendar_that_fails_or_empties_is_one_of_the_warnings_of_its_schedule_until_it_is_well_again() {
        subscribe(Subscription.Kind.SHIFTS, "");
        assertThat(warned()).isEmpty();
        answer = calendar("");
        later();
        String said = "The calendar \"Outlook\" could not be read since Mon 23 Nov 12:27: it is empty now, and was not. What was read last, if anything was, still counts.";
        assertThat(warned()).containsExactly(said);
        status = 500;
        later();
        assertThat(warned()).containsExactly(said.replace("it is empty now, and was not", "it answers 500"));
        status = 200;
        answer = calendar(MINA);
        later();
        assertThat(warned()).isEmpty();
    }

    @Test
    void ones_own_vacations_that_cannot_be_read_concern_the_schedules_one_is_in_and_a_team_s_concern_all_and_are_said_once() {
        status = 404;
        subscribe(Subscription.Kind.VACATIONS, "mina");
        assertThat(warned()).isEmpty();
        Layer both = new Layer("rota", ZoneId.of("Asia/Seoul"), new Cadence(1, Unit.DAY, LocalDateTime.parse("2026-11-23T09:00")), List.of(folk.ids("mina")));
        room.planning().create(folk.actor("joe"), new Draft("second", ZoneId.of("Asia/Seoul"), Set.of(), List.of(), List.of(both)));
        assertThat(room.lookout().all(now)).filteredOn(w -> w.kind() == Warning.Kind.UNREAD)
                .singleElement()
                .satisfies(w -> assertThat(w.name()).isEqualTo("second"));
        subscribe(Subscription.Kind.VACATIONS, "");
        assertThat(warned()).hasSize(1);
        assertThat(room.lookout().all(now)).filteredOn(w -> w.kind() == Warning.Kind.UNREAD).hasSize(2);
    }

    @Test
    void a_calendar_on_the_own_network_is_read_only_if_the_operator_named_its_host() {
        url = "http://localhost:" + server.getAddress().getPort() + "/secret.ics";
        subscribe(Subscription.Kind.SHIFTS, "");
        assertThat(asked).isEmpty();
        assertThat(only().trouble()).startsWith("localhost leads to an address that is not on the public internet").contains("outbound.allow");
        assertThat(only().good()).isNull();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/secret.ics";
        subscribe(Subscription.Kind.SHIFTS, "");
        assertThat(asked).hasSize(1);
        assertThat(onCall("2026-12-01T12:00:00Z")).containsExactly("mina Outlook");
    }

    @Test
    void vacations_of_a_team_are_of_whoever_an_event_names() {
        answer = calendar(MINA.replace("Mina Park", "Mina Park (Vacation)").replace("20261201T000000Z", "20261201").replace("20261203T000000Z", "20261203")
                + JOE.replace("On call: Joe Kim", "PTO\nATTENDEE:mailto:JOE@example.com") + MINA.replace("UID:1", "UID:3").replace("Mina Park", "Team lunch"));
        String id = subscribe(Subscription.Kind.VACATIONS, "");
        assertThat(absences.of(folk.id("mina"))).singleElement().satisfies(one -> {
            assertThat(one.from()).isEqualTo("2026-12-01");
            assertThat(one.until()).isEqualTo("2026-12-02");
            assertThat(one.kind()).isEqualTo(Absence.Kind.AWAY);
            assertThat(one.note()).isEqualTo("Mina Park (Vacation)");
        });
        assertThat(absences.of(folk.id("joe"))).hasSize(1);
        assertThat(only().notes()).containsExactly("nobody here is meant by \"Team lunch\"");
        calendars.subscriptions().end(admin(), id);
        assertThat(absences.from(now)).isEmpty();
        later();
        assertThat(calendars.subscriptions().all()).isEmpty();
    }

    @Test
    void of_ones_own_calendar_only_whole_days_and_what_says_so_are_vacations() {
        answer = calendar(MINA.replace("Mina Park", "Dentist") + MINA.replace("UID:1", "UID:2").replace("Mina Park", "여름 휴가")
                + MINA.replace("UID:1", "UID:3").replace("Mina Park", "Jeju").replace("T000000Z", ""));
        subscribe(Subscription.Kind.VACATIONS, "mina");
        assertThat(absences.of(folk.id("mina"))).extracting(Absence::note).containsExactlyInAnyOrder("여름 휴가", "Jeju");
    }

    @Test
    void people_subscribe_to_their_own_vacations_and_nobody_elses() {
        Subscription.Asked joes = new Subscription.Asked(Subscription.Kind.VACATIONS, "x", "webcal://example.org/a.ics", folk.id("joe"), "", 0, "Asia/Seoul");
        assertThatThrownBy(() -> calendars.subscriptions().add(folk.actor("mina"), joes)).isInstanceOf(Refusal.class);
        calendars.subscriptions().add(folk.actor("joe"), joes);
        assertThat(only().host()).isEqualTo("example.org");
        Subscription.Asked shifts = new Subscription.Asked(Subscription.Kind.SHIFTS, "x", "https://example.org/a.ics", "", schedule, 0, "Asia/Seoul");
        assertThatThrownBy(() -> calendars.subscriptions().add(folk.actor("ana"), shifts)).isInstanceOf(Refusal.class);
    }
}
