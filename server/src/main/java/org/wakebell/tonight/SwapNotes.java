package org.wakebell.tonight;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Swap;
import org.wakebell.oncall.Swaps;
import org.wakebell.paging.Paging;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.web.Words;

/** Tells the other side of each step of a swap, by their soft bells (mail, push), in their language and zone. */
final class SwapNotes implements DutyKind {

    private final People people;
    private final OnCall oncall;
    private final Swaps swaps;
    private final Paging paging;
    private final Words words;

    SwapNotes(People people, OnCall oncall, Swaps swaps, Paging paging, Words words) {
        this.people = people;
        this.oncall = oncall;
        this.swaps = swaps;
        this.paging = paging;
        this.words = words;
    }

    @Override
    public String name() {
        return Swaps.TELL;
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> {
            String[] said = held.duty().payload().split(" ");
            Swaps.Step step = Swaps.Step.valueOf(said[0]);
            Swap swap = swaps.find(held.duty().about()).orElse(null);
            Person to = people.person(said[1]).filter(Person::active).orElse(null);
            if (swap != null && to != null) {
                tell(swap, step, to, held.duty().key());
            }
            return new Held.Next.Done();
        });
    }

    private void tell(Swap swap, Swaps.Step step, Person to, String key) {
        Locale language = to.language();
        String schedule = schedule(swap.part().schedule());
        String which = "tonight.swap." + step + (step == Swaps.Step.DONE && to.id().equals(swap.taker()) ? ".taker" : "");
        if (step == Swaps.Step.COVERED && to.id().equals(swap.taker())) {
            which = "tonight.swap.DONE.taker";
        }
        String asker = name(swap.asker());
        String other = name(swap.taker().isEmpty() ? swap.asked() : swap.taker());
        StringBuilder text = new StringBuilder(words.say(language, which + ".text", asker, other, schedule, span(swap.part(), to)));
        Swap.Part back = swap.back();
        if (back != null && (step == Swaps.Step.ASKED || step == Swaps.Step.DONE)) {
            text.append('\n').append(words.say(language, "tonight.swap.back", asker, other, schedule(back.schedule()), span(back, to)));
        }
        if (!swap.note().isEmpty() && step == Swaps.Step.ASKED) {
            text.append("\n\n").append(swap.note());
        }
        String title = words.say(language, which, asker, other, schedule);
        paging.note(to, key, title, text.toString(), "/on-call/swaps/" + swap.id());
    }

    private String name(String id) {
        return people.person(id).map(Person::name).orElse("");
    }

    private String schedule(String id) {
        return oncall.named().stream().filter(one -> one.id().equals(id)).map(OnCall.Named::name).findFirst().orElse("?");
    }

    /** By the clock of where the reader is then. */
    private String span(Swap.Part part, Person to) {
        ZoneId zone = people.zoneOf(to, part.from());
        return String.join(" – ", List.of(at(part.from(), zone, to), at(part.until(), zone, to))) + " (" + zone.getId() + ")";
    }

    private String at(Instant instant, ZoneId zone, Person to) {
        String pattern = words.say(to.language(), "platform.time.day.year") + " HH:mm";
        return DateTimeFormatter.ofPattern(pattern, to.language()).format(instant.atZone(zone));
    }
}
