package org.wakebell.oncall.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.wakebell.oncall.Swap;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Refusal;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;

class SwapScreenTest {

    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @SuppressWarnings("NullAway.Init")
    Schedule schedule;

    @SuppressWarnings("NullAway.Init")
    SwapScreen screen;

    @BeforeEach
    void open() {
        desk = new Desk(Databases.SQLITE);
        schedule = desk.daily("primary", "mina", "joe");
        screen = new SwapScreen(desk.room.onCall(), desk.room.planning(), desk.room.swaps(), desk.folk.people());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    String mine(Looking eyes, String called) throws Exception {
        return Looking.html(screen.mine(desk.folk.actor(called), eyes.page("/on-call/mine")));
    }

    @Test
    void my_shifts_are_in_my_zone_with_their_nights_and_a_way_out_of_each() throws Exception {
        Looking mina = new Looking(desk, "mina");
        assertThat(mine(mina, "mina"))
                .contains("You are on call until Tue 24 Nov 09:00", "46 shifts, 46 nights", "☾ 1 night")
                .containsSubsequence("now – Tue 24 Nov 09:00", "Wed 25 Nov 09:00 – Thu 26 Nov 09:00")
                .contains("/on-call/swap?schedule=" + schedule.id() + "&amp;from=2026-11-25T00%3A00%3A00Z");
        assertThat(mine(new Looking(desk, "joe"), "joe")).contains("You are next on call", "times in Vancouver");
        assertThat(mine(new Looking(desk, "paul"), "paul")).contains("You are not on call in the next 90 days");
        mina.language = Locale.KOREAN;
        assertThat(mine(mina, "mina")).contains("내 당직", "밤 46번");
    }

    @Test
    void a_request_is_looked_at_sent_seen_by_the_other_and_accepted() throws Exception {
        Looking mina = new Looking(desk, "mina");
        String fresh = Looking.html(screen.fresh(
                schedule.id(), "2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z", "", desk.folk.actor("mina"), mina.page("/on-call/swap")));
        assertThat(fresh).contains("value=\"2026-11-25T09:00\"", "Joe Kim: primary, Tue 24 Nov 09:00 – Wed 25 Nov 09:00", "Anybody able");
        MultiValueMap<String, String> sent = Eyes.form(
                "schedule", schedule.id(), "asker", desk.folk.id("mina"), "asked", desk.folk.id("paul"), "from", "2026-11-25T09:00",
                "until", "2026-11-26T09:00", "back", "", "note", "a <wedding>", "preview", "1");
        String preview = Looking.html(screen.send(sent, desk.folk.actor("mina"), mina.page("/on-call/swap"), new MockHttpServletResponse()));
        assertThat(preview).contains("<strong>Paul Lee</strong>", "a &lt;wedding>");
        assertThat(desk.room.swaps().open()).isEmpty();
        sent.remove("preview");
        sent.add("save", "1");
        assertThat(screen.send(sent, desk.folk.actor("mina"), mina.page("/on-call/swap"), new MockHttpServletResponse()))
                .isInstanceOf(RedirectView.class);
        Swap swap = desk.room.swaps().open().getFirst();
        Looking paul = new Looking(desk, "paul");
        assertThat(mine(paul, "paul")).contains("Somebody asks you", "Mina Park asks Paul Lee to take a shift in primary", "waiting");
        String asked = Looking.html(screen.one(swap.id(), desk.folk.actor("paul"), paul.page("/on-call/swaps/x")));
        assertThat(asked).contains("/accept\"", "/decline\"", "<strong>Paul Lee</strong>").doesNotContain("/withdraw\"");
        assertThat(Looking.html(screen.one(swap.id(), desk.folk.actor("mina"), mina.page("/on-call/swaps/x"))))
                .contains("/withdraw\"")
                .doesNotContain("/accept\"", "/decline\"");
        assertThat(screen.accept(swap.id(), "", desk.folk.actor("paul"), paul.page("/on-call/swaps/x"), new MockHttpServletResponse()))
                .isInstanceOf(RedirectView.class);
        assertThat(desk.who(schedule.id(), seoul("2026-11-25T12:00"))).containsExactly("paul");
        assertThat(mine(mina, "mina")).contains("Paul Lee takes a shift of Mina Park in primary", ">done<");
        ScheduleScreen there = new ScheduleScreen(
                desk.room.onCall(), desk.room.planning(), desk.room.swaps(), desk.folk.people(), desk.room.lookout());
        assertThat(Looking.html(there.show(schedule.id(), "", mina.page("/on-call/x")))).contains("Paul Lee takes a shift of Mina Park in primary");
        MockHttpServletResponse again = new MockHttpServletResponse();
        assertThat(Looking.html(screen.accept(swap.id(), "", desk.folk.actor("paul"), paul.page("/on-call/swaps/x"), again)))
                .contains("Paul Lee has taken this shift.");
        assertThat(again.getStatus()).isEqualTo(409);
    }

    @Test
    void whoever_is_not_on_call_takes_over_with_one_tap_on_the_on_call_page() throws Exception {
        OnCallScreen week = new OnCallScreen(desk.room.onCall(), desk.room.planning(), desk.folk.people());
        Looking paul = new Looking(desk, "paul");
        assertThat(Looking.html(week.week("", "week", "schedule", paul.page("/on-call")))).contains("/on-call/" + schedule.id() + "/cover", "Take over now: the shift of Mina Park");
        assertThat(Looking.html(week.week("", "week", "schedule", new Looking(desk, "mina").page("/on-call")))).doesNotContain("/cover\"");
        assertThat(Looking.html(week.week("", "week", "schedule", new Looking(desk, "ana").page("/on-call")))).doesNotContain("/cover\"");
        assertThat(Looking.html(week.now(paul.page("/on-call/now")))).doesNotContain("/cover\"");
        assertThat(screen.cover(schedule.id(), desk.folk.id("mina"), "", "/on-call", desk.folk.actor("paul"), paul.page("/on-call")))
                .isInstanceOf(RedirectView.class);
        assertThat(desk.who(schedule.id(), desk.now)).containsExactly("paul");
        assertThat(mine(paul, "paul")).contains("You are on call until");
    }

    @Test
    void a_shift_to_come_is_taken_on_its_schedule_s_page_or_among_my_shifts() throws Exception {
        ScheduleScreen there = new ScheduleScreen(
                desk.room.onCall(), desk.room.planning(), desk.room.swaps(), desk.folk.people(), desk.room.lookout());
        Looking paul = new Looking(desk, "paul");
        String joes = seoul("2026-11-24T09:00").toString();
        String shown = Looking.html(there.show(schedule.id(), joes, paul.page("/on-call/x")));
        assertThat(shown)
                .contains("name=\"at\" value=\"" + joes + "\"", "Take over from Mon 23 Nov 16:00: the shift of Joe Kim")
                .contains("/on-call/" + schedule.id() + "?at=2026-11-25T00:00:00Z#who");
        assertThat(Looking.html(there.show(schedule.id(), joes, new Looking(desk, "joe").page("/on-call/x")))).doesNotContain("/cover\"");
        assertThat(Looking.html(there.show(schedule.id(), joes, new Looking(desk, "ana").page("/on-call/x")))).doesNotContain("/cover\"");
        assertThat(Looking.html(there.show(schedule.id(), "2026-11-20T00:00:00Z", paul.page("/on-call/x")))).doesNotContain("/cover\"");
        assertThat(mine(paul, "paul"))
                .containsSubsequence("Shifts of others", "Mina Park</strong>, now", "Joe Kim</strong>, Mon 23 Nov 16:00 – Tue 24 Nov 16:00")
                .contains("name=\"at\" value=\"" + joes + "\"");
        assertThat(mine(new Looking(desk, "ana"), "ana")).doesNotContain("/cover\"");
        screen.cover(schedule.id(), desk.folk.id("joe"), joes, "/on-call/mine", desk.folk.actor("paul"), paul.page("/on-call/mine"));
        assertThat(desk.who(schedule.id(), seoul("2026-11-24T09:00"))).containsExactly("paul");
        assertThat(desk.who(schedule.id(), seoul("2026-11-25T09:00"))).containsExactly("mina");
        assertThat(mine(paul, "paul")).contains("You are next on call Mon 23 Nov 16:00");
    }

    @Test
    void the_first_eight_shifts_are_shown_at_once_and_the_later_ones_folded() throws Exception {
        assertThat(mine(new Looking(desk, "mina"), "mina"))
                .containsSubsequence("Mon 7 Dec 09:00 –", "38 shifts later than these</summary>", "Wed 9 Dec 09:00 –");
        assertThat(mine(new Looking(desk, "paul"), "paul")).doesNotContain("later than these");
    }

    @Test
    void a_shift_without_end_is_offered_for_a_turn_and_what_is_lacking_is_said_before() throws Exception {
        Schedule alone = desk.demanding("alone", "deploy", "joe");
        String shown = mine(new Looking(desk, "paul"), "paul");
        assertThat(shown).contains("/on-call/" + alone.id() + "/cover", "now – Mon 23 Nov 16:00", "You may not do what is demanded here: deploy.");
    }

    @Test
    void only_a_responder_takes_a_shift_and_nobody_takes_it_for_somebody_else() {
        String joes = seoul("2026-11-24T09:00").toString();
        assertThatThrownBy(() -> screen.cover(
                        schedule.id(), desk.folk.id("joe"), joes, "/on-call", desk.folk.actor("ana"), new Looking(desk, "ana").page("/on-call")))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> desk.room.swaps().cover(
                        desk.folk.actor("mina"), schedule.id(), desk.folk.id("joe"), desk.folk.id("paul"), seoul("2026-11-24T09:00")))
                .hasMessageContaining("Only Paul Lee");
        assertThat(desk.who(schedule.id(), seoul("2026-11-24T09:00"))).containsExactly("joe");
    }

    @Test
    void an_admin_answers_for_somebody_else() throws Exception {
        desk.folk.settle("boss", "Boss Lee", "Asia/Seoul", Role.ADMIN);
        Looking boss = new Looking(desk, "boss");
        String form = Looking.html(screen.fresh(
                schedule.id(), "2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z", desk.folk.id("mina"), desk.folk.actor("boss"), boss.page("/on-call/swap")));
        assertThat(form).contains("You ask for Mina Park");
        MultiValueMap<String, String> sent = Eyes.form(
                "schedule", schedule.id(), "asker", desk.folk.id("mina"), "asked", "", "from", "2026-11-25T09:00", "until",
                "2026-11-26T09:00", "back", "", "note", "", "save", "1");
        screen.send(sent, desk.folk.actor("boss"), boss.page("/on-call/swap"), new MockHttpServletResponse());
        Swap swap = desk.room.swaps().open().getFirst();
        assertThat(Looking.html(screen.one(swap.id(), desk.folk.actor("boss"), boss.page("/on-call/swaps/x"))))
                .contains("Say yes for somebody", ">Paul Lee<")
                .doesNotContain(">Ana Ruiz<");
        screen.accept(swap.id(), desk.folk.id("paul"), desk.folk.actor("boss"), boss.page("/on-call/swaps/x"), new MockHttpServletResponse());
        assertThat(desk.who(schedule.id(), seoul("2026-11-25T12:00"))).containsExactly("paul");
    }
}
