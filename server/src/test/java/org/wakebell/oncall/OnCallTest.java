package org.wakebell.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.oncall.OnCall.Helper;
import org.wakebell.oncall.OnCall.OnDuty;
import org.wakebell.oncall.rotation.Cadence;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Unit;
import org.wakebell.oncall.rotation.Wall;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Absence;
import org.wakebell.people.Actor;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;
import tools.jackson.databind.json.JsonMapper;

@EveryDatabase
@SuppressWarnings("NullAway.Init")
class OnCallTest {

    /** Sunday evening in Vancouver, noon on Monday in Seoul. */
    static final Instant NOW = Desk.NOW;

    static final ZoneId VANCOUVER = ZoneId.of("America/Vancouver");
    static final ZoneId SEOUL = Desk.SEOUL;

    @Parameter
    Databases database;

    Desk desk;
    Tx tx;
    OnCallRoom room;
    OnCallRoom otherNode;
    Folk folk;
    Actor joe;

    @BeforeEach
    void open() {
        desk = new Desk(database);
        tx = desk.tx;
        folk = desk.folk;
        joe = folk.actor("joe");
        room = Desk.room(desk.clock, tx, new Ids(desk.clock, new Random(1)), folk.people());
        otherNode = desk.node(2);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    Schedule daily(String name, List<String> fallback, String... people) {
        Layer layer = new Template.Daily(turns(people), 1, LocalTime.of(9, 0))
                .layer("days", SEOUL, LocalDateTime.ofInstant(desk.now, SEOUL));
        return room.planning().create(joe, new Draft(name, SEOUL, Set.of(), fallback.stream().map(folk::id).toList(), List.of(layer)));
    }

    List<List<String>> turns(String... people) {
        return Arrays.stream(people).map(folk::id).map(List::of).toList();
    }

    @Test
    void whoever_has_the_turn_is_on_call_and_the_reason_says_until_when_and_by_which_rota() {
        Schedule schedule = daily("primary", List.of(), "mina", "joe");
        OnDuty duty = room.onCall().who(schedule.id(), desk.now);
        assertThat(duty.fallback()).isFalse();
        assertThat(duty.until()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(duty.turns()).singleElement().satisfies(turn -> {
            assertThat(called(turn.person())).isEqualTo("mina");
            assertThat(turn.why()).isEqualTo("on call until Tue 24 Nov 09:00 Asia/Seoul, rota \"days\", turn 1 of 2");
            assertThat(turn.layer()).isEqualTo("days");
            assertThat(turn.from()).isEqualTo(NOW);
            assertThat(turn.until()).isEqualTo(duty.until());
        });
        assertThat(room.onCall().who(schedule.id(), duty.until()).turns())
                .extracting(turn -> called(turn.person()))
                .containsExactly("joe");
        assertThat(room.onCall().handoffs(schedule.id(), desk.now, 2))
                .containsExactly(Instant.parse("2026-11-24T00:00:00Z"), Instant.parse("2026-11-25T00:00:00Z"));
    }

    @Test
    void all_schedules_at_once_say_what_each_says_alone_also_when_another_node_has_read_nothing_yet() {
        IntStream.range(0, 12).forEach(n -> daily("schedule " + n, List.of("paul"), n % 3 == 0 ? "mina" : "joe", "paul"));
        folk.leave("mina");
        for (OnCallRoom node : List.of(room, otherNode)) {
            Map<OnCall.Named, OnDuty> all = node.onCall().everywhere(desk.now);
            assertThat(all).hasSize(12);
            all.forEach((schedule, duty) ->
                    assertThat(duty).as(schedule.name()).isEqualTo(room.onCall().who(schedule.id(), desk.now)));
        }
        Schedule first = daily("schedule 12", List.of(), "joe");
        assertThat(otherNode.onCall().everywhere(desk.now)).containsKey(new OnCall.Named(first.id(), "schedule 12"));
    }

    @Test
    void story_10_nobody_on_call_names_the_fall_back_and_says_so() {
        Layer nights = new Template.Nights(turns("mina"), LocalTime.of(1, 0), LocalTime.of(0, 0))
                .layer("nights", VANCOUVER, LocalDateTime.parse("2026-11-22T01:00"));
        Schedule schedule = room.planning()
                .create(joe, new Draft("primary", VANCOUVER, Set.of(), folk.ids("paul", "joe"), List.of(nights)));
        Instant twentyPastMidnight = Wall.first(LocalDateTime.parse("2026-11-24T00:20"), VANCOUVER);
        OnDuty duty = room.onCall().who(schedule.id(), twentyPastMidnight);
        assertThat(duty.fallback()).isTrue();
        assertThat(duty.turns()).extracting(turn -> called(turn.person())).containsExactly("paul", "joe");
        assertThat(duty.turns()).allSatisfy(turn -> assertThat(turn.why())
                .isEqualTo("nobody on call, fall-back of schedule \"primary\""));
        assertThat(duty.until()).isEqualTo(twentyPastMidnight.plusSeconds(40 * 60));
    }

    @Test
    void whoever_has_left_is_not_rung_and_the_fall_back_says_why() {
        Schedule schedule = daily("primary", List.of("paul"), "mina");
        folk.leave("mina");
        OnDuty duty = room.onCall().who(schedule.id(), desk.now);
        assertThat(duty.fallback()).isTrue();
        assertThat(duty.turns()).singleElement().satisfies(turn -> {
            assertThat(called(turn.person())).isEqualTo("paul");
            assertThat(turn.why())
                    .isEqualTo("nobody on call (Mina Park is no longer active), fall-back of schedule \"primary\"");
        });
    }

    @Test
    void a_schedule_without_people_or_fall_back_or_that_is_gone_answers_with_nobody() {
        Schedule schedule = daily("primary", List.of(), "mina");
        folk.leave("mina");
        assertThat(room.onCall().who(schedule.id(), desk.now)).isEqualTo(new OnDuty(List.of(), false, Instant.MAX));
        room.planning().delete(joe, schedule.id(), schedule.version());
        assertThat(otherNode.onCall().who(schedule.id(), desk.now).turns()).isEmpty();
        assertThat(room.onCall().schedules()).isEmpty();
    }

    private List<Helper> awake(Schedule schedule, Set<String> demands, Instant at) {
        return room.onCall().whoCanHelp(new Service("s", "api", "", demands), List.of(schedule.id()), at).awake();
    }

    @Test
    void story_15_a_handoff_at_nine_in_vancouver_is_at_16_00_utc_and_in_los_angeles_at_17_00() {
        desk.now = Instant.parse("2026-11-22T12:00:00Z");
        assertThat(handoff(VANCOUVER)).isEqualTo("2026-11-22T16:00:00Z");
        assertThat(handoff(ZoneId.of("America/Los_Angeles"))).isEqualTo("2026-11-22T17:00:00Z");
    }

    Instant handoff(ZoneId zone) {
        Layer layer = new Template.Daily(turns("mina", "joe"), 1, LocalTime.of(9, 0)).layer("days", zone, LocalDateTime.ofInstant(desk.now, zone));
        Schedule schedule = room.planning().create(joe, new Draft(zone.getId(), zone, Set.of(), List.of(), List.of(layer)));
        return room.onCall().handoffs(schedule.id(), desk.now, 1).getFirst();
    }

    @Test
    void awake_and_able_are_ordered_by_how_long_they_stay_awake() {
        Schedule schedule = daily("primary", List.of(), "ana");
        List<Helper> helpers = awake(schedule, Set.of("prod-write"), desk.now);
        // 12:12 in Seoul, 20:12 in Vancouver, 19:12 in Los Angeles.
        assertThat(helpers).extracting(helper -> called(helper.person())).startsWith("mina").contains("joe", "paul");
        assertThat(helpers.getFirst().why()).isEqualTo("awake (12:12 in Seoul), may prod-write");
        assertThat(awake(schedule, Set.of("database"), desk.now))
                .extracting(helper -> called(helper.person()))
                .containsExactly("mina", "paul");
    }

    @Test
    void nobody_who_sleeps_or_is_on_call_or_lacks_the_right_is_asked_as_a_helper() {
        Schedule schedule = daily("primary", List.of(), "mina");
        Instant night = Instant.parse("2026-11-23T11:00:00Z");
        assertThat(awake(schedule, Set.of(), night)).isEmpty();
        folk.people().acted(folk.id("paul"), night.minusSeconds(60));
        assertThat(awake(schedule, Set.of(), night))
                .extracting(Helper::why)
                .containsExactly("awake (03:00 in Los Angeles)");
        assertThat(awake(schedule, Set.of("root"), night)).isEmpty();
    }

    @Test
    void of_two_equally_awake_the_one_who_was_on_call_less_is_asked_first() {
        folk.settle("ada", "Ada Byron", "Asia/Seoul", Role.RESPONDER);
        Schedule schedule = daily("primary", List.of(), "ada", "joe");
        desk.now = Instant.parse("2026-11-24T03:12:00Z");
        assertThat(awake(schedule, Set.of(), desk.now))
                .extracting(helper -> called(helper.person()))
                .startsWith("mina", "ada");
    }

    @Test
    void an_edit_on_one_node_is_seen_on_the_other_at_once() {
        Schedule schedule = daily("primary", List.of(), "mina");
        assertThat(otherNode.onCall().who(schedule.id(), desk.now).turns())
                .extracting(turn -> called(turn.person()))
                .containsExactly("mina");
        room.planning().override(joe, schedule.id(), replace("joe", "mina", "2026-11-23T12:00", "2026-11-23T18:00"));
        assertThat(otherNode.onCall().who(schedule.id(), desk.now).turns()).singleElement().satisfies(turn -> {
            assertThat(called(turn.person())).isEqualTo("joe");
            assertThat(turn.layer()).isEqualTo("override");
            assertThat(turn.why()).isEqualTo("on call until 18:00 Asia/Seoul, covering for Mina Park");
        });
    }

    @Test
    void what_a_rolled_back_edit_wrote_is_never_believed() {
        Schedule schedule = daily("primary", List.of(), "mina");
        assertThatThrownBy(() -> tx.write(() -> {
                    room.planning()
                            .override(joe, schedule.id(), replace("joe", "mina", "2026-11-23T12:00", "2026-11-23T18:00"));
                    assertThat(called(room.onCall().who(schedule.id(), desk.now).turns().getFirst().person())).isEqualTo("joe");
                    throw new IllegalStateException("power cut");
                }))
                .hasMessage("power cut");
        assertThat(called(room.onCall().who(schedule.id(), desk.now).turns().getFirst().person())).isEqualTo("mina");
    }

    String called(Person person) {
        return folk.called(person.id());
    }

    Asked replace(String person, String insteadOf, String from, String until) {
        return new Asked(Asked.Kind.REPLACE, folk.id(person), folk.id(insteadOf), When.parse(from), When.parse(until));
    }

    @Test
    void an_override_that_overlaps_another_of_its_kind_for_the_same_seat_is_refused_and_names_it() {
        Schedule schedule = daily("primary", List.of(), "mina");
        Planning planning = room.planning();
        planning.override(joe, schedule.id(), replace("joe", "mina", "2026-11-23T12:30", "2026-11-23T18:00"));
        assertThatThrownBy(() -> otherNode.planning()
                        .override(joe, schedule.id(), replace("paul", "mina", "2026-11-23T17:59", "2026-11-23T20:00")))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
                    assertThat(refusal.message()).contains("Joe Kim for Mina Park", "2026-11-23T18:00");
                });
        planning.override(joe, schedule.id(), replace("paul", "mina", "2026-11-23T18:00", "2026-11-23T20:00"));
        planning.override(joe, schedule.id(), replace("paul", "joe", "2026-11-23T13:00", "2026-11-23T14:00"));
        assertThat(room.onCall().who(schedule.id(), Instant.parse("2026-11-23T04:30:00Z")).turns())
                .extracting(turn -> called(turn.person()))
                .containsExactly("paul");
    }

    @Test
    void an_override_taken_back_while_it_runs_ends_now_and_what_it_did_stays_true() {
        Schedule schedule = daily("primary", List.of(), "mina");
        String override = room.planning()
                .override(joe, schedule.id(), replace("joe", "mina", "2026-11-23T10:00", "2026-11-23T18:00"));
        desk.now = desk.now.plusSeconds(3600);
        room.planning().dropOverride(joe, schedule.id(), override);
        assertThat(who(schedule, NOW)).containsExactly("joe");
        assertThat(who(schedule, NOW.minusSeconds(60))).isEmpty();
        assertThat(who(schedule, desk.now)).containsExactly("mina");
        assertThat(tx.<List<String>>read(() -> tx.sql("SELECT what FROM people_audit WHERE person = ? ORDER BY at, id")
                        .params(joe.person())
                        .query(String.class)
                        .list()))
                .containsExactlyInAnyOrder("oncall.create", "oncall.override", "oncall.override-removed");
    }

    List<String> who(Schedule schedule, Instant at) {
        return room.onCall().who(schedule.id(), at).turns().stream()
                .map(turn -> called(turn.person()))
                .toList();
    }

    @Test
    void two_who_edit_the_same_version_do_not_overwrite_each_other() {
        Schedule seen = daily("primary", List.of(), "mina");
        Draft draft = new Draft("primary", SEOUL, Set.of(), folk.ids("joe"), seen.layersFrom(desk.now));
        room.planning().update(joe, seen.id(), seen.version(), draft);
        assertThatThrownBy(() -> otherNode.planning().update(joe, seen.id(), seen.version(), draft))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.CONFLICT);
    }

    @Test
    void a_changed_layer_changes_what_is_to_come_and_never_what_was() {
        Schedule schedule = daily("primary", List.of(), "mina", "joe");
        desk.now = Instant.parse("2026-11-25T03:00:00Z");
        Layer weekly = new Layer("days", SEOUL, new Cadence(1, Unit.WEEK, LocalDateTime.parse("2026-11-23T09:00")),
                turns("paul"));
        Schedule after = room.planning()
                .update(joe, schedule.id(), 1, new Draft("Primary", VANCOUVER, Set.of(), List.of(), List.of(weekly)));
        assertThat(after.version()).isEqualTo(2);
        assertThat(who(schedule, NOW)).containsExactly("mina");
        assertThat(who(schedule, Instant.parse("2026-11-24T03:00:00Z"))).containsExactly("joe");
        assertThat(who(schedule, desk.now.minusSeconds(1))).containsExactly("mina");
        assertThat(who(schedule, desk.now)).containsExactly("paul");
        assertThat(after.layersFrom(desk.now)).hasSize(1);
    }

    @Test
    void an_untouched_layer_is_not_cut_by_another_edit() {
        Schedule schedule = daily("primary", List.of(), "mina", "joe");
        desk.now = desk.now.plusSeconds(7200);
        Schedule after = room.planning()
                .update(joe, schedule.id(), 1,
                        new Draft("primary", SEOUL, Set.of("prod-write"), folk.ids("paul"), schedule.layersFrom(desk.now)));
        assertThat(after.layers()).isEqualTo(schedule.layers());
    }

    @Test
    void a_new_line_up_takes_effect_now_or_at_the_next_handoff_with_its_first_in_turn() {
        Schedule schedule = daily("primary", List.of(), "mina", "joe");
        Schedule after = room.planning()
                .lineUp(joe, schedule.id(), 1, "days", turns("paul", "joe", "mina"), Planning.Effect.NEXT_HANDOFF);
        Instant handoff = Instant.parse("2026-11-24T00:00:00Z");
        assertThat(who(schedule, handoff.minusSeconds(1))).containsExactly("mina");
        assertThat(who(schedule, handoff)).containsExactly("paul");
        assertThat(who(schedule, handoff.plus(Duration.ofDays(1)))).containsExactly("joe");
        desk.now = desk.now.plusSeconds(60);
        room.planning().lineUp(joe, schedule.id(), after.version(), "days", turns("joe", "mina"), Planning.Effect.NOW);
        assertThat(who(schedule, NOW)).containsExactly("mina");
        assertThat(who(schedule, desk.now)).containsExactly("joe");
        assertThat(who(schedule, handoff)).containsExactly("mina");
    }

    @Test
    void bad_input_names_the_field_and_the_fix() {
        var layer = JsonMapper.shared().readTree("""
                {"rotation": {"unit": "day", "start": "2026-11-23T09:00"}, "people": ["x"], "zone": "America/Vancuver"}
                """);
        assertThatThrownBy(() -> LayerJson.read(layer, SEOUL, "layers[0]"))
                .hasMessageContaining("America/Vancouver")
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::field)
                .isEqualTo("layers[0].zone");
        refused("people", () -> daily("primary", List.of()));
        refused("people", () -> daily("primary", List.of(), "nobody"));
        refused("fallback", () -> daily("primary", List.of("nobody"), "mina"));
        refused("name", () -> daily(" ", List.of(), "mina"));
        Schedule schedule = daily("primary", List.of(), "mina");
        refused("", () -> daily("PRIMARY", List.of(), "mina"));
        Planning planning = room.planning();
        refused("until", () -> planning.override(
                joe, schedule.id(), replace("joe", "mina", "2026-11-24T12:00", "2026-11-24T11:00")));
        refused("until", () -> planning.override(
                joe, schedule.id(), replace("joe", "mina", "2026-11-20T12:00", "2026-11-20T13:00")));
        refused("person", () -> planning.override(
                joe, schedule.id(), replace("x", "mina", "2026-11-24T12:00", "2026-11-24T13:00")));
        refused("instead_of", () -> planning.override(
                joe, schedule.id(), replace("joe", "", "2026-11-24T12:00", "2026-11-24T13:00")));
        assertThatThrownBy(() -> planning.delete(folk.actor("ana"), schedule.id(), 1))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    void refused(String field, ThrowingCallable act) {
        assertThatThrownBy(act)
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::field)
                .isEqualTo(field);
    }

    @Test
    void a_deleted_name_may_be_used_again() {
        Schedule first = daily("primary", List.of(), "mina");
        room.planning().delete(joe, first.id(), 1);
        assertThat(daily("Primary", List.of(), "joe").name()).isEqualTo("Primary");
    }

    @Test
    void fixed_weekdays_put_everybody_on_their_days() {
        Layer layer = new Template.FixedWeekdays(
                        Map.of(
                                DayOfWeek.MONDAY, folk.ids("mina"),
                                DayOfWeek.TUESDAY, folk.ids("mina"),
                                DayOfWeek.WEDNESDAY, folk.ids("joe"),
                                DayOfWeek.THURSDAY, folk.ids("joe", "paul")),
                        LocalTime.of(9, 0))
                .layer("week", SEOUL, LocalDateTime.ofInstant(desk.now, SEOUL));
        Schedule schedule =
                room.planning().create(joe, new Draft("primary", SEOUL, Set.of(), List.of(), List.of(layer)));
        Instant tuesday = Instant.parse("2026-11-24T12:00:00Z");
        assertThat(who(schedule, desk.now)).containsExactly("mina");
        assertThat(who(schedule, tuesday)).containsExactly("mina");
        assertThat(who(schedule, tuesday.plus(Duration.ofDays(1)))).containsExactly("joe");
        assertThat(who(schedule, tuesday.plus(Duration.ofDays(2)))).containsExactly("joe", "paul");
        assertThat(who(schedule, tuesday.plus(Duration.ofDays(3)))).isEmpty();
        assertThat(who(schedule, tuesday.plus(Duration.ofDays(7)))).containsExactly("mina");
        assertThat(room.onCall().shiftsOf(folk.id("paul"), desk.now, desk.now.plus(Duration.ofDays(7))))
                .containsExactly(new OnCall.Shift(
                        schedule.id(),
                        "primary",
                        Instant.parse("2026-11-26T00:00:00Z"),
                        Instant.parse("2026-11-27T00:00:00Z")));
    }

    @Test
    void what_is_stored_comes_back_as_it_was_said() {
        Layer layer = new Template.NightsByWeek(
                        List.of(folk.ids("mina"), folk.ids("joe", "paul"), List.of()),
                        DayOfWeek.MONDAY,
                        LocalTime.of(20, 0),
                        LocalTime.of(8, 0))
                .layer("nights", VANCOUVER, LocalDateTime.parse("2026-12-01T12:00"))
                .at(3)
                .valid(new When.Local(LocalDateTime.parse("2026-12-01T12:00")), null);
        Schedule schedule = room.planning()
                .create(joe, new Draft("primary", SEOUL, Set.of("prod-write"), folk.ids("paul", "joe"), List.of(layer)));
        Schedule read = otherNode.planning().find(schedule.id()).orElseThrow();
        assertThat(read.layers()).containsExactly(layer);
        assertThat(read.demands()).containsExactly("prod-write");
        assertThat(read.fallback()).isEqualTo(folk.ids("paul", "joe"));
        assertThat(LayerJson.read(LayerJson.write(layer), SEOUL, "layer")).isEqualTo(layer);
    }

    @Test
    void who_in_a_thousand_schedules_takes_less_than_a_millisecond_each() {
        Layer layer = new Template.Weekly(turns("mina", "joe", "paul"), 1, DayOfWeek.MONDAY, LocalTime.of(9, 0))
                .layer("weeks", SEOUL, LocalDateTime.ofInstant(desk.now, SEOUL));
        List<String> ids = tx.write(() -> IntStream.range(0, 1000)
                .mapToObj(i -> room.planning()
                        .create(joe, new Draft("s" + i, SEOUL, Set.of(), List.of(), List.of(layer)))
                        .id())
                .toList());
        ids.forEach(id -> room.onCall().who(id, desk.now));
        long started = System.nanoTime();
        ids.forEach(id -> assertThat(room.onCall().who(id, desk.now).turns()).hasSize(1));
        double millis = (System.nanoTime() - started) / 1e6 / ids.size();
        assertThat(millis).isLessThan(1);
    }

    @Test
    void a_share_is_shown_for_whoever_carries_nothing_too_and_what_nobody_may_do_costs_points() {
        Schedule schedule = daily("primary", List.of(), "mina", "joe");
        Fairness.Shares shares = room.fairness().of(schedule.id(), desk.now, desk.now.plus(Duration.ofDays(10))).orElseThrow();
        assertThat(shares.quality().covered()).isEqualTo(1);
        assertThat(shares.quality().able()).isEqualTo(1);
        // Nine in the morning in Seoul to nine in the morning: both have nights in it, ten days are shared evenly.
        assertThat(shares.shares()).extracting(share -> called(share.person())).containsExactlyInAnyOrder("mina", "joe");
        assertThat(shares.quality().even()).isGreaterThan(0.9);
        Schedule demanding = room.planning().update(joe, schedule.id(), schedule.version(), new Draft(
                "primary", SEOUL, Set.of("database"), List.of(), schedule.layersFrom(desk.now)));
        assertThat(room.fairness().of(demanding.id(), desk.now, desk.now.plus(Duration.ofDays(10))).orElseThrow().quality())
                .satisfies(quality -> {
                    assertThat(quality.able()).isBetween(0.4, 0.6);
                    assertThat(quality.score()).isLessThanOrEqualTo(60);
                });
        assertThat(room.fairness().of("nothing", desk.now, desk.now.plusSeconds(60))).isEmpty();
    }

    @Test
    void a_gap_is_offered_to_responders_who_are_neither_away_nor_on_call_there() {
        Schedule schedule = daily("primary", List.of(), "joe");
        Instant night = Instant.parse("2026-11-23T15:00:00Z");
        assertThat(room.fairness().offers(schedule.id(), night, night.plus(Duration.ofHours(2))))
                .extracting(offer -> called(offer.person()))
                .containsExactly("paul", "mina");
        desk.folk.absences().add(Actor.system(), new Absence.Asked(
                folk.id("paul"), Absence.Kind.AWAY, "2026-11-23", "2026-11-24", "", ""));
        assertThat(room.fairness().offers(schedule.id(), night, night.plus(Duration.ofHours(2))))
                .extracting(offer -> called(offer.person()))
                .containsExactly("mina");
    }
}
