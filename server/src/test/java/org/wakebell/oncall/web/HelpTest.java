package org.wakebell.oncall.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wakebell.oncall.Desk;
import org.wakebell.oncall.Schedule;
import org.wakebell.story.Databases;

/** Who could help besides those on call, as the screens say it. */
@SuppressWarnings("NullAway.Init")
class HelpTest {

    Desk desk;
    Schedule schedule;
    ScheduleScreen screen;

    @BeforeEach
    void open() {
        desk = new Desk(Databases.SQLITE);
        schedule = desk.demanding("primary", "database", "mina");
        screen = new ScheduleScreen(
                desk.room.onCall(), desk.room.planning(), desk.room.swaps(), desk.folk.people(), desk.room.lookout());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void whoever_is_awake_and_able_is_named_on_the_on_call_page_with_the_reason() throws Exception {
        OnCallScreen week = new OnCallScreen(desk.room.onCall(), desk.room.planning(), desk.folk.people());
        assertThat(Looking.html(week.week("", "week", "schedule", new Looking(desk, "mina").page("/on-call"))))
                .containsSubsequence("Who else could help (1)", "Paul Lee", "awake, 19:12 Los Angeles · may database")
                .doesNotContain("Joe Kim<div", "left in peace");
        Looking korean = new Looking(desk, "mina");
        korean.language = Locale.KOREAN;
        assertThat(Looking.html(week.week("", "week", "schedule", korean.page("/on-call")))).contains("그 밖에 도울 수 있는 사람 (1)", "깨어 있음, 19:12");
    }

    @Test
    void who_sleeps_or_is_off_at_that_instant_is_left_in_peace_and_it_is_said_why() throws Exception {
        String night = "2026-11-23T11:00:00Z";
        assertThat(shown(night)).contains("Who else could help (0)", "Nobody else who may help is awake.", "asleep, 03:00 Los Angeles");
        desk.folk.vacation("paul", "2026-11-23", "2026-11-30");
        assertThat(shown(night)).contains("off until Tue 1 Dec").doesNotContain("asleep,");
    }

    private String shown(String at) throws Exception {
        return Looking.html(screen.show(schedule.id(), at, new Looking(desk, "mina").page("/on-call/x")));
    }
}
