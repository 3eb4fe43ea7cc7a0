package org.wakebell.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakebell.oncall.Desk.seoul;
import static org.wakebell.oncall.Desk.when;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@EveryDatabase
class TemporariesTest {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Databases database;

    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @SuppressWarnings("NullAway.Init")
    Actor joe;

    @SuppressWarnings("NullAway.Init")
    Schedule schedule;

    @BeforeEach
    void open() {
        desk = new Desk(database);
        joe = desk.folk.actor("joe");
        schedule = desk.daily("primary", "mina", "joe");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    Temporaries temporaries() {
        return desk.room.temporaries();
    }

    TemporaryDraft christmas() {
        Cadence noon = new Cadence(1, Unit.DAY, LocalDateTime.parse("2026-12-24T12:00"));
        return TemporaryDraft.inTurn(
                "Christmas", when("2026-12-24T18:00"), when("2026-12-27T09:00"), Desk.SEOUL, noon,
                List.of(desk.folk.ids("paul"), desk.folk.ids("ana", "joe")));
    }

    @Test
    void for_a_span_the_rota_is_silent_and_others_are_in_turn_and_the_reason_names_it() {
        temporaries().lay(joe, schedule.id(), christmas());
        Instant from = seoul("2026-12-24T18:00");
        assertThat(desk.who(schedule.id(), from.minusSeconds(1))).doesNotContain("paul");
        assertThat(desk.who(schedule.id(), from)).containsExactly("paul");
        assertThat(desk.who(schedule.id(), seoul("2026-12-25T12:00"))).containsExactly("ana", "joe");
        assertThat(desk.who(schedule.id(), seoul("2026-12-26T12:00"))).containsExactly("paul");
        assertThat(desk.who(schedule.id(), seoul("2026-12-27T08:59"))).containsExactly("paul");
        assertThat(desk.who(schedule.id(), seoul("2026-12-27T09:00"))).doesNotContain("paul").hasSize(1);
        OnCall.Turn turn = desk.node(2).onCall().who(schedule.id(), from).turns().getFirst();
        assertThat(turn.why()).isEqualTo("on call until 12:00 Asia/Seoul, temporary schedule \"Christmas\"");
        assertThat(turn.layer()).isEqualTo("Christmas");
        assertThat(turn.from()).isEqualTo(from);
        assertThat(turn.until()).isEqualTo(seoul("2026-12-25T12:00"));
    }

    @Test
    void its_handoffs_are_handoffs_even_to_oneself() {
        TemporaryDraft alone = TemporaryDraft.inTurn(
                "alone", when("2026-12-24T18:00"), when("2026-12-26T18:00"), Desk.SEOUL,
                new Cadence(1, Unit.DAY, LocalDateTime.parse("2026-12-24T18:00")),
                List.of(desk.folk.ids("paul"), desk.folk.ids("paul")));
        temporaries().lay(joe, schedule.id(), alone);
        Instant from = seoul("2026-12-24T18:00");
        Instant to = seoul("2026-12-26T18:00");
        Schedule read = desk.room.planning().find(schedule.id()).orElseThrow();
        assertThat(read.rota().spans(from, to, Join.HANDOFFS)).extracting(Span::until).containsExactly(seoul("2026-12-25T18:00"), to);
        assertThat(read.rota().spans(from, to, Join.CAUSES)).hasSize(1);
    }

    @Test
    void with_fixed_spans_everybody_has_their_own_time_and_what_nobody_has_is_a_gap() {
        TemporaryDraft move = TemporaryDraft.fixed(
                "office move", when("2026-12-01T09:00"), when("2026-12-01T18:00"), Desk.SEOUL,
                List.of(
                        new TemporaryDraft.Fixed(desk.folk.ids("paul"), when("2026-12-01T09:00"), when("2026-12-01T12:00")),
                        new TemporaryDraft.Fixed(desk.folk.ids("ana"), when("2026-12-01T11:00"), when("2026-12-01T13:00")),
                        new TemporaryDraft.Fixed(desk.folk.ids("joe"), when("2026-12-01T14:00"), when("2026-12-01T18:00"))));
        Schedule would = temporaries().preview(schedule.id(), move);
        assertThat(would.rota().gaps(seoul("2026-12-01T00:00"), seoul("2026-12-02T00:00")))
                .extracting(Span::from, Span::until)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(seoul("2026-12-01T13:00"), seoul("2026-12-01T14:00")));
        assertThat(desk.who(schedule.id(), seoul("2026-12-01T11:00"))).hasSize(1).doesNotContain("paul", "ana");
        temporaries().lay(joe, schedule.id(), move);
        assertThat(desk.who(schedule.id(), seoul("2026-12-01T11:30"))).containsExactly("paul", "ana");
        assertThat(desk.who(schedule.id(), seoul("2026-12-01T13:30"))).isEmpty();
        assertThat(desk.who(schedule.id(), seoul("2026-12-01T17:59"))).containsExactly("joe");
    }

    @Test
    void an_override_made_later_changes_it_and_one_made_earlier_is_silent_in_it() {
        Planning planning = desk.room.planning();
        planning.override(joe, schedule.id(), new Asked(
                Asked.Kind.ADD, desk.folk.id("mina"), "", when("2026-12-24T00:00"), when("2026-12-28T00:00")));
        temporaries().lay(joe, schedule.id(), christmas());
        assertThat(desk.who(schedule.id(), seoul("2026-12-24T19:00"))).containsExactly("paul");
        planning.override(joe, schedule.id(), new Asked(
                Asked.Kind.REPLACE, desk.folk.id("joe"), desk.folk.id("paul"), when("2026-12-24T20:00"), when("2026-12-24T21:00")));
        assertThat(desk.who(schedule.id(), seoul("2026-12-24T20:00"))).containsExactly("joe");
        assertThat(desk.who(schedule.id(), seoul("2026-12-24T21:00"))).containsExactly("paul");
    }

    @Test
    void taken_back_while_it_runs_it_ends_now_and_what_it_did_stays_true() {
        String made = temporaries().lay(joe, schedule.id(), christmas());
        desk.now = seoul("2026-12-24T19:00");
        desk.node(3).temporaries().end(joe, schedule.id(), made);
        assertThat(desk.who(schedule.id(), seoul("2026-12-24T18:30"))).containsExactly("paul");
        assertThat(desk.who(schedule.id(), desk.now)).doesNotContain("paul");
        assertThatThrownBy(() -> temporaries().end(joe, schedule.id(), made)).hasMessageContaining("over");
        String begun = temporaries().lay(joe, schedule.id(), christmas());
        assertThat(desk.who(schedule.id(), desk.now.minusSeconds(1))).doesNotContain("ana").hasSize(1);
        assertThat(desk.who(schedule.id(), desk.now)).containsExactly("paul");
        assertThatThrownBy(() -> desk.room.planning().dropOverride(joe, schedule.id(), begun)).hasMessageContaining("no longer there");
    }

    @Test
    void what_cannot_be_is_refused_by_its_field() {
        temporaries().lay(joe, schedule.id(), christmas());
        assertThatThrownBy(() -> temporaries().lay(joe, schedule.id(), new TemporaryDraft(
                        "New Year", when("2026-12-26T00:00"), when("2027-01-02T00:00"), christmas().layers())))
                .hasMessageContaining("\"Christmas\", from 2026-12-24T18:00");
        refused("until", draft("x", "2026-12-29T00:00", "2026-12-28T00:00"));
        refused("until", draft("x", "2026-10-01T00:00", "2026-10-02T00:00"));
        refused("until", draft("x", "2027-01-01T00:00", "2028-12-02T00:00"));
        refused("name", draft(" ", "2026-12-28T00:00", "2026-12-29T00:00"));
        refused("people", new TemporaryDraft("x", when("2026-12-28T00:00"), when("2026-12-29T00:00"), List.of()));
        refused("spans", TemporaryDraft.fixed(
                "x", when("2026-12-28T00:00"), when("2026-12-29T00:00"), Desk.SEOUL,
                List.of(new TemporaryDraft.Fixed(desk.folk.ids("paul"), when("2026-12-28T00:00"), when("2026-12-29T00:01")))));
        assertThatThrownBy(() -> temporaries().lay(desk.folk.actor("ana"), schedule.id(), draft("x", "2026-12-28T00:00", "2026-12-29T00:00")))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    TemporaryDraft draft(String name, String from, String until) {
        return new TemporaryDraft(name, when(from), when(until), christmas().layers());
    }

    void refused(String field, TemporaryDraft draft) {
        assertThatThrownBy(() -> temporaries().lay(joe, schedule.id(), draft))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::field)
                .isEqualTo(field);
    }

    @Test
    void it_begins_and_ends_by_the_schedule_s_own_clock_even_when_the_clocks_change() {
        Schedule there = desk.room.planning().create(joe, new Draft(
                "west", java.time.ZoneId.of("America/Los_Angeles"), java.util.Set.of(), List.of(), schedule.layersFrom(desk.now)));
        // 01:30 is shown twice on 7 November 2027: it starts at the first and ends at the last.
        temporaries().lay(joe, there.id(), TemporaryDraft.fixed(
                "half an hour", when("2027-11-07T01:30"), when("2027-11-07T01:30"), there.zone(),
                List.of(new TemporaryDraft.Fixed(desk.folk.ids("paul"), when("2027-11-07T01:30"), when("2027-11-07T01:30")))));
        Instant first = Instant.parse("2027-11-07T08:30:00Z");
        assertThat(desk.who(there.id(), first)).containsExactly("paul");
        assertThat(desk.who(there.id(), first.plus(Duration.ofMinutes(59)))).containsExactly("paul");
        assertThat(desk.who(there.id(), first.plus(Duration.ofMinutes(60)))).doesNotContain("paul");
        assertThat(desk.who(there.id(), first.minusSeconds(1))).doesNotContain("paul");
    }
}
