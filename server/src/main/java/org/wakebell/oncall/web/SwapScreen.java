package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Swap;
import org.wakebell.oncall.Swaps;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** My shifts, asking somebody to take one, and answering. */
@Controller
class SwapScreen {

    private static final int MOST_OTHERS = 80;

    private final OnCall onCall;
    private final Planning planning;
    private final Swaps swaps;
    private final People people;

    SwapScreen(OnCall onCall, Planning planning, Swaps swaps, People people) {
        this.onCall = onCall;
        this.planning = planning;
        this.swaps = swaps;
        this.people = people;
    }

    @SignedIn
    @GetMapping("/on-call/mine")
    View mine(Actor actor, Page page) {
        return page.show("oncall/mine.jte", "it", new Mined(planning, swaps, people, page).of(person(actor.person())));
    }

    @Allow(Role.RESPONDER)
    @GetMapping("/on-call/swap")
    View fresh(
            @RequestParam String schedule,
            @RequestParam String from,
            @RequestParam String until,
            @RequestParam(defaultValue = "") String asker,
            Actor actor,
            Page page) {
        Instant start = Typed.parsed("from", from, "2026-11-22T03:12:00Z", Instant::parse);
        Instant end = Typed.parsed("until", until, "2026-11-22T03:12:00Z", Instant::parse);
        String whose = asker.isBlank() ? actor.person() : asker;
        SwapForm form = SwapForm.fresh(schedule, whose, start, end, page.times().zone());
        return form(page, form, List.of(), Set.of(), Wrong.NOTHING);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/swap")
    View send(
            @RequestParam MultiValueMap<String, String> sent, Actor actor, Page page, HttpServletResponse response) {
        SwapForm form = SwapForm.of(sent);
        try {
            Swaps.Request request = form.request(page.times().zone());
            if (sent.containsKey("save")) {
                return Then.go("/on-call/swaps/" + swaps.ask(actor, request).id());
            }
            List<Swaps.Would> would = swaps.preview(actor, request);
            return form(page, form, foreseen(would, page), missing(would), Wrong.NOTHING);
        } catch (Refusal refusal) {
            return form(page, form, List.of(), Set.of(), Wrong.again(page, response, "oncall", refusal));
        }
    }

    @SignedIn
    @GetMapping("/on-call/swaps/{id}")
    View one(@PathVariable String id, Actor actor, Page page) {
        return one(known(id), actor, page, Wrong.NOTHING);
    }

    private View one(Swap swap, Actor actor, Page page, Wrong problem) {
        boolean admin = actor.is(Role.ADMIN);
        boolean takes = swaps.mayTake(swap, person(actor.person()));
        boolean may = takes || admin && swap.open();
        String taker = swap.asked().isEmpty() ? actor.person() : swap.asked();
        List<Swaps.Would> would = swap.open() && (takes || !swap.asked().isEmpty()) ? swaps.preview(swap, taker) : List.of();
        List<Person> others = admin && swap.open() && !takes
                ? people.everyone().stream().filter(p -> swaps.mayTake(swap, p)).toList()
                : List.of();
        return page.show(
                "oncall/swap-one.jte", "it", Ask.of(swap, planning, people, page), "foreseen", foreseen(would, page),
                "missing", missing(would), "takes", takes,
                "declines", swap.open() && !swap.asked().isEmpty() && (swap.asked().equals(actor.person()) || admin),
                "withdraws", swap.open() && (swap.asker().equals(actor.person()) || admin),
                "others", may ? others : List.<Person>of(), "problem", problem);
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/swaps/{id}/accept")
    View accept(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String person,
            Actor actor,
            Page page,
            HttpServletResponse response) {
        return doing(id, actor, page, response, () -> swaps.accept(actor, id, person.isBlank() ? actor.person() : person));
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/swaps/{id}/decline")
    View decline(@PathVariable String id, Actor actor, Page page, HttpServletResponse response) {
        return doing(id, actor, page, response, () -> swaps.decline(actor, id));
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/swaps/{id}/withdraw")
    View withdraw(@PathVariable String id, Actor actor, Page page, HttpServletResponse response) {
        return doing(id, actor, page, response, () -> swaps.withdraw(actor, id));
    }

    /** One tap: whoever presses it is on call from now, or from {@code at}, until the other's shift ends. */
    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/{id}/cover")
    View cover(
            @PathVariable String id,
            @RequestParam("instead_of") String insteadOf,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "/on-call/mine") String next,
            Actor actor,
            Page page) {
        Instant from = at.isBlank() ? page.now() : Typed.parsed("at", at, "2026-11-22T03:12:00Z", Instant::parse);
        swaps.cover(actor, id, insteadOf, actor.person(), from);
        return Then.go(Then.inside(next));
    }

    private View doing(String id, Actor actor, Page page, HttpServletResponse response, Runnable act) {
        try {
            act.run();
            return Then.go("/on-call/swaps/" + id);
        } catch (Refusal refusal) {
            return one(known(id), actor, page, Wrong.again(page, response, "oncall", refusal));
        }
    }

    private List<Foreseen> foreseen(List<Swaps.Would> all, Page page) {
        return all.stream()
                .map(one -> Foreseen.of(onCall, people, page, one.was(), one.would(), one.from()))
                .toList();
    }

    private static Set<String> missing(List<Swaps.Would> all) {
        Set<String> missing = new TreeSet<>();
        all.forEach(one -> missing.addAll(one.missing()));
        return missing;
    }

    private View form(Page page, SwapForm form, List<Foreseen> foreseen, Set<String> missing, Wrong problem) {
        Schedule schedule = planning.find(form.schedule())
                .orElseThrow(() -> Refusal.missing("There is no such schedule; it may have been deleted."));
        Person asker = person(form.asker());
        return page.show(
                "oncall/swap.jte", "schedule", schedule, "it", form, "asker", asker,
                "others", new Mined(planning, swaps, people, page).others(asker, MOST_OTHERS),
                "everyone", people.everyone().stream().filter(p -> p.is(Role.RESPONDER) && !p.id().equals(asker.id())).toList(),
                "foreseen", foreseen, "missing", missing, "problem", problem);
    }

    private Person person(String id) {
        return people.person(id).orElseThrow(() -> Refusal.missing("There is no such person."));
    }

    private Swap known(String id) {
        return swaps.find(id).orElseThrow(() -> Refusal.missing("There is no such request."));
    }
}
