package org.wakebell.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.people.Absence.Kind;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.StoryClock;

@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class AbsencesTest {

    static final Actor ADMIN = new Actor("a", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);
    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    static final ZoneId VANCOUVER = ZoneId.of("America/Vancouver");

    @Parameter
    Databases database;

    Db db;
    PeopleRoom room;
    People people;
    Absences absences;
    String mina;
    Actor herself;
    final StoryClock clock = new StoryClock(Instant.parse("2026-11-22T18:12:00Z"));

    @BeforeEach
    void open() {
        db = database.fresh();
        room = new PeopleRoom(clock, db.tx(), new Ids(clock, new Random(1)), new Pokes(db.tx()));
        people = room.people();
        absences = room.absences();
        mina = room.register().add(ADMIN, Draft.of("Mina", "mina@example.org", "Asia/Seoul").as(Role.RESPONDER));
        herself = new Actor(mina, "Mina", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
    }

    @AfterEach
    void close() {
        db.close();
    }

    Absence.Asked asked(Kind kind, String from, String until, String zone) {
        return new Absence.Asked(mina, kind, from, until, zone, "");
    }

    Person mina() {
        return people.person(mina).orElseThrow();
    }

    @Test
    void on_a_travel_the_hours_count_where_one_is_then() {
        absences.add(herself, asked(Kind.WITH_DUTY, "2026-11-24", "2026-11-30", "America/Vancouver"));
        Instant noonInSeoul = Instant.parse("2026-11-23T03:00:00Z");
        Instant noonInSeoulTravelling = Instant.parse("2026-11-26T11:00:00Z"); // 03:00 or 04:00 in Vancouver
        assertThat(people.zoneOf(mina(), noonInSeoul)).isEqualTo(SEOUL);
        assertThat(people.awake(mina(), noonInSeoul)).isTrue();
        assertThat(people.zoneOf(mina(), noonInSeoulTravelling)).isEqualTo(VANCOUVER);
        assertThat(people.awake(mina(), noonInSeoulTravelling)).isFalse();
        assertThat(mina().here()).isEqualTo(SEOUL);
        clock.set(Instant.parse("2026-11-26T20:00:00Z"));
        assertThat(mina().here()).isEqualTo(VANCOUVER);
        assertThat(mina().zone()).isEqualTo(SEOUL);
    }

    @Test
    void stays_cover_the_whole_of_a_time_in_order() {
        absences.add(herself, asked(Kind.WITH_DUTY, "2026-11-24T10:00Z", "2026-11-30T10:00Z", "America/Vancouver"));
        Instant from = Instant.parse("2026-11-23T00:00:00Z");
        Instant until = Instant.parse("2026-12-02T00:00:00Z");
        assertThat(people.stays(mina(), from, until)).containsExactly(
                new People.Stay(SEOUL, from, Instant.parse("2026-11-24T10:00:00Z")),
                new People.Stay(VANCOUVER, Instant.parse("2026-11-24T10:00:00Z"), Instant.parse("2026-11-30T10:00:00Z")),
                new People.Stay(SEOUL, Instant.parse("2026-11-30T10:00:00Z"), until));
    }

    @Test
    void a_day_as_an_end_means_the_whole_of_it() {
        absences.add(herself, asked(Kind.AWAY, "2026-12-24", "2026-12-24", ""));
        assertThat(people.away(mina, Instant.parse("2026-12-23T14:59:59Z"))).isNull();
        assertThat(people.away(mina, Instant.parse("2026-12-23T15:00:00Z"))).isNotNull();
        assertThat(people.away(mina, Instant.parse("2026-12-24T14:59:59Z"))).isNotNull();
        assertThat(people.away(mina, Instant.parse("2026-12-24T15:00:00Z"))).isNull();
    }

    @Test
    void one_with_duty_is_not_off() {
        absences.add(herself, asked(Kind.WITH_DUTY, "2026-12-24", "2026-12-24", ""));
        assertThat(people.away(mina, Instant.parse("2026-12-24T00:00:00Z"))).isNull();
    }

    @Test
    void an_absence_told_late_does_not_change_what_was() {
        String id = absences.add(herself, asked(Kind.AWAY, "2026-11-20", "2026-11-30", ""));
        assertThat(people.away(mina, clock.instant().minusSeconds(1))).isNull();
        assertThat(people.away(mina, clock.instant())).isNotNull();
        clock.set(clock.instant().plusSeconds(3600));
        absences.remove(herself, id);
        assertThat(people.away(mina, clock.instant().minusSeconds(1))).as("what was stays").isNotNull();
        assertThat(people.away(mina, clock.instant())).isNull();
    }

    @Test
    void a_feed_replaces_its_own_and_reading_it_twice_changes_nothing() {
        absences.add(herself, asked(Kind.AWAY, "2026-12-24", "2026-12-26", ""));
        Actor feed = Actor.system();
        Absence.Asked first = asked(Kind.AWAY, "2027-01-04", "2027-01-08", "");
        Absence.Asked second = asked(Kind.AWAY, "2027-02-01", "2027-02-05", "");
        Absence.Asked broken = asked(Kind.AWAY, "2027-02-01", "2027-01-05", "");
        assertThat(absences.replace(feed, "feed:1", List.of(first, second, broken))).hasSize(1);
        List<Absence> once = absences.of(mina);
        assertThat(once).hasSize(3);
        clock.set(clock.instant().plusSeconds(60));
        assertThat(absences.replace(feed, "feed:1", List.of(second, first))).isEmpty();
        assertThat(absences.of(mina)).isEqualTo(once);
        absences.replace(feed, "feed:1", List.of(second));
        assertThat(absences.of(mina)).extracting(Absence::from).containsExactly("2026-12-24", "2027-02-01");
        String fed = absences.of(mina).getLast().id();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> absences.remove(ADMIN, fed))
                .withMessageContaining("calendar feed");
    }

    @Test
    void people_write_down_their_own_and_admins_anyones() {
        Actor other = new Actor("x", "Xi", Set.of(Role.RESPONDER), Actor.Via.SCREEN);
        Absence.Asked asked = asked(Kind.AWAY, "2026-12-24", "2026-12-26", "");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> absences.add(other, asked));
        absences.add(ADMIN, asked);
        assertThat(absences.from(clock.instant())).hasSize(1);
    }

    @Test
    void nonsense_is_refused_with_the_field() {
        refused("until", asked(Kind.AWAY, "2026-12-24", "2026-12-23", ""));
        refused("from", asked(Kind.AWAY, "Christmas", "2026-12-23", ""));
        refused("until", asked(Kind.AWAY, "2026-11-01", "2026-11-05", ""));
        refused("until", asked(Kind.AWAY, "2026-12-24", "2028-12-23", ""));
        refused("zone", asked(Kind.WITH_DUTY, "2026-12-24", "2026-12-25", "Mars/Olympus"));
    }

    void refused(String field, Absence.Asked asked) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> absences.add(herself, asked))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
    }

    @Test
    void holidays_count_from_when_the_country_became_known() {
        Draft korean = Draft.of("Mina", "mina@example.org", "Asia/Seoul").as(Role.RESPONDER);
        room.register().change(ADMIN, mina, korean.keeping("kr"));
        Instant until = Instant.parse("2027-01-02T00:00:00Z");
        assertThat(mina().country()).isEqualTo("KR");
        assertThat(people.holidays(mina(), Instant.parse("2026-10-01T00:00:00Z"), until)).containsExactly(
                new People.Off("Christmas Day", Instant.parse("2026-12-24T15:00:00Z"), Instant.parse("2026-12-25T15:00:00Z")),
                new People.Off("New Year's Day", Instant.parse("2026-12-31T15:00:00Z"), Instant.parse("2027-01-01T15:00:00Z")));
        clock.set(Instant.parse("2026-12-26T00:00:00Z"));
        room.register().change(ADMIN, mina, korean.keeping(""));
        assertThat(people.holidays(mina(), Instant.parse("2026-10-01T00:00:00Z"), until))
                .as("what was stays, what comes is no holiday any more")
                .extracting(People.Off::name)
                .containsExactly("Christmas Day");
    }
}
