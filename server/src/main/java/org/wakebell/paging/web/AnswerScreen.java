package org.wakebell.paging.web;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.paging.Links;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Subject;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Reader;
import org.wakebell.platform.web.Refusal;

/**
 * What a signed link opens. To look changes nothing; the act is a POST of the form it shows. The link speaks for one
 * person about one page, so it needs neither a session nor a token against forgery: who has it may answer, that is all.
 * Other 911s that ring this person at the same moment are listed beside it, and one answer covers what is listed.
 */
@Controller
@Anyone("the link is signed for one page and one person, and allows an answer only")
class AnswerScreen {

    private static final String PATH = "/answer/{page}/{person}/{signature}";

    private final Paging paging;
    private final Links links;
    private final People people;

    AnswerScreen(Paging paging, Links links, People people) {
        this.paging = paging;
        this.links = links;
        this.people = people;
    }

    @GetMapping(PATH)
    View look(@PathVariable("page") String page, @PathVariable("person") String person,
            @PathVariable("signature") String signature, Page frame) {
        Person who = check(page, person, signature);
        return mine(frame, who).show("paging/answer.jte", "it", shown(page, who, ""));
    }

    /**
     * @param listed the 911s that the screen showed when the button was pressed: what came later is not covered
     * @param heard what rang then; of a hush only
     */
    @PostMapping(PATH)
    View act(@PathVariable("page") String page, @PathVariable("person") String person,
            @PathVariable("signature") String signature, @RequestParam("act") String act,
            @RequestParam(name = "listed", defaultValue = "") String listed,
            @RequestParam(name = "heard", defaultValue = "") String heard, Page frame) {
        Person who = check(page, person, signature);
        Actor by = new Actor(who.id(), who.name(), who.roles(), Actor.Via.LINK);
        List<String> pages = covered(page, who, listed);
        String done = switch (act) {
            case "up" -> word(paging.answer(by, pages, "up"), "up");
            case "pass" -> word(paging.passOn(by, pages, null), "pass");
            case "hush" -> {
                paging.hush(by, pages, instant(heard));
                yield "hush";
            }
            default -> throw Refusal.invalid("act", "The buttons are up, pass and hush.");
        };
        return mine(frame, who).show("paging/answer.jte", "it", shown(page, who, done));
    }

    private static Instant instant(String heard) {
        try {
            return Instant.parse(heard);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("heard", "Open the link again: this form is not whole.");
        }
    }

    private List<String> covered(String page, Person who, String listed) {
        Set<String> seen = Set.copyOf(List.of(listed.split(",")));
        List<String> covered = new ArrayList<>(List.of(page));
        others(fact(page), who).stream().map(Paging.PageFact::id).filter(seen::contains).forEach(covered::add);
        return covered;
    }

    /** The link speaks for one person about its own page; about others only while it is open and they ring that person. */
    private List<Paging.PageFact> others(Paging.PageFact page, Person who) {
        return page.state().equals("ENDED")
                ? List.of()
                : paging.calling(who.id()).stream().filter(other -> !other.id().equals(page.id())).toList();
    }

    private Paging.PageFact fact(String page) {
        return paging.find(page).orElseThrow(() -> Refusal.missing("There is no such page any more."));
    }

    /** Half asleep one reads one's own language and one's own clock, whatever browser the link was opened in. */
    private static Page mine(Page frame, Person who) {
        return frame.readBy(new Reader(null, who.name(), Set.of(), who.here(), who.language()));
    }

    private static String word(Paging.Heard heard, String act) {
        return switch (heard) {
            case ANSWERED -> act;
            case MORE -> "more";
            case ALREADY -> "already";
            case SEEN -> "seen";
            case OVER -> "over";
        };
    }

    private Person check(String page, String person, String signature) {
        if (!links.valid(page, person, signature)) {
            throw Refusal.missing("This link is not one of ours, or it was cut off. Open it from the message again.");
        }
        return people.person(person).orElseThrow(() -> Refusal.missing("There is no such person any more."));
    }

    private AnswerShown shown(String page, Person who, String done) {
        Paging.PageFact fact = fact(page);
        Subject.Brief brief = paging.brief(page);
        List<Paging.RingFact> mine = paging.rings(page).stream()
                .filter(r -> r.person().equals(who.id()))
                .toList();
        Actor by = new Actor(who.id(), who.name(), who.roles(), Actor.Via.LINK);
        Person next = fact.state().equals("RINGING") ? paging.successor(page, by) : null;
        String answered = fact.answeredBy();
        List<AnswerShown.Other> others = others(fact, who).stream()
                .map(other -> new AnswerShown.Other(other.id(), paging.brief(other.id())))
                .toList();
        return new AnswerShown(
                who,
                brief,
                fact,
                others,
                mine.isEmpty() ? "" : mine.getLast().why(),
                mine.stream().anyMatch(r -> r.loud() && r.state().equals("RUNG")),
                paging.calls(page, who.id()),
                next == null ? null : next.name(),
                answered == null ? null : people.person(answered).map(Person::name).orElse(answered),
                paging.heard(who.id(), Stream.concat(Stream.of(page), others.stream().map(AnswerShown.Other::page)).toList()),
                done);
    }
}
