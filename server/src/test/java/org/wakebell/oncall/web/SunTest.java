package org.wakebell.oncall.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.view.RedirectView;
import org.wakebell.oncall.Desk;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.story.Databases;
import org.wakebell.story.Eyes;

class SunTest {

    static MultiValueMap<String, String> form(Desk desk) {
        MultiValueMap<String, String> sent = Eyes.form(
                "template", "sun", "name", "sun", "zone", "Asia/Seoul", "start", "2026-11-30", "handoff", "00:00");
        String[][] sites = {
            {"Asia/Seoul", "09:00", "17:00", "mina", ""},
            {"Europe/Berlin", "09:00", "17:00", "joe", ""},
            {"America/Los_Angeles", "08:00", "16:00", "paul", "ana"}
        };
        for (String[] site : sites) {
            sent.add("site-zone", site[0]);
            sent.add("site-from", site[1]);
            sent.add("site-until", site[2]);
            sent.add("site-person", desk.folk.id(site[3]));
            sent.add("site-person", site[4].isEmpty() ? "" : desk.folk.id(site[4]));
        }
        return sent;
    }

    @Test
    void each_place_has_its_own_working_hours_and_the_gaps_between_them_are_shown() throws Exception {
        try (Desk desk = new Desk(Databases.SQLITE)) {
            Looking eyes = new Looking(desk, "mina");
            NewScreen screen = new NewScreen(desk.room.onCall(), desk.room.planning(), desk.folk.people());
            assertThat(Looking.html(screen.fresh("sun", eyes.page("/on-call/new")))).contains("Follow the sun", "value=\"Europe/Berlin\"");
            MultiValueMap<String, String> sent = form(desk);
            sent.add("preview", "1");
            sent.put("site-until", List.of("17:00", "16:00", "16:00"));
            String html = Looking.html(screen.send(sent, desk.folk.actor("mina"), eyes.page("/on-call/new"), new MockHttpServletResponse()));
            assertThat(html).containsPattern("1[0-9] gaps in these two weeks").contains("Mina Park");
            sent.remove("preview");
            sent.put("site-until", List.of("17:00", "17:00", "16:00"));
            sent.add("save", "1");
            assertThat(screen.send(sent, desk.folk.actor("mina"), eyes.page("/on-call/new"), new MockHttpServletResponse()))
                    .isInstanceOf(RedirectView.class);
            var made = desk.room.planning().all().getFirst();
            assertThat(made.layersFrom(desk.now)).extracting(layer -> layer.name()).containsExactly("Seoul", "Berlin", "Los Angeles");
            // Seoul 00-08Z, Berlin 08-16Z, Los Angeles 16-24Z: no gap in winter.
            Instant monday = Instant.parse("2026-12-01T00:00:00Z");
            assertThat(made.rota().gaps(monday, monday.plusSeconds(5 * 86_400))).isEmpty();
            assertThat(desk.who(made.id(), monday)).containsExactly("mina");
            assertThat(desk.who(made.id(), monday.plusSeconds(8 * 3_600))).containsExactly("joe");
            assertThat(desk.who(made.id(), monday.plusSeconds(16 * 3_600))).hasSize(1).isSubsetOf("paul", "ana");
            // In summer Berlin is an hour earlier and so is Los Angeles: Seoul and Berlin share an hour, the evening has a gap.
            Instant summer = Instant.parse("2027-07-05T00:00:00Z");
            assertThat(desk.who(made.id(), summer.plusSeconds(7 * 3_600))).containsExactly("mina", "joe");
            List<Span> gaps = made.rota().gaps(summer, summer.plusSeconds(86_400));
            assertThat(gaps).extracting(Span::from).containsExactly(Instant.parse("2027-07-05T23:00:00Z"));
        }
    }

    @Test
    void one_place_is_not_the_sun() throws Exception {
        try (Desk desk = new Desk(Databases.SQLITE)) {
            MultiValueMap<String, String> sent = form(desk);
            sent.put("site-person", List.of(desk.folk.id("mina"), "", "", "", "", ""));
            sent.add("save", "1");
            MockHttpServletResponse response = new MockHttpServletResponse();
            NewScreen screen = new NewScreen(desk.room.onCall(), desk.room.planning(), desk.folk.people());
            assertThat(Looking.html(screen.send(sent, desk.folk.actor("mina"), new Looking(desk, "mina").page("/on-call/new"), response)))
                    .contains("role=\"alert\"", "at least two places");
            assertThat(response.getStatus()).isEqualTo(400);
        }
    }
}
