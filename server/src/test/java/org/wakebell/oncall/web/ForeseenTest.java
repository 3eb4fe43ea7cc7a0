package org.wakebell.oncall.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakebell.oncall.Desk.seoul;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.view.RedirectView;
import org.wakebell.oncall.Desk;
import org.wakebell.oncall.Schedule;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Page;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;

/** Every form shows the next handoffs before it saves, and saves nothing by showing. */
class ForeseenTest {

    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @SuppressWarnings("NullAway.Init")
    Looking mina;

    @SuppressWarnings("NullAway.Init")
    Actor actor;

    @SuppressWarnings("NullAway.Init")
    Schedule schedule;

    @BeforeEach
    void open() {
        desk = new Desk(Databases.SQLITE);
        mina = new Looking(desk, "mina");
        actor = desk.folk.actor("mina");
        schedule = desk.daily("primary", "mina", "joe");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    MockHttpServletResponse response() {
        return new MockHttpServletResponse();
    }

    @Test
    void another_order_of_people_is_shown_beside_the_one_that_is() throws Exception {
        ScheduleScreen screen = new ScheduleScreen(desk.room.onCall(), desk.room.planning(), desk.room.swaps(), desk.folk.people(), desk.room.lookout());
        MultiValueMap<String, String> sent = Eyes.form(
                "version", "1", "layer", "days", "effect", "next", "people", desk.folk.id("paul"), "people",
                desk.folk.id("mina"), "preview", "1");
        Page page = mina.page("/on-call/x");
        String html = Looking.html(screen.lineUp(schedule.id(), sent, actor, page, response()));
        assertThat(html)
                .contains("So it would be: primary", "As it is")
                .containsSubsequence("<td>12:12</td><td>Mina Park</td><td>Mina Park", "<td>Joe Kim</td><td><strong>Paul Lee</strong>")
                .contains("name=\"effect\" value=\"next\"", "name=\"people\" value=\"" + desk.folk.id("paul") + "\"");
        assertThat(desk.who(schedule.id(), seoul("2026-11-24T10:00"))).containsExactly("joe");
        sent.remove("preview");
        assertThat(screen.lineUp(schedule.id(), sent, actor, page, response())).isInstanceOf(RedirectView.class);
        assertThat(desk.who(schedule.id(), seoul("2026-11-24T10:00"))).containsExactly("paul");
    }

    @Test
    void an_override_that_makes_a_gap_says_so_before_it_is_made() throws Exception {
        OverrideScreen screen = new OverrideScreen(desk.room.onCall(), desk.room.planning(), desk.folk.people());
        MultiValueMap<String, String> sent = Eyes.form(
                "schedule", schedule.id(), "kind", "remove", "person", desk.folk.id("joe"), "instead_of", "", "from",
                "2026-11-24T10:00", "until", "2026-11-24T12:00", "preview", "1");
        String html = Looking.html(screen.send(sent, actor, mina.page("/on-call/override"), response()));
        assertThat(html).contains("Nobody would be on call Tue 24 Nov 10:00 – Tue 24 Nov 12:00.", "<strong>nobody</strong>");
        assertThat(desk.room.planning().find(schedule.id()).orElseThrow().overrides()).isEmpty();
    }

    @Test
    void a_temporary_schedule_is_looked_at_then_saved_and_shown_with_a_button_to_take_it_back() throws Exception {
        TemporaryScreen screen = new TemporaryScreen(
                desk.room.onCall(), desk.room.planning(), desk.room.temporaries(), desk.folk.people());
        assertThat(Looking.html(screen.fresh(schedule.id(), "fixed", mina.page("/on-call/x/temporary"))))
                .contains("name=\"starts\"", "Who, when");
        MultiValueMap<String, String> sent = Eyes.form(
                "kind", "turns", "name", "Christmas", "from", "2026-12-24T18:00", "until", "2026-12-26T18:00", "people",
                desk.folk.id("paul"), "people", desk.folk.id("joe"), "every", "1", "unit", "DAY", "preview", "1");
        String html = Looking.html(screen.send(schedule.id(), sent, actor, mina.page("/on-call/x/temporary"), response()));
        assertThat(html).contains("<strong>Paul Lee</strong>", "value=\"Christmas\"");
        assertThat(desk.room.planning().find(schedule.id()).orElseThrow().overrides()).isEmpty();
        sent.remove("preview");
        sent.add("save", "1");
        assertThat(screen.send(schedule.id(), sent, actor, mina.page("/on-call/x/temporary"), response())).isInstanceOf(RedirectView.class);
        assertThat(desk.who(schedule.id(), seoul("2026-12-25T18:00"))).containsExactly("joe");
        ScheduleScreen shown = new ScheduleScreen(desk.room.onCall(), desk.room.planning(), desk.room.swaps(), desk.folk.people(), desk.room.lookout());
        String there = Looking.html(shown.show(schedule.id(), "2026-12-25T00:00:00Z", mina.page("/on-call/x")));
        assertThat(there).contains("temporary schedule “Christmas”").containsPattern("/temporary/[0-9a-f-]+/remove\"");
        mina.language = Locale.KOREAN;
        assertThat(Looking.html(screen.fresh(schedule.id(), "turns", mina.page("/on-call/x/temporary")))).contains("한동안 다른 사람이");
        MockHttpServletResponse again = response();
        assertThat(Looking.html(screen.send(schedule.id(), sent, actor, mina.page("/on-call/x/temporary"), again))).contains("role=\"alert\"");
        assertThat(again.getStatus()).isEqualTo(409);
    }
}
