package org.wakebell.paging.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wakebell.incident.Incidents;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Pages;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Words;
import org.wakebell.story.Databases;
import org.wakebell.story.FullHouse;

@NullMarked
class RingingCardTest {

    static Page page(FullHouse night) {
        Reader reader = new Reader(night.who("Ana").id(), "Ana", Set.of("triager"), ZoneOffset.UTC, Locale.ENGLISH);
        return new Pages(
                        night.house().clock(), new Words(), new org.wakebell.platform.web.Files(), request -> reader,
                        new Origin(URI.create("http://wakebell.test")), List.of())
                .of(new MockHttpServletRequest("GET", "/"));
    }

    static String text(Page page, Card.Shown shown) throws Exception {
        var whole = page.show("platform/board.jte", "headline", shown.headline(), "topics", shown.topic(),
                "sheets", List.of(new org.wakebell.platform.web.Sheet("card", shown)));
        MockHttpServletResponse response = new MockHttpServletResponse();
        whole.render(null, new MockHttpServletRequest("GET", "/"), response);
        String html = response.getContentAsString();
        assertThat(html.replaceAll("<[^>]*>", " ")).doesNotContainPattern("\\b(paging|bells|tonight)\\.[a-z]");
        return html.replaceAll("\\s+", " ");
    }

    @Test
    void a_911_is_shown_ring_by_ring_with_its_proof_until_someone_is_up() throws Exception {
        try (FullHouse night = new FullHouse(Databases.SQLITE, "03:12")) {
            night.triager("Ana");
            night.responder("Mina");
            night.siren("Mina");
            RingingCard card = new RingingCard(night.house().paging().paging(), night.house().people().people());
            Card.Shown quiet = card.show(page(night)).orElseThrow();
            assertThat(quiet.weight()).isZero();
            assertThat(quiet.tone()).isEqualTo(Card.Tone.PLAIN);
            assertThat(text(page(night), quiet)).contains("Nothing rings. Nobody is being woken.");

            Incidents incidents = night.house().incident().incidents();
            String incident = incidents.wake(
                    night.by("Ana"), new Incidents.ByHand("", Set.of(night.who("Mina").id()), "Checkout answers 500 to everyone", true));
            night.settle();
            night.until("03:13:30");
            Card.Shown ringing = card.show(page(night)).orElseThrow();
            assertThat(ringing.headline()).isEqualTo("One 911 is ringing.");
            assertThat(ringing.weight()).isEqualTo(100);
            assertThat(ringing.tone()).isEqualTo(Card.Tone.ALARM);
            assertThat(text(page(night), ringing))
                    .contains("911 ringing", "Checkout answers 500 to everyone")
                    .contains("<strong>Mina · siren</strong>", "● the device said that it sounded", "next step in ");

            String open = night.house().paging().paging().open().getFirst().id();
            night.house().paging().paging().answer(night.by("Mina"), open, "up");
            Card.Shown answered = card.show(page(night)).orElseThrow();
            assertThat(answered.weight()).isZero();
            assertThat(text(page(night), answered)).contains("Nothing rings; someone is up.", "Mina is up", incidents.look(incident).orElseThrow().title());
        }
    }

    @Test
    void a_siren_that_cannot_ring_is_shown_as_such() throws Exception {
        try (FullHouse night = new FullHouse(Databases.SQLITE, "03:12")) {
            night.triager("Ana");
            night.responder("Mina");
            night.siren("Mina").close();
            RingingCard card = new RingingCard(night.house().paging().paging(), night.house().people().people());
            night.house().incident().incidents().wake(
                    night.by("Ana"), new Incidents.ByHand("", Set.of(night.who("Mina").id()), "Checkout answers 500", true));
            night.settle();
            night.until("03:13:30");
            assertThat(text(page(night), card.show(page(night)).orElseThrow()))
                    .contains("▲ did not ring")
                    .doesNotContain("the device said that it sounded");
        }
    }

    @Test
    void the_next_step_is_counted_in_minutes_and_seconds() {
        Instant now = FullHouse.instant("03:12");
        assertThat(Ladder.countdown(now, now.plusSeconds(168))).isEqualTo("2:48");
        assertThat(Ladder.countdown(now, now.minusSeconds(3))).isEqualTo("0:00");
    }
}
