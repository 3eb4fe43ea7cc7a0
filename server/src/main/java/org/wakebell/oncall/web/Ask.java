package org.wakebell.oncall.web;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Swap;
import org.wakebell.oncall.Swaps;
import org.wakebell.people.People;
import org.wakebell.platform.web.Page;

/**
 * A swap in words.
 *
 * @param back what is given in return, or empty
 * @param colour of the mark: {@code g} done, {@code a} waiting, else empty
 */
public record Ask(String id, String words, String when, String back, String note, String state, String colour) {

    /** Those whose shifts are not over yet. */
    static List<Ask> of(Swaps swaps, Planning planning, People people, Page page, Predicate<Swap> which) {
        return swaps.current().stream().filter(which).map(swap -> of(swap, planning, people, page)).toList();
    }

    static Ask of(Swap swap, Planning planning, People people, Page page) {
        Why why = new Why(people, page);
        String words = page.t(
                swap.kind() == Swap.Kind.COVER
                        ? "oncall.swap.covered"
                        : swap.state() == Swap.State.DONE
                                ? "oncall.swap.taken"
                                : swap.asked().isEmpty() ? "oncall.swap.asks.anybody" : "oncall.swap.asks",
                why.name(swap.asker()),
                why.name(swap.taker().isEmpty() ? swap.asked() : swap.taker()),
                name(planning, swap.part().schedule()));
        Swap.Part back = swap.back();
        String given = back == null
                ? ""
                : page.t("oncall.swap.back", why.name(swap.asker()), name(planning, back.schedule()), span(page, back.from(), back.until()));
        return new Ask(
                swap.id(), words, span(page, swap.part().from(), swap.part().until()), given, swap.note(),
                page.t("oncall.swap.state." + swap.state()), switch (swap.state()) {
                    case DONE -> "g";
                    case OPEN -> "a";
                    case DECLINED, WITHDRAWN, EXPIRED, OUT_OF_DATE -> "";
                });
    }

    static String span(Page page, Instant from, Instant until) {
        return page.times().at(from) + " – " + page.times().at(until);
    }

    private static String name(Planning planning, String schedule) {
        return planning.find(schedule).map(Schedule::name).orElse("?");
    }
}
