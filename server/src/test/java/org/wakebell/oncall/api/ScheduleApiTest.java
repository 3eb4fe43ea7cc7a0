package org.wakebell.oncall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakebell.oncall.Desk;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class ScheduleApiTest {

    Desk desk;
    Actor joe;
    ScheduleApi api;

    @BeforeEach
    void open() {
        desk = new Desk(Databases.SQLITE);
        joe = desk.folk.actor("joe");
        api = new ScheduleApi(desk.clock, desk.room.onCall(), desk.room.planning());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    JsonNode json(String text) {
        return JsonMapper.shared()
                .readTree(text.replace("MINA", desk.folk.id("mina")).replace("JOE", desk.folk.id("joe")).replace("'", "\""));
    }

    static final String PRIMARY = """
            {'name': 'primary', 'zone': 'Asia/Seoul', 'demands': ['prod-write'], 'fallback': ['JOE'], 'layers': [
              {'name': 'days', 'rotation': {'every': 1, 'unit': 'day', 'start': '2026-11-23T09:00'},
               'people': ['MINA', ['JOE', 'MINA']], 'restrict': [{'days': ['MO', 'TU'], 'from': '09:00', 'to': '24:00'}]}]}
            """;

    String create() {
        JsonNode made = Objects.requireNonNull(api.create(json(PRIMARY), joe).getBody());
        return made.get("id").asString();
    }

    @Test
    void what_is_written_is_read_back_and_may_be_sent_again() {
        String id = create();
        JsonNode read = api.one(id);
        assertThat(read.get("layers").get(0).get("restrict").get(0).get("to").asString()).isEqualTo("00:00");
        assertThat(read.get("layers").get(0).get("people").get(1)).hasSize(2);
        JsonNode again = api.update(id, read, joe);
        assertThat(again.get("version").asLong()).isEqualTo(2);
        assertThat(again.get("layers")).isEqualTo(read.get("layers"));
        assertThatThrownBy(() -> api.update(id, read, joe))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.CONFLICT);
    }

    @Test
    void who_and_shifts_say_what_the_calendar_says() {
        String id = create();
        JsonNode who = api.who("", "").get(0);
        assertThat(who.get("people").get(0).get("name").asString()).isEqualTo("Mina Park");
        assertThat(who.get("until").asString()).isEqualTo("2026-11-23T15:00:00Z");
        assertThat(api.who("2026-11-25T03:00:00Z", id).get(0).get("fallback").asBoolean()).isTrue();
        JsonNode shifts = api.shifts(id, "2026-11-23T03:12:00Z", "2026-11-25T00:00:00Z", true, false);
        assertThat(shifts).hasSize(4);
        assertThat(shifts.get(1).get("people")).isEmpty();
        assertThat(shifts.get(2).get("start").asString()).isEqualTo("2026-11-24T00:00:00Z");
        assertThat(shifts.get(2).get("layer").asString()).isEqualTo("days");
        assertThat(shifts.get(2).get("people")).hasSize(2);
    }

    @Test
    void an_override_needs_no_kind_and_may_be_taken_back() {
        String id = create();
        JsonNode asked = json("{'person': 'JOE', 'instead_of': 'MINA', 'from': '2026-11-23T12:00', 'to': '2026-11-23T20:00'}");
        String made = Objects.requireNonNull(api.override(id, asked, joe).getBody()).get("id").asString();
        assertThat(api.who("", id).get(0).get("people").get(0).get("why").asString())
                .isEqualTo("on call until 20:00 Asia/Seoul, covering for Mina Park");
        api.dropOverride(id, made, joe);
        assertThat(api.who("", id).get(0).get("people").get(0).get("name").asString()).isEqualTo("Mina Park");
    }

    @Test
    void who_could_help_besides_is_asked_of_a_schedule_too_each_with_the_reason() {
        String id = create();
        JsonNode help = api.help(id, "");
        assertThat(help.get("onCall").get(0).get("name").asString()).isEqualTo("Mina Park");
        assertThat(help.get("awake").valueStream().map(one -> one.get("name").asString() + ": " + one.get("why").asString()))
                .containsExactly("Paul Lee: awake (19:12 in Los Angeles), may prod-write", "Joe Kim: awake (20:12 in Vancouver), may prod-write");
        JsonNode night = api.help("primary", "2026-11-23T11:00:00Z");
        assertThat(night.get("awake")).isEmpty();
        assertThat(night.get("left").get(0).get("why").asString()).isEqualTo("asleep (04:00 in Vancouver)");
    }

    @Test
    void a_wrong_field_is_named() {
        refused("colour", "{'name': 'x', 'zone': 'Asia/Seoul', 'colour': 'red'}");
        refused("zone", "{'name': 'x', 'zone': 'Seol'}");
        refused("layers[0].rotation.unit", PRIMARY.replace("'day'", "'fortnight'"));
        refused("layers[0].rotation.start", PRIMARY.replace("2026-11-23T09:00", "tomorrow"));
        refused("layers[0].restrict[0].days", PRIMARY.replace("'MO'", "'XX'"));
        refused("people", PRIMARY.replace("'MINA'", "'nobody'"));
        refused("layers", "{'name': 'x', 'zone': 'Asia/Seoul'}");
    }

    void refused(String field, String sent) {
        assertThatThrownBy(() -> api.create(json(sent), joe))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::field)
                .isEqualTo(field);
    }
}
