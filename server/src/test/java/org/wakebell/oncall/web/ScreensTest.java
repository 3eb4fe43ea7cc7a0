package org.wakebell.oncall.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.wakebell.oncall.Desk;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.Folk;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Template;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.When;
import org.wakebell.people.Absence;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;

@SuppressWarnings("NullAway.Init")
class ScreensTest {

    static final Instant NOW = Desk.NOW;
    static final ZoneId SEOUL = Desk.SEOUL;

    Desk desk;
    Folk folk;
    Actor joe;
    OnCallRoom room;
    Locale language = Locale.ENGLISH;

    @BeforeEach
    void open() {
        desk = new Desk(Databases.SQLITE);
        folk = desk.folk;
        joe = folk.actor("joe");
        room = desk.room;
    }

    @AfterEach
    void close() {
        desk.close();
    }

    Page page(String path) {
        Reader reader = new Reader(joe.person(), joe.name(), Set.of("responder"), SEOUL, language);
        return new Pages(desk.clock, new Words(), new org.wakebell.platform.web.Files(), request -> reader, new Origin(null), List.of(new OnCallEntry()))
                .of(new MockHttpServletRequest("GET", path));
    }

    String html(View view, Page page) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        view.render(null, new MockHttpServletRequest("GET", page.path()), response);
        String html = response.getContentAsString();
        assertThat(html).doesNotContain("oncall.", " style=", "<script>", "javascript:");
        keep(page.path(), html);
        return html;
    }

    /** Written down when somebody wants to look at them: -Dtest.jvm=-Dwakebell.pages=FOLDER. */
    private void keep(String path, String html) throws Exception {
        String folder = System.getProperty("wakebell.pages", "");
        if (!folder.isEmpty()) {
            String name = path.replaceAll("[^a-z]", "") + "-" + language.getLanguage() + ".html";
            Files.writeString(Path.of(folder, name), html.replaceAll("\\?v=[0-9a-f]+", "").replace("/static/", ""));
        }
    }

    Schedule nights() {
        Layer layer = new Template.Nights(
                        List.of(folk.ids("mina"), folk.ids("joe"), folk.ids("paul")),
                        LocalTime.of(9, 0),
                        LocalTime.of(8, 0))
                .layer("nights", SEOUL, LocalDateTime.parse("2026-11-23T09:00"));
        return room.planning()
                .create(joe, new Draft("primary", SEOUL, Set.of("database"), folk.ids("paul"), List.of(layer)));
    }

    OnCallScreen week() {
        return new OnCallScreen(room.onCall(), room.planning(), folk.people());
    }

    @Test
    void without_a_schedule_the_page_says_what_that_means_and_teaches_the_next_step() throws Exception {
        Page page = page("/on-call");
        assertThat(html(week().week("", "week", "schedule", page), page))
                .contains("Nobody can be on call yet", "a 911 finds nobody", "href=\"/on-call/new\"");
    }

    @Test
    void the_week_shows_people_gaps_what_they_cannot_do_and_now() throws Exception {
        Schedule schedule = nights();
        OverrideScreen overrides = new OverrideScreen(room.onCall(), room.planning(), folk.people());
        MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        sent.setAll(Map.of("schedule", schedule.id(), "kind", "replace", "person", folk.id("paul"), "instead_of", folk.id("mina"),
                "from", "2026-11-26T12:00", "until", "2026-11-26T20:00"));
        assertThat(overrides.send(sent, joe, page("/on-call/override"), new MockHttpServletResponse()))
                .isInstanceOf(RedirectView.class);
        Page page = page("/on-call");
        String html = html(week().week("", "week", "schedule", page), page);
        assertThat(html)
                .contains("class=\"bar-gap\"", "fill=\"url(#gap-lines)\"", "class=\"now-line\"", "override")
                .contains("Mina Park, 12:12", "rota “nights”, turn 1 of 3")
                .contains("Joe Kim", "Nobody on call here has what is demanded: database.")
                .contains("Nobody on call, Tue 24 Nov 08:00 – Tue 24 Nov 09:00")
                .contains("&amp;from=2026-11-30\"", "&amp;from=2026-11-16\"", "src=\"/static/calendar.js")
                .contains("in these days nobody, or nobody able, is on call");
        assertThat(Pattern.compile("<rect[^>]*(width|height)=\"-").matcher(html).find()).isFalse();
    }

    @Test
    void it_reads_in_korean() throws Exception {
        nights();
        language = Locale.KOREAN;
        Page page = page("/on-call");
        assertThat(html(week().week("", "week", "schedule", page), page)).contains("lang=\"ko\"", "지금 당직", "당직자 없음", "임시 변경", "서울");
    }

    @Test
    void the_page_of_a_schedule_explains_an_instant_and_offers_what_may_be_changed() throws Exception {
        Schedule schedule = nights();
        ScheduleScreen screen =
                new ScheduleScreen(room.onCall(), room.planning(), room.swaps(), folk.people(), room.lookout());
        Page page = page("/on-call/schedule");
        assertThat(html(screen.show(schedule.id(), "2026-11-24T12:00:00Z", page), page))
                .contains("Joe Kim is on call in primary", "rota “nights”, turn 2 of 3", "every 1 day at 09:00 in Seoul")
                .contains("only daily 09:00–08:00", "Paul Lee", "name=\"version\" value=\"1\"");
        Page gap = page("/on-call/gap");
        assertThat(html(screen.show(schedule.id(), "2026-11-23T23:30:00Z", gap), gap))
                .contains("Nobody is on call. These would be rung instead.", "fall-back of “primary”");
    }

    @Test
    void a_new_schedule_is_shown_before_it_is_saved_and_then_saved() throws Exception {
        NewScreen screen = new NewScreen(room.onCall(), room.planning(), folk.people());
        MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        sent.setAll(Map.of("template", "weekdays", "name", "days", "zone", "Asia/Seoul", "handoff", "09:00", "preview", "1"));
        for (String day : List.of("mina", "mina", "joe", "joe", "paul", "", "")) {
            sent.add("day", folk.id(day));
        }
        Page page = page("/on-call/new");
        String html = html(screen.send(sent, joe, page, new MockHttpServletResponse()), page);
        assertThat(html).contains("So it would be", "2 gaps in these two weeks", "Mina");
        assertThat(room.planning().all()).isEmpty();
        sent.remove("preview");
        sent.add("save", "1");
        assertThat(screen.send(sent, joe, page, new MockHttpServletResponse())).isInstanceOf(RedirectView.class);
        assertThat(room.planning().all()).extracting(Schedule::name).containsExactly("days");
        assertThat(room.onCall().who(room.planning().all().getFirst().id(), NOW.plus(Duration.ofDays(2))).turns())
                .extracting(turn -> turn.person().name())
                .containsExactly("Joe Kim");
    }

    @Test
    void what_was_typed_wrong_is_said_and_nothing_typed_is_lost() throws Exception {
        NewScreen screen = new NewScreen(room.onCall(), room.planning(), folk.people());
        MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        sent.setAll(Map.of("template", "weekly", "name", "my <rota>", "zone", "America/Vancuver", "weekday", DayOfWeek.FRIDAY.name(), "save", "1"));
        sent.add("people", folk.id("mina"));
        Page page = page("/on-call/new");
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThat(html(screen.send(sent, joe, page, response), page))
                .contains("America/Vancouver", "aria-invalid=\"true\"", "my &lt;rota>", "role=\"alert\"");
        assertThat(response.getStatus()).isEqualTo(400);
        sent.set("zone", "Asia/Seoul");
        sent.set("start", "tomorrow");
        assertThat(html(screen.send(sent, joe, page, response), page)).contains("write it like 2026-11-23");
        assertThat(room.planning().all()).isEmpty();
    }

    @Test
    void an_overlapping_override_is_refused_with_409_and_names_the_other() throws Exception {
        Schedule schedule = nights();
        OverrideScreen screen = new OverrideScreen(room.onCall(), room.planning(), folk.people());
        MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        sent.setAll(Map.of("schedule", schedule.id(), "kind", "replace", "person", folk.id("paul"), "instead_of", folk.id("mina"),
                "from", "2026-11-26T12:00", "until", "2026-11-26T20:00"));
        Page page = page("/on-call/override");
        screen.send(sent, joe, page, new MockHttpServletResponse());
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThat(html(screen.send(sent, joe, page, response), page)).contains("Paul Lee for Mina Park");
        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(html(screen.fresh("", "", "", "", page), page)).contains("value=\"replace\" required checked");
    }

    @Test
    void the_days_of_a_fixed_week_stay_on_their_days_when_the_people_change() throws Exception {
        Layer layer = new Template.FixedWeekdays(
                        Map.of(DayOfWeek.MONDAY, folk.ids("mina"), DayOfWeek.TUESDAY, folk.ids("joe")), LocalTime.of(9, 0))
                .layer("week", SEOUL, LocalDateTime.parse("2026-11-23T12:12"));
        Schedule schedule = room.planning()
                .create(joe, new Draft("primary", SEOUL, Set.of(), List.of(), List.of(layer.valid((When) null, null))));
        ScheduleScreen screen = new ScheduleScreen(room.onCall(), room.planning(), room.swaps(), folk.people(), room.lookout());
        for (String effect : List.of("next", "now")) {
            MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
            sent.setAll(Map.of("version", effect.equals("next") ? "1" : "2", "layer", "week", "effect", effect));
            for (String day : List.of("mina", "paul", "", "", "", "", "", "")) {
                sent.add("people", folk.id(day));
            }
            assertThat(screen.lineUp(schedule.id(), sent, joe, page("/on-call/x"), new MockHttpServletResponse()))
                    .isInstanceOf(RedirectView.class);
            Instant tuesday = Instant.parse("2026-11-24T03:00:00Z");
            assertThat(room.onCall().who(schedule.id(), tuesday).turns())
                    .extracting(turn -> turn.person().name())
                    .containsExactly("Paul Lee");
            assertThat(room.onCall().who(schedule.id(), tuesday.plus(Duration.ofDays(6))).turns())
                    .extracting(turn -> turn.person().name())
                    .containsExactly("Mina Park");
        }
    }

    org.wakebell.platform.web.Card.Shown card() {
        return new OnCallCard(room.planning(), folk.people()).show(page("/")).orElseThrow();
    }

    @Test
    void the_card_teaches_the_first_step_while_there_is_no_schedule() {
        assertThat(Eyes.html(card())).contains("a 911 finds nobody", "href=\"/on-call/new\"");
        assertThat(card().weight()).isZero();
    }

    @Test
    void the_card_shows_a_bar_per_person_the_gap_in_words_and_the_reader_s_hours() {
        Layer layer = new Template.Nights(
                        List.of(folk.ids("mina"), folk.ids("joe"), folk.ids("paul")), LocalTime.of(9, 0), LocalTime.of(8, 0))
                .layer("nights", SEOUL, LocalDateTime.parse("2026-11-23T09:00"));
        room.planning().create(joe, new Draft("primary", SEOUL, Set.of(), List.of(), List.of(layer)));
        String html = Eyes.html(card());
        assertThat(html)
                .contains("aria-label=\"primary: Mina Park until 08:00, nobody on call 08:00–09:00, Joe Kim\"")
                .contains("url(#gap-day)", ">■ gap<", "primary, 08:00–09:00", ">Mina<")
                .contains(">18:00<", ">00:00<", ">06:00<", ">Seoul<")
                .contains("href=\"/on-call/override?schedule=");
        assertThat(Pattern.compile("<rect[^>]*(width|height|x)=\"-").matcher(html).find()).isFalse();
        assertThat(card().headline()).isEqualTo("Nobody is on call in primary 08:00–09:00.");
        assertThat(card().weight()).isEqualTo(50);
        language = Locale.KOREAN;
        assertThat(Eyes.html(card())).contains("앞으로 24시간", "당직자 없음", "서울");
    }

    @Test
    void on_the_card_a_gap_that_the_fall_back_covers_and_people_who_cannot_are_said_more_quietly() {
        nights();
        assertThat(Eyes.html(card())).contains(">■ gap<", ">■ not able<", "primary, from 09:00 on");
        assertThat(card().headline()).startsWith("Nobody able is on call in primary");
        assertThat(card().weight()).isEqualTo(45);
    }

    /** A rule for every bar would stand after the colours of people and paint over them. */
    @Test
    void no_rule_of_the_style_sheet_paints_over_the_colours_of_people() throws Exception {
        String css = Files.readString(Path.of("src/main/resources/static/wakebell.css"));
        assertThat(css).contains(".fp1 { fill:").doesNotContainPattern("(?m)(^|\\})\\s*\\.bar\\b[^-{]*\\{[^}]*fill");
    }

    @Test
    void fairness_shows_each_their_own_load_and_offers_a_gap_to_who_loses_no_sleep() throws Exception {
        Schedule schedule = nights();
        FairScreen screen = new FairScreen(room.planning(), room.fairness());
        for (Locale each : List.of(Locale.ENGLISH, Locale.KOREAN)) {
            language = each;
            Page page = page("/on-call/" + schedule.id() + "/fairness");
            String html = html(screen.show(schedule.id(), "next", page), page);
            assertThat(html).contains("Joe Kim</td>").doesNotContain("Mina Park</td>", "Paul Lee</td>");
            // 08:00 to 09:00 in Seoul has nobody; it is afternoon on the American coast.
            assertThat(html).contains("person=" + folk.id("paul")).contains("/on-call/override?schedule=" + schedule.id());
            assertThat(html(screen.show(schedule.id(), "past", page), page)).doesNotContain("/on-call/override");
        }
    }

    @Test
    void the_planner_proposes_what_breaks_fewest_nights_leaves_out_who_may_not_and_makes_the_schedule() throws Exception {
        PlannerScreen screen = new PlannerScreen(room.onCall(), room.planning(), room.fairness(), folk.people());
        MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        Page page = page("/on-call/planner");
        assertThat(html(screen.ask(sent, page, new MockHttpServletResponse()), page))
                .contains("07:00–23:00 Seoul", "Mina Park")
                .doesNotContain("Ana Ruiz");
        sent.addAll("people", folk.ids("mina", "joe", "paul"));
        sent.set("zone", "America/Vancouver");
        sent.set("demands", "database");
        for (Locale each : List.of(Locale.KOREAN, Locale.ENGLISH)) {
            language = each;
            Page own = page("/on-call/planner");
            String html = html(screen.ask(sent, own, new MockHttpServletResponse()), own);
            assertThat(html).contains("Joe Kim", "value=\"sun\"", "value=\"weekly\"");
            assertThat(html.indexOf("value=\"sun\"")).isLessThan(html.indexOf("value=\"weekly\""));
        }
        sent.set("kind", "sun");
        sent.set("name", "sun");
        assertThat(screen.save(sent, joe, page, new MockHttpServletResponse())).isInstanceOf(RedirectView.class);
        Schedule made = room.planning().all().getFirst();
        assertThat(made.demands()).containsExactly("database");
        assertThat(made.rota().gaps(NOW, NOW.plus(Duration.ofDays(30)))).isEmpty();
        sent.set("kind", "moon");
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThat(html(screen.save(sent, joe, page, response), page)).contains("choose one of the proposals");
        assertThat(response.getStatus()).isEqualTo(400);
    }

    @Test
    void a_month_by_person_has_a_lane_for_everyone_on_call_with_their_nights_and_absences() throws Exception {
        nights();
        folk.absences()
                .add(Actor.system(), new Absence.Asked(folk.id("paul"), Absence.Kind.AWAY, "2026-11-26", "2026-11-27", "", ""));
        for (Locale each : List.of(Locale.KOREAN, Locale.ENGLISH)) {
            language = each;
            Page page = page("/on-call/people");
            String html = html(week().week("2026-11-30", "month", "person", page), page);
            assertThat(html)
                    .contains("data-ask=\"person=" + folk.id("mina"), "class=\"night-span\"", "class=\"away-span\"")
                    .contains("from=2026-10-01", "from=2026-12-01")
                    .doesNotContain("Ana Ruiz</text>", "data-ask=\"schedule=");
            assertThat(Pattern.compile("class=\"tick\"").matcher(html).results().count()).isEqualTo(30);
        }
        Page page = page("/on-call");
        assertThatThrownBy(() -> week().week("", "year", "person", page)).isInstanceOf(Refusal.class).hasMessageContaining("week, weeks or month");
    }
}
