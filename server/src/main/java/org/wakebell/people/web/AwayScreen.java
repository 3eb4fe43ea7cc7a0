package org.wakebell.people.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.people.Absence;
import org.wakebell.people.Absences;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** When someone is away or travels. All may look; people write their own, admins anyone's. */
@Controller
@SignedIn
class AwayScreen {

    private static final int HOLIDAYS_SHOWN = 5;

    private final People people;
    private final Absences absences;

    AwayScreen(People people, Absences absences) {
        this.people = people;
        this.absences = absences;
    }

    @GetMapping("/people/{id}/away")
    View show(@PathVariable String id, Actor actor, Page page) {
        return show(page, actor, known(id), new Absence.Asked(id, Absence.Kind.AWAY, "", "", "", ""), Wrong.NOTHING);
    }

    @PostMapping("/people/{id}/away")
    View add(
            @PathVariable String id,
            @RequestParam(defaultValue = "AWAY") Absence.Kind kind,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String note,
            Actor actor,
            HttpServletResponse response,
            Page page) {
        Absence.Asked asked = new Absence.Asked(id, kind, from, until, zone, note);
        try {
            absences.add(actor, asked);
            return Then.go("/people/" + id + "/away");
        } catch (Refusal refusal) {
            return again(page, actor, asked, refusal, response);
        }
    }

    @PostMapping("/people/{id}/away/{absence}/remove")
    View remove(@PathVariable String id, @PathVariable String absence, Actor actor, HttpServletResponse response, Page page) {
        try {
            absences.remove(actor, absence);
            return Then.go("/people/" + id + "/away");
        } catch (Refusal refusal) {
            return again(page, actor, new Absence.Asked(id, Absence.Kind.AWAY, "", "", "", ""), refusal, response);
        }
    }

    private View again(Page page, Actor actor, Absence.Asked asked, Refusal refusal, HttpServletResponse response) {
        if (refusal.kind() == Refusal.Kind.FORBIDDEN) {
            throw refusal;
        }
        response.setStatus(refusal.kind() == Refusal.Kind.INVALID ? HttpStatus.BAD_REQUEST.value() : HttpStatus.CONFLICT.value());
        return show(page, actor, known(asked.person()), asked, Wrong.of(page, "people.away", refusal));
    }

    private View show(Page page, Actor actor, Person person, Absence.Asked it, Wrong wrong) {
        List<Absence> coming = absences.of(person.id()).stream()
                .filter(a -> a.ends().isAfter(page.now()))
                .toList();
        List<People.Off> holidays = people.holidays(person, page.now(), page.now().plus(People.A_YEAR)).stream()
                .limit(HOLIDAYS_SHOWN)
                .toList();
        return page.show(
                "people/away.jte",
                "person", person,
                "coming", coming,
                "said", new AwayWords(page, person),
                "holidays", holidays,
                "it", it,
                "may", actor.person().equals(person.id()) || actor.is(Role.ADMIN),
                "self", actor.person().equals(person.id()),
                "wrong", wrong);
    }

    private Person known(String id) {
        return people.person(id).orElseThrow(() -> Refusal.missing("There is no such person."));
    }
}
