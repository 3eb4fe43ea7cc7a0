package org.wakebell.tonight.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Sheet;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.FullHouse;

@NullMarked
class TonightCardTest {

    static Page page(FullHouse night) {
        Reader reader = new Reader(night.who("Mina").id(), "Mina", Set.of("responder"), ZoneOffset.UTC, Locale.ENGLISH);
        return new Pages(
                        night.house().clock(), new Words(), new org.wakebell.platform.web.Files(), request -> reader,
                        new Origin(URI.create("http://wakebell.test")), List.of())
                .of(new MockHttpServletRequest("GET", "/"));
    }

    static Card.Shown shown(FullHouse night) {
        return new TonightCard(
                        night.house().tonight().tonight(), night.house().onCall().onCall(), night.house().people().people())
                .show(page(night))
                .orElseThrow();
    }

    static String text(FullHouse night) throws Exception {
        Card.Shown shown = shown(night);
        var whole = page(night).show("platform/board.jte", "headline", shown.headline(), "topics", shown.topic(),
                "sheets", List.of(new Sheet("card", shown)));
        MockHttpServletResponse response = new MockHttpServletResponse();
        whole.render(null, new MockHttpServletRequest("GET", "/"), response);
        String html = response.getContentAsString();
        assertThat(html.replaceAll("<[^>]*>", " ")).doesNotContainPattern("\\btonight\\.[a-z]");
        return html.replaceAll("\\s+", " ");
    }

    @Test
    void nobody_on_call_is_said_loudly_with_what_to_do() throws Exception {
        try (FullHouse night = new FullHouse(Databases.SQLITE, "21:00")) {
            night.responder("Mina");
            assertThat(shown(night).headline()).isEqualTo("Nobody is on call tonight.");
            assertThat(shown(night).weight()).isEqualTo(60);
            assertThat(text(night)).contains("There is no schedule yet", "href=\"/on-call/new\"");
        }
    }

    @Test
    void a_sleeper_with_a_siren_that_works_is_ready_and_one_without_is_not() throws Exception {
        try (FullHouse night = new FullHouse(Databases.SQLITE, "02:00")) {
            night.responder("Mina");
            night.schedule("nights", "Mina");
            assertThat(shown(night).headline()).isEqualTo("Mina could not be woken.");
            assertThat(text(night)).contains("■ not ready", "asleep · on call", "No loud bell is set up", "href=\"/bells\"");

            night.siren("Mina");
            assertThat(shown(night).headline()).isEqualTo("Everyone on call could be woken.");
            assertThat(text(night)).contains("● ready", "asleep · on call").doesNotContain("href=\"/bells\">Look");
        }
    }

    @Test
    void a_siren_that_went_away_shows_before_anyone_needs_it() throws Exception {
        try (FullHouse night = new FullHouse(Databases.SQLITE, "02:00")) {
            night.responder("Mina");
            night.schedule("nights", "Mina");
            night.siren("Mina").close();
            night.until("02:03");
            assertThat(shown(night).weight()).isEqualTo(60);
            assertThat(text(night)).contains("■ not ready", "No loud bell works.");
        }
    }
}
