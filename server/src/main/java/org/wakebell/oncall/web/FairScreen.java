package org.wakebell.oncall.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.Fairness;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.fair.Load;
import org.wakebell.oncall.rotation.Span;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** How fairly a schedule is shared, and who could take its gaps. People see their own load, admins everyone's. */
@Controller
class FairScreen {

    private static final Duration PERIOD = Duration.ofDays(90);
    private static final Duration GAPS = Duration.ofDays(60);
    private static final int MOST_GAPS = 10;
    private static final int OFFERS = 3;

    private final Planning planning;
    private final Fairness fairness;

    FairScreen(Planning planning, Fairness fairness) {
        this.planning = planning;
        this.fairness = fairness;
    }

    @SignedIn
    @GetMapping("/on-call/{id}/fairness")
    View show(@PathVariable String id, @RequestParam(defaultValue = "next") String period, Page page) {
        Schedule schedule = planning.find(id)
                .orElseThrow(() -> Refusal.missing("There is no such schedule; it may have been deleted."));
        boolean past = period.equals("past");
        Instant from = past ? page.now().minus(PERIOD) : page.now();
        Fairness.Shares shares = fairness.of(id, from, from.plus(PERIOD)).orElseThrow();
        boolean all = page.reader().isAny("admin");
        Map<String, Load> loads = new HashMap<>();
        shares.shares().forEach(share -> loads.put(share.person().id(), share.load()));
        List<Shared.Carrier> shown = shares.shares().stream()
                .filter(share -> all || share.person().id().equals(page.reader().person()))
                .map(share -> carrier(page, share.person(), share.load()))
                .toList();
        Shared shared = Shared.of(page, shares.quality(), loads, new TreeSet<>(schedule.demands()), shown);
        boolean mayPlan = page.reader().isAny("admin", "responder");
        return page.show(
                "oncall/fairness.jte", "schedule", schedule, "it", shared, "past", past, "all", all,
                "holes", past || !mayPlan ? List.<Hole>of() : holes(schedule, page));
    }

    static Shared.Carrier carrier(Page page, Person person, Load load) {
        return new Shared.Carrier(person.name(), page.colour(person.id()), load);
    }

    private List<Hole> holes(Schedule schedule, Page page) {
        return schedule.rota().gaps(page.now(), page.now().plus(GAPS)).stream()
                .limit(MOST_GAPS)
                .map(gap -> hole(schedule, gap, page))
                .toList();
    }

    private Hole hole(Schedule schedule, Span gap, Page page) {
        String fill = "/on-call/override?schedule=" + schedule.id() + "&at=" + gap.from() + "&to=" + gap.until();
        List<Hole.Offered> offers = fairness.offers(schedule.id(), gap.from(), gap.until()).stream()
                .limit(OFFERS)
                .map(offer -> new Hole.Offered(offer.person().name(), why(offer, page), fill + "&person=" + offer.person().id()))
                .toList();
        return new Hole(
                page.times().at(gap.from()) + " – " + page.times().at(gap.until()), page.times().length(gap.length()),
                offers, fill);
    }

    private static String why(Fairness.Offer offer, Page page) {
        String sleep = offer.why().asleep().isZero()
                ? page.t("oncall.fair.offer.awake")
                : page.t("oncall.fair.offer.asleep", Shared.hours(offer.why().asleep()));
        String able = offer.why().able() ? "" : page.t("oncall.fair.offer.unable") + " ";
        return able + sleep + " " + page.t("oncall.fair.offer.carried", Shared.hours(offer.why().carried()));
    }
}
