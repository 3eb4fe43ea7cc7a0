package org.wakebell.oncall.subscribe;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** {@code /on-call/calendars/read}: the calendars that are read, how they fare, and one more. */
@Controller
@SignedIn
class SubscriptionScreen {

    private final Subscriptions subscriptions;
    private final OnCall onCall;
    private final People people;

    SubscriptionScreen(Subscriptions subscriptions, OnCall onCall, People people) {
        this.subscriptions = subscriptions;
        this.onCall = onCall;
        this.people = people;
    }

    @GetMapping("/on-call/calendars/read")
    View show(Actor actor, Page page) {
        return show(page, actor, new SubscriptionForm("mine", "", actorsZone(actor)), Wrong.NOTHING);
    }

    /** @param whose {@code mine}, {@code team}, or the id of a schedule */
    @PostMapping("/on-call/calendars/read")
    View add(
            @RequestParam String whose,
            @RequestParam String label,
            @RequestParam String url,
            @RequestParam String zone,
            Actor actor,
            Page page,
            HttpServletResponse response) {
        boolean vacations = whose.equals("mine") || whose.equals("team");
        try {
            subscriptions.add(actor, new Subscription.Asked(
                    vacations ? Subscription.Kind.VACATIONS : Subscription.Kind.SHIFTS,
                    label,
                    url,
                    whose.equals("mine") ? actor.person() : "",
                    vacations ? "" : whose,
                    0,
                    zone));
            return Then.go("/on-call/calendars/read");
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(page, actor, new SubscriptionForm(whose, label, zone), Wrong.of(page, "oncall.subscribe", refusal));
        }
    }

    @PostMapping("/on-call/calendars/read/{id}/end")
    View end(@PathVariable String id, Actor actor) {
        subscriptions.end(actor, id);
        return Then.go("/on-call/calendars/read");
    }

    private String actorsZone(Actor actor) {
        return people.person(actor.person()).map(person -> person.zone().getId()).orElse("UTC");
    }

    private View show(Page page, Actor actor, SubscriptionForm form, Wrong wrong) {
        boolean admin = actor.is(Role.ADMIN);
        boolean plans = admin || actor.is(Role.RESPONDER);
        List<SubscriptionRow> rows = subscriptions.all().stream().map(one -> row(page, one, actor)).toList();
        return page.show(
                "oncall/subscriptions.jte", "rows", rows, "it", form, "schedules", plans ? onCall.named() : List.of(),
                "admin", admin, "wrong", wrong);
    }

    private SubscriptionRow row(Page page, Subscription one, Actor actor) {
        String what = one.kind() == Subscription.Kind.SHIFTS
                ? page.t("oncall.subscribe.shifts", onCall.named().stream().filter(s -> s.id().equals(one.schedule())).findFirst().map(OnCall.Named::name).orElse(""))
                : one.person().isEmpty()
                        ? page.t("oncall.subscribe.team")
                        : page.t("oncall.subscribe.person", people.person(one.person()).map(Person::name).orElse(""));
        boolean mayEnd = actor.is(Role.ADMIN)
                || one.kind() == Subscription.Kind.SHIFTS && actor.is(Role.RESPONDER)
                || one.kind() == Subscription.Kind.VACATIONS && one.person().equals(actor.person());
        return new SubscriptionRow(
                one, what, one.good() == null ? null : page.times().since(one.good()), one.since() == null ? null : page.times().since(one.since()), mayEnd);
    }
}
