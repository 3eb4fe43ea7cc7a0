package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.Fairness;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.fair.Proposal;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Zones;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** Pick people; see rotas for them with what each costs; save one. Looking changes nothing, so it is a GET. */
@Controller
@Allow(Role.RESPONDER)
class PlannerScreen {

    private final OnCall onCall;
    private final Planning planning;
    private final Fairness fairness;
    private final People people;

    PlannerScreen(OnCall onCall, Planning planning, Fairness fairness, People people) {
        this.onCall = onCall;
        this.planning = planning;
        this.fairness = fairness;
        this.people = people;
    }

    @GetMapping("/on-call/planner")
    View ask(@RequestParam MultiValueMap<String, String> sent, Page page, HttpServletResponse response) {
        Wish asked = asked(sent, page);
        if (asked.people().isEmpty() && !sent.containsKey("zone")) {
            return form(page, asked, List.of(), List.of(), Wrong.NOTHING);
        }
        try {
            Fairness.Proposed proposed = propose(asked, page);
            List<Wish.Offer> offers =
                    proposed.proposals().stream().map(one -> offer(page, asked, one)).toList();
            return form(page, asked, offers, proposed.leftOut(), Wrong.NOTHING);
        } catch (Refusal refusal) {
            return form(page, asked, List.of(), List.of(), Wrong.again(page, response, "oncall", refusal));
        }
    }

    @PostMapping("/on-call/planner")
    View save(@RequestParam MultiValueMap<String, String> sent, Actor actor, Page page, HttpServletResponse response) {
        Sent typed = new Sent(sent);
        Wish asked = asked(sent, page);
        try {
            Optional<Proposal> chosen = propose(asked, page).proposals().stream()
                    .filter(one -> word(one).equals(typed.text("kind")))
                    .findFirst();
            Proposal proposal = chosen.orElseThrow(() -> Refusal.invalid("kind", "choose one of the proposals"));
            return Then.go("/on-call/" + planning.create(actor, draft(asked, typed.text("name"), proposal)).id());
        } catch (Refusal refusal) {
            return form(page, asked, List.of(), List.of(), Wrong.again(page, response, "oncall", refusal));
        }
    }

    private Fairness.Proposed propose(Wish asked, Page page) {
        ZoneId zone = Zones.of("zone", asked.zone());
        return fairness.propose(zone, asked.people(), Typed.words(asked.demands()), LocalDate.ofInstant(page.now(), zone));
    }

    private static Draft draft(Wish asked, String name, Proposal proposal) {
        Set<String> demands = Typed.words(asked.demands());
        return new Draft(name, Zones.of("zone", asked.zone()), demands, List.of(), proposal.layers());
    }

    private Wish.Offer offer(Page page, Wish asked, Proposal proposal) {
        List<Shared.Carrier> carriers = proposal.loads().entrySet().stream()
                .flatMap(one -> people.person(one.getKey()).map(p -> FairScreen.carrier(page, p, one.getValue())).stream())
                .toList();
        Shared shared = Shared.of(
                page, proposal.quality(), proposal.loads(), new TreeSet<>(Typed.words(asked.demands())), carriers);
        Week two = new Week(Week.of(page, "").first(), 14, page.times().zone());
        Board board = new Reading(onCall, people, page, two)
                .board(List.of(planning.preview(draft(asked, page.t("oncall.plan." + word(proposal)), proposal), page.now())));
        return new Wish.Offer(word(proposal), proposal.nights(), shared, board);
    }

    private static String word(Proposal proposal) {
        return proposal.kind().name().toLowerCase(Locale.ROOT);
    }

    private static Wish asked(MultiValueMap<String, String> sent, Page page) {
        Sent typed = new Sent(sent);
        String zone = typed.text("zone");
        return new Wish(zone.isEmpty() ? page.times().zone().getId() : zone, Typed.chosen(typed.all("people")), typed.text("demands"));
    }

    private View form(Page page, Wish asked, List<Wish.Offer> offers, List<Person> leftOut, Wrong problem) {
        List<Wish.Choice> choices = people.everyone().stream()
                .filter(person -> person.is(Role.RESPONDER))
                .map(person -> new Wish.Choice(
                        person,
                        person.wakes() + "–" + person.sleeps() + " " + page.times().place(person.zone()),
                        asked.people().contains(person.id())))
                .toList();
        return page.show(
                "oncall/planner.jte", "it", asked, "choices", choices, "zones", Zones.places(), "offers", offers, "leftOut",
                leftOut.stream().map(Person::name).toList(), "problem", problem);
    }
}
