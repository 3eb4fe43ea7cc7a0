package org.wakebell.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Pokes;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import org.wakebell.story.StoryClock;

@NullMarked
@EveryDatabase
@SuppressWarnings("NullAway.Init")
class ClocksTest {

    static final Actor ADMIN = new Actor("a", "Ana", Set.of(Role.ADMIN), Actor.Via.SCREEN);
    static final int HOUR = 3600;

    @Parameter
    Databases database;

    Db db;
    PeopleRoom room;
    Clocks clocks;
    String joe;
    final StoryClock clock = new StoryClock(Instant.parse("2026-11-22T18:12:00Z"));

    @BeforeEach
    void open() {
        db = database.fresh();
        Tx tx = db.tx();
        room = new PeopleRoom(clock, tx, new Ids(clock, new Random(1)), new Pokes(tx));
        clocks = room.clocks();
        joe = room.register().add(ADMIN, Draft.of("Joe Kim", "joe@example.org", "America/Vancouver").as(Role.RESPONDER));
    }

    @AfterEach
    void close() {
        db.close();
    }

    List<String> questions() {
        return clocks.doubts().stream().map(Clocks.Doubt::question).toList();
    }

    @Test
    void a_phone_elsewhere_is_asked_whether_its_owner_travels() {
        clocks.said(joe, "bedside/1", "The bedside page", "Asia/Seoul", 9 * HOUR);
        assertThat(questions()).containsExactly("Travelling? The bedside page says UTC+9 (Asia/Seoul), the zone America/Vancouver says UTC-7."
                + " Enter the travel, or correct the zone.");
        assertThat(clocks.look().state()).isEqualTo(Check.State.DEGRADED);
        assertThat(clocks.look().why()).startsWith("Joe Kim: Travelling?");
    }

    /** What the JDK's own data would have said of this winter. */
    @Test
    void the_same_zone_with_another_offset_is_asked_whose_data_are_newer() {
        clocks.said(joe, "agent/1", "The home agent bedroom", "America/Vancouver", -8 * HOUR);
        assertThat(questions()).singleElement().asString()
                .startsWith("Whose time zone data are newer? The home agent bedroom says UTC-8 (America/Vancouver), the zone America/Vancouver says UTC-7 by release 2");
    }

    @Test
    void another_zone_with_the_same_time_is_nobodys_business() {
        clocks.said(joe, "browser", "The browser", "America/Phoenix", -7 * HOUR);
        assertThat(questions()).isEmpty();
        assertThat(clocks.look().state()).isEqualTo(Check.State.READY);
    }

    @Test
    void who_entered_the_travel_is_not_asked_neither_for_the_phone_nor_for_the_siren_at_home() {
        room.absences().add(ADMIN, new Absence.Asked(joe, Absence.Kind.WITH_DUTY, "2026-11-20", "2026-11-30", "Asia/Seoul", ""));
        clock.set(clock.instant().plusSeconds(60));
        clocks.said(joe, "bedside/1", "The bedside page", "Asia/Seoul", 9 * HOUR);
        clocks.said(joe, "agent/1", "The home agent bedroom", "America/Vancouver", -7 * HOUR);
        assertThat(questions()).isEmpty();
        clocks.said(joe, "bedside/1", "The bedside page", "Europe/Berlin", HOUR);
        assertThat(questions()).singleElement().asString().contains("the zone Asia/Seoul says UTC+9");
    }

    @Test
    void a_machine_set_to_utc_says_nothing_about_where_it_is() {
        for (String zone : List.of("UTC", "Etc/UTC", "GMT", "Z", "", "Etc/GMT+8", "no such\nzone/x")) {
            clocks.said(joe, "agent/1", "The home agent bedroom", zone, 0);
        }
        clocks.said(joe, "agent/2", "The home agent hall", "Asia/Seoul", 99 * HOUR);
        assertThat(questions()).isEmpty();
    }

    @Test
    void the_last_word_counts_and_for_a_day_only() {
        clocks.said(joe, "bedside/1", "The bedside page", "Asia/Seoul", 9 * HOUR);
        clocks.said(joe, "bedside/1", "The bedside page", "America/Vancouver", -7 * HOUR);
        assertThat(questions()).isEmpty();
        clocks.said(joe, "bedside/1", "The bedside page", "Asia/Seoul", 9 * HOUR);
        clock.set(clock.instant().plus(Duration.ofHours(25)));
        assertThat(questions()).hasSize(1);
        clock.set(clock.instant().plus(Duration.ofHours(2)));
        assertThat(questions()).isEmpty();
    }

    @Test
    void what_is_said_again_all_day_goes_on_to_count() {
        for (int i = 0; i < 60; i++) {
            clocks.said(joe, "bedside/1", "The bedside page", "Asia/Kolkata", 5 * HOUR + HOUR / 2);
            clock.set(clock.instant().plus(Duration.ofMinutes(29)));
        }
        assertThat(questions()).singleElement().asString().contains("says UTC+5:30 (Asia/Kolkata)");
    }
}
