package org.wakebell.platform.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The first page: what goes on, in one sentence, and then the cards that the rooms contribute. */
@Controller
class Board {

    private static final Logger LOG = LoggerFactory.getLogger(Board.class);

    private final List<Card> cards;

    Board(ObjectProvider<Card> cards) {
        this.cards = cards.stream().sorted(Comparator.comparingInt(Card::place)).toList();
    }

    @SignedIn
    @GetMapping("/")
    View board(Page page) {
        List<Sheet> sheets = new ArrayList<>();
        for (Card card : cards) {
            try {
                card.show(page).ifPresent(shown -> sheets.add(new Sheet("card-" + card.place(), shown)));
            } catch (RuntimeException e) {
                // One broken card must not hide what rings on another.
                LOG.error("the card {} could not be shown", card.getClass().getName(), e);
                sheets.add(new Sheet("card-" + card.place(), broken(page)));
            }
        }
        String topics = String.join(" ", sheets.stream().map(s -> s.shown().topic()).distinct().toList());
        return page.show("platform/board.jte", "headline", headline(page, sheets), "sheets", sheets, "topics", topics);
    }

    /** The two heaviest sentences; when nothing weighs anything, that all is quiet. */
    static String headline(Page page, List<Sheet> sheets) {
        List<String> said = sheets.stream()
                .map(Sheet::shown)
                .filter(s -> s.weight() > 0 && !s.headline().isEmpty())
                .sorted(Comparator.comparingInt(Card.Shown::weight).reversed())
                .limit(2)
                .map(Card.Shown::headline)
                .toList();
        return said.isEmpty() ? page.t("platform.board.quiet") : String.join(" ", said);
    }

    private static Card.Shown broken(Page page) {
        return new Card.Shown(
                Card.Size.HALF, Card.Tone.ALARM, "platform", page.t("platform.board.broken"), 50,
                page.part("platform/broken-card.jte"));
    }

    @Component
    static class BoardEntry implements Entry {
        @Override
        public int place() {
            return 10;
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public String word() {
            return "platform.board.nav";
        }

        @Override
        public String icon() {
            return "board";
        }
    }
}
