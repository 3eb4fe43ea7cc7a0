package org.wakebell.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Leave;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.people.Role;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@EveryDatabase
@SuppressWarnings("NullAway.Init")
class SkippingTest {

    @Parameter
    Databases database;

    Desk desk;
    Schedule primary;

    @BeforeEach
    void open() {
        desk = new Desk(database);
        primary = desk.daily("primary", "mina", "joe", "paul");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    void skip(Leave.Why... why) {
        Schedule was = desk.room.planning().find(primary.id()).orElseThrow();
        List<Layer> layers = was.layersFrom(desk.now).stream().map(l -> l.skipping(Set.of(why))).toList();
        desk.room.planning().update(desk.folk.actor("joe"), was.id(), was.version(),
                new Draft(was.name(), was.zone(), was.demands(), was.fallback(), layers));
    }

    @Test
    void a_vacation_only_warns_unless_the_schedule_says_skip() {
        desk.folk.vacation("joe", "2026-11-23T12:00Z", "2026-11-24T12:00Z");
        Instant during = Instant.parse("2026-11-24T03:00:00Z");
        assertThat(desk.who(primary.id(), during)).containsExactly("joe");
        skip(Leave.Why.VACATION);
        assertThat(desk.who(primary.id(), during)).containsExactly("paul");
        assertThat(desk.room.onCall().who(primary.id(), during).turns().getFirst().why())
                .contains("turn 3 of 3, standing in for Joe Kim (off)");
        OnCallRoom other = desk.node(9);
        assertThat(other.onCall().who(primary.id(), during).turns().getFirst().person().name()).isEqualTo("Paul Lee");
    }

    @Test
    void a_vacation_that_becomes_known_is_seen_at_once_and_the_past_stays() {
        skip(Leave.Why.VACATION);
        desk.now = Instant.parse("2026-11-24T02:00:00Z");
        Instant before = desk.now.minus(Duration.ofHours(1));
        assertThat(desk.who(primary.id(), before)).containsExactly("joe");
        List<Span> was = spans(before);
        desk.folk.vacation("joe", "2026-11-20", "2026-11-30");
        assertThat(desk.who(primary.id(), desk.now)).containsExactly("paul");
        assertThat(desk.who(primary.id(), before)).containsExactly("joe");
        assertThat(spans(before)).isEqualTo(was);
    }

    private List<Span> spans(Instant until) {
        return desk.room.planning().find(primary.id()).orElseThrow().rota().spans(Desk.NOW, until, Join.CAUSES);
    }

    @Test
    void a_public_holiday_of_their_country_is_skipped_where_the_schedule_says_so() {
        desk.folk.change("mina", org.wakebell.people.Draft.of("Mina Park", "mina@example.com", "Asia/Seoul")
                .as(Role.RESPONDER).keeping("KR"));
        Instant christmas = Desk.seoul("2026-12-25T12:00");
        assertThat(desk.who(primary.id(), Desk.seoul("2026-12-23T12:00"))).containsExactly("mina");
        assertThat(desk.who(primary.id(), christmas)).containsExactly("paul");
        Instant newYear = Desk.seoul("2027-01-01T12:00");
        assertThat(desk.who(primary.id(), newYear)).containsExactly("mina");
        skip(Leave.Why.HOLIDAY);
        assertThat(desk.who(primary.id(), newYear)).containsExactly("joe");
        assertThat(desk.who(primary.id(), christmas)).containsExactly("paul");
    }

    @Test
    void the_layer_is_read_back_as_it_was_written() {
        skip(Leave.Why.VACATION, Leave.Why.HOLIDAY);
        assertThat(desk.room.planning().find(primary.id()).orElseThrow().layersFrom(desk.now))
                .allSatisfy(layer -> assertThat(layer.skip()).containsExactlyInAnyOrder(Leave.Why.values()));
    }
}
