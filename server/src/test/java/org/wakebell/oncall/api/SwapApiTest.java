package org.wakebell.oncall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakebell.oncall.Desk.seoul;

import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakebell.oncall.Desk;
import org.wakebell.oncall.Schedule;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SwapApiTest {

    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @SuppressWarnings("NullAway.Init")
    Schedule schedule;

    @SuppressWarnings("NullAway.Init")
    SwapApi api;

    @SuppressWarnings("NullAway.Init")
    TemporaryApi temporary;

    @BeforeEach
    void open() {
        desk = new Desk(Databases.SQLITE);
        schedule = desk.daily("primary", "mina", "joe");
        api = new SwapApi(desk.clock, desk.room.onCall(), desk.room.swaps());
        temporary = new TemporaryApi(desk.room.planning(), desk.room.temporaries());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace("SCHEDULE", schedule.id())
                .replace("MINA", desk.folk.id("mina"))
                .replace("JOE", desk.folk.id("joe"))
                .replace("PAUL", desk.folk.id("paul"))
                .replace("'", "\""));
    }

    @Test
    void a_shift_is_asked_for_and_taken_by_programs_too() {
        JsonNode asked = json("""
                {'schedule': 'SCHEDULE', 'from': '2026-11-24T00:00:00Z', 'to': '2026-11-25T00:00:00Z', 'asked': 'MINA',
                 'back': {'schedule': 'SCHEDULE', 'from': '2026-11-27T00:00:00Z', 'to': '2026-11-28T00:00:00Z'}}
                """);
        JsonNode made = Objects.requireNonNull(api.ask(asked, desk.folk.actor("joe")).getBody());
        assertThat(made.get("state").asString()).isEqualTo("open");
        String id = made.get("id").asString();
        JsonNode done = api.accept(id, null, desk.folk.actor("mina"));
        assertThat(done.get("state").asString()).isEqualTo("done");
        assertThat(done.get("missing")).isEmpty();
        assertThat(desk.who(schedule.id(), seoul("2026-11-27T12:00"))).containsExactly("joe");
        assertThat(api.all()).hasSize(1);
        assertThat(api.one(id).get("taker").asString()).isEqualTo(desk.folk.id("mina"));
        assertThatThrownBy(() -> api.withdraw(id, desk.folk.actor("joe"))).hasMessage("Mina Park has taken this shift.");
        assertThatThrownBy(() -> api.ask(json("{'schedule': 'SCHEDULE', 'form': 1}"), desk.folk.actor("joe")))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::field)
                .isEqualTo("form");
    }

    @Test
    void the_running_shift_is_taken_without_a_word_more_than_its_schedule() {
        JsonNode taken = api.cover(schedule.id(), null, desk.folk.actor("paul"));
        assertThat(taken.get("kind").asString()).isEqualTo("cover");
        assertThat(taken.get("to").asString()).isEqualTo("2026-11-24T00:00:00Z");
        assertThat(desk.who(schedule.id(), desk.now)).containsExactly("paul");
    }

    @Test
    void a_temporary_schedule_is_turns_or_spans() {
        JsonNode turns = json("""
                {'name': 'Christmas', 'from': '2026-12-24T18:00', 'to': '2026-12-27T09:00',
                 'rotation': {'every': 1, 'unit': 'day'}, 'people': ['PAUL', ['JOE', 'MINA']]}
                """);
        String made = Objects.requireNonNull(temporary.lay(schedule.id(), turns, desk.folk.actor("joe")).getBody()).get("id").asString();
        assertThat(desk.who(schedule.id(), seoul("2026-12-25T17:59"))).containsExactly("paul");
        assertThat(desk.who(schedule.id(), seoul("2026-12-25T18:00"))).containsExactly("joe", "mina");
        temporary.end(schedule.id(), made, desk.folk.actor("joe"));
        JsonNode spans = json("""
                {'name': 'move', 'from': '2026-12-24T18:00', 'to': '2026-12-25T18:00',
                 'spans': [{'person': 'PAUL', 'from': '2026-12-24T18:00', 'to': '2026-12-24T20:00'}]}
                """);
        temporary.lay(schedule.id(), spans, desk.folk.actor("joe"));
        assertThat(desk.who(schedule.id(), seoul("2026-12-24T19:59"))).containsExactly("paul");
        assertThat(desk.who(schedule.id(), seoul("2026-12-24T20:00"))).isEmpty();
        assertThatThrownBy(() -> temporary.lay(schedule.id(), json(turns.toString().replace("'rotation'", "'rota'").replace("\"rotation\"", "\"rota\"")), desk.folk.actor("joe")))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::field)
                .isEqualTo("rota");
    }
}
