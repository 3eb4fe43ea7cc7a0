package org.wakebell.oncall.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wakebell.oncall.Lookout;
import org.wakebell.oncall.Warning;
import org.wakebell.oncall.WarningWords;
import org.wakebell.people.People;
import org.wakebell.platform.web.Card;
import org.wakebell.platform.web.Page;

/** What is wrong with the next 60 days: nothing is shown if nothing is. */
@Component
class WarningsCard implements Card {

    private static final int SHOWN = 5;

    private final Lookout lookout;
    private final People people;

    WarningsCard(Lookout lookout, People people) {
        this.lookout = lookout;
        this.people = people;
    }

    @Override
    public int place() {
        return 50;
    }

    @Override
    public Optional<Shown> show(Page page) {
        List<Warning> all = lookout.all(page.now());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        boolean empty = all.getFirst().kind() == Warning.Kind.EMPTY;
        List<Warned> shown = all.stream().limit(SHOWN).map(w -> warned(page, people, w)).toList();
        return Optional.of(new Shown(
                Size.HALF,
                Tone.PLAIN,
                "oncall people",
                empty ? page.t("oncall.warn.headline", all.getFirst().name()) : "",
                empty ? 60 : 0,
                page.part("oncall/warnings-card.jte", "shown", shown, "more", all.size() - shown.size())));
    }

    static Warned warned(Page page, People people, Warning w) {
        WarningWords words = new WarningWords(people, (language, key, values) -> page.t(key, values));
        return new Warned(
                w.kind().loud(), w.schedule(), w.name(), words.say(w, Locale.of(page.language()), page.times().zone()),
                w.kind() == Warning.Kind.UNREAD ? "/on-call/calendars/read" : "");
    }

    static List<Warned> of(Page page, People people, Lookout lookout, String schedule) {
        return schedule.isEmpty()
                ? List.of()
                : lookout.of(schedule, page.now()).stream().map(w -> warned(page, people, w)).toList();
    }
}
