package org.wakebell.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.wakebell.people.Service;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.EveryDatabase;

@EveryDatabase
@SuppressWarnings("NullAway.Init")
class LookoutTest {

    @Parameter
    Databases database;

    Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(database);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_vacation_is_warned_of_as_soon_as_it_is_known_and_said_in_two_languages() {
        Schedule primary = desk.daily("primary", "mina", "joe");
        assertThat(desk.room.lookout().of(primary.id(), desk.now)).extracting(Warning::kind)
                .containsExactly(Warning.Kind.NO_FALLBACK);
        desk.folk.vacation("joe", "2026-11-24T00:00Z", "2026-11-25T00:00Z");
        List<Warning> all = desk.room.lookout().all(desk.now);
        assertThat(all).extracting(Warning::kind).containsExactly(Warning.Kind.VACATION, Warning.Kind.NO_FALLBACK);
        WarningWords words = new WarningWords(desk.folk.people(), new Words()::say);
        assertThat(words.say(all.getFirst(), Locale.ENGLISH, Desk.SEOUL))
                .isEqualTo("Joe Kim is on call while on vacation: Tue 24 Nov 09:00 – Wed 25 Nov 09:00.");
        assertThat(words.say(all.getFirst(), Locale.KOREAN, Desk.SEOUL)).startsWith("Joe Kim 님이 휴가 중에 당직입니다");
        desk.folk.leave("joe");
        assertThat(desk.room.lookout().of(primary.id(), desk.now)).extracting(Warning::kind)
                .contains(Warning.Kind.GAP, Warning.Kind.INACTIVE);
    }

    @Test
    void every_kind_of_warning_has_words() {
        Words words = new Words();
        for (Warning.Kind kind : Warning.Kind.values()) {
            assertThat(words.has(Locale.ENGLISH, "oncall.warn." + kind)).as("%s", kind).isTrue();
            assertThat(words.has(Locale.KOREAN, "oncall.warn." + kind)).as("%s", kind).isTrue();
        }
    }

    @Test
    void whoever_is_on_leave_or_asleep_is_left_out_with_the_reason() {
        Schedule primary = desk.daily("primary", "ana");
        Service api = new Service("s", "api", "", Set.of("prod-write"));
        assertThat(desk.room.onCall().whoCanHelp(api, List.of(primary.id()), desk.now).awake())
                .extracting(helper -> helper.person().name()).contains("Mina Park");
        desk.folk.travel("paul", "2026-11-23", "2026-11-30", "Asia/Seoul");
        desk.folk.vacation("mina", "2026-11-23", "2026-11-30");
        OnCall.CanHelp help = desk.room.onCall().whoCanHelp(api, List.of(primary.id()), desk.now.plusSeconds(60));
        assertThat(help.awake()).extracting(helper -> helper.person().name() + " " + helper.why())
                .as("leave that says so changes where somebody is, not whether they may be asked")
                .containsExactly("Paul Lee awake (12:13 in Seoul), may prod-write", "Joe Kim awake (20:13 in Vancouver), may prod-write");
        assertThat(help.left()).extracting(OnCall.Helper::why).containsExactly("off until Tue 1 Dec 00:00 Asia/Seoul");
        assertThat(help.onCall().getFirst().turns().getFirst().person().name()).isEqualTo("Ana Ruiz");
        Instant night = Instant.parse("2026-11-23T11:00:00Z");
        assertThat(desk.room.onCall().whoCanHelp(api, List.of(primary.id()), night).left())
                .extracting(OnCall.Helper::why)
                .contains("asleep (04:00 in Vancouver)");
    }
}
