package org.wakebell.oncall.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.springframework.http.ResponseEntity;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.Desk;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.Folk;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.PeopleRoom;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.StoryClock;

/** A calendar program that subscribed to shifts. */
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class CalendarDoorTest {

    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    @Parameter
    Databases databases;

    Db db;
    Folk folk;
    OnCallRoom room;
    CalendarDoor door;
    String schedule;
    final StoryClock clock = new StoryClock(Instant.parse("2026-11-23T03:12:00Z"));

    @BeforeEach
    void open() {
        db = databases.fresh();
        Tx tx = db.tx();
        Ids ids = new Ids(clock, new Random(1));
        folk = new Folk(new PeopleRoom(clock, tx, ids, new Pokes(tx)));
        room = Desk.room(clock, tx, ids, folk.people());
        door = new CalendarDoor(clock, room.feeds(), room.planning(), folk.people(), new Words());
        Layer weekly = new Layer(
                "nights", SEOUL, new Cadence(1, Unit.WEEK, LocalDateTime.parse("2026-11-23T09:00")),
                List.of(folk.ids("mina"), folk.ids("joe", "mina"), folk.ids("joe")));
        schedule = room.planning()
                .create(folk.actor("joe"), new Draft("primary, 서울", SEOUL, Set.of(), List.of(), List.of(weekly)))
                .id();
    }

    @AfterEach
    void close() {
        db.close();
    }

    String secret(String called, String which) {
        return room.feeds().make(folk.actor(called), which).reveal();
    }

    String text(String secret) {
        return new String(Objects.requireNonNull(door.calendar(secret, "").getBody()), StandardCharsets.UTF_8);
    }

    static List<String> values(String text, String name) {
        return Arrays.stream(text.replace("\r\n ", "").split("\r\n"))
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    @Test
    void ones_own_shifts_name_the_rota_in_utc() {
        String text = text(secret("mina", ""));
        assertThat(text).startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").endsWith("END:VCALENDAR\r\n").doesNotContain("VTIMEZONE", "TZID");
        assertThat(values(text, "SUMMARY").getFirst()).isEqualTo("On call: primary\\, 서울");
        assertThat(values(text, "DESCRIPTION").getFirst()).isEqualTo("Rota: nights");
        assertThat(values(text, "DESCRIPTION").get(1)).isEqualTo("Rota: nights\\nTogether with Joe Kim");
        assertThat(values(text, "DTSTART").subList(0, 3)).containsExactly("20261123T031200Z", "20261130T000000Z", "20261214T000000Z");
        assertThat(values(text, "DTEND").subList(0, 3)).containsExactly("20261130T000000Z", "20261207T000000Z", "20261221T000000Z");
        assertThat(values(text, "DTSTART").getLast()).isLessThan("20270523");
    }

    @Test
    void lines_are_folded_in_octets_and_never_inside_a_character() {
        String text = text(secret("mina", schedule));
        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        String folded = new Ical().text("SUMMARY", "당".repeat(60)).toString();
        assertThat(folded.split("\r\n ")).hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line.strip().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(folded.replace("\r\n ", "")).isEqualTo("SUMMARY:" + "당".repeat(60) + "\r\n");
    }

    @Test
    void the_same_shifts_have_the_same_uids_tomorrow_and_after_somebody_elses_change() {
        String secret = secret("mina", "");
        List<String> before = values(text(secret), "UID");
        assertThat(before).doesNotHaveDuplicates();
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        room.planning().override(folk.actor("joe"), schedule,
                new Asked(Asked.Kind.REPLACE, folk.id("paul"), folk.id("joe"), When.parse("2026-12-01T00:00Z"), When.parse("2026-12-02T00:00Z")));
        assertThat(values(text(secret), "UID")).containsAll(before);
    }

    @Test
    void what_is_shown_is_what_is_true_after_overrides() {
        room.planning().override(folk.actor("joe"), schedule,
                new Asked(Asked.Kind.REPLACE, folk.id("paul"), folk.id("mina"), When.parse("2026-11-24T00:00Z"), When.parse("2026-11-25T00:00Z")));
        assertThat(values(text(secret("paul", "")), "DTSTART")).containsExactly("20261124T000000Z");
        assertThat(values(text(secret("mina", "")), "DTEND").getFirst()).isEqualTo("20261124T000000Z");
        assertThat(values(text(secret("ana", schedule)), "SUMMARY").subList(0, 3)).containsExactly(
                "Mina Park: primary\\, 서울", "Paul Lee: primary\\, 서울", "Mina Park: primary\\, 서울");
    }

    @Test
    void what_did_not_change_is_not_sent_again() {
        String secret = secret("mina", "");
        ResponseEntity<byte[]> first = door.calendar(secret, "");
        assertThat(first.getHeaders().getFirst("Content-Type")).isEqualTo("text/calendar;charset=UTF-8");
        String tag = Objects.requireNonNull(first.getHeaders().getETag());
        clock.set(clock.instant().plus(Duration.ofMinutes(20)));
        ResponseEntity<byte[]> second = door.calendar(secret, "\"other\", W/" + tag);
        assertThat(second.getStatusCode().value()).isEqualTo(304);
        assertThat(second.getBody()).isNull();
        assertThat(door.calendar(secret, "\"other\"").getStatusCode().value()).isEqualTo(200);
    }

    @Test
    void a_new_address_ends_the_old_one_and_so_does_leaving() {
        String old = secret("mina", "");
        String other = secret("mina", schedule);
        String fresh = secret("mina", "");
        assertGone(old);
        assertThat(text(fresh)).contains("VEVENT");
        room.feeds().revoke(folk.actor("mina"), "");
        assertGone(fresh);
        assertThat(text(other)).contains("VEVENT");
        folk.leave("mina");
        assertGone(other);
        assertGone("wbc_guessed");
    }

    private void assertGone(String secret) {
        assertThatThrownBy(() -> door.calendar(secret, ""))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.MISSING));
    }
}
