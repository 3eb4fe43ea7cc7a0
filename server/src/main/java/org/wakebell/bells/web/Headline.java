package org.wakebell.bells.web;

import java.util.Comparator;
import java.util.List;
import org.wakebell.bells.BellSetup;
import org.wakebell.platform.web.Page;

/**
 * Whether the reader's own bells would wake them, in one sentence.
 *
 * @param why what the bell it is about said, or empty
 */
record Headline(String text, String why) {

    static Headline of(Page page, List<BellSetup.View> mine) {
        List<BellSetup.View> on = mine.stream().filter(BellSetup.View::on).toList();
        if (on.stream().noneMatch(BellSetup.View::waking)) {
            return new Headline(
                    page.t(on.isEmpty() ? "bells.head.none" : "bells.head.soft"), page.t("bells.head.none.why"));
        }
        for (String state : List.of("NOT_READY", "DOUBTFUL", "")) {
            var worst = on.stream()
                    .filter(b -> b.state().equals(state))
                    .max(Comparator.comparing(BellSetup.View::waking));
            if (worst.isPresent()) {
                String key = "bells.head." + (state.isEmpty() ? "unseen" : state);
                return new Headline(capital(page.t(key, name(page, worst.get()))), capital(worst.get().health()));
            }
        }
        List<String> kinds = on.stream()
                .sorted(Comparator.comparing(BellSetup.View::waking).reversed())
                .map(b -> page.t("bells.your." + b.kind()))
                .distinct()
                .toList();
        return new Headline(capital(page.t("bells.head.READY." + kinds.size(), kinds.toArray())), "");
    }

    static String name(Page page, BellSetup.View bell) {
        return bell.kind().equals("mail") ? page.t("bells.kind.mail") : bell.label();
    }

    static String capital(String sentence) {
        if (sentence.isEmpty()) {
            return sentence;
        }
        int first = sentence.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + sentence.substring(Character.charCount(first));
    }
}
