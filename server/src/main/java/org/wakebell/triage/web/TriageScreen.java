package org.wakebell.triage.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Rights;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.triage.Alert;
import org.wakebell.triage.Triage;
import org.wakebell.triage.Triage.Verdict;

/** The desk, one alert with its evidence, and the buttons that decide. Works without JavaScript. */
@Controller
class TriageScreen {

    private static final int MOST = 100;

    private final Triage triage;
    private final Incidents incidents;
    private final Paging paging;
    private final People people;
    private final Rights rights;

    TriageScreen(Triage triage, Incidents incidents, Paging paging, People people, Rights rights) {
        this.triage = triage;
        this.incidents = incidents;
        this.paging = paging;
        this.people = people;
        this.rights = rights;
    }

    @SignedIn
    @GetMapping("/triage")
    View desk(Page page) {
        Map<String, String> names = people.services().stream().collect(Collectors.toMap(Service::id, Service::name));
        return page.show("triage/desk.jte", "it", triage.desk(MOST), "services", names);
    }

    @SignedIn
    @GetMapping("/triage/{id}")
    View alert(@PathVariable String id, Actor actor, Page page) {
        return shown(look(id), actor, page, Optional.empty(), "");
    }

    /**
     * A 911 against the evidence answers with the facts and the cost instead; confirmed once, it is done.
     *
     * @param verdict the name of a {@link Verdict}
     */
    @Allow(Role.TRIAGER)
    @PostMapping("/triage/{id}/judge")
    View judge(
            @PathVariable String id,
            @RequestParam String verdict,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(defaultValue = "false") boolean sure,
            Actor actor,
            Page page) {
        try {
            triage.judge(actor, id, verdict(verdict), why, sure);
        } catch (Refusal refusal) {
            if (!refusal.field().equals("sure")) {
                throw refusal;
            }
            return shown(look(id), actor, page, triage.friction(actor, id), why);
        }
        return back(id);
    }

    @Allow(Role.TRIAGER)
    @PostMapping("/triage/{id}/undo")
    View undo(@PathVariable String id, Actor actor) {
        triage.undo(actor, id);
        return back(id);
    }

    @Allow(Role.TRIAGER)
    @PostMapping("/triage/{id}/looking")
    View looking(@PathVariable String id, Actor actor) {
        triage.looking(actor, id);
        return back(id);
    }

    @Allow(Role.TRIAGER)
    @PostMapping("/triage/{id}/more-time")
    View moreTime(@PathVariable String id, Actor actor) {
        triage.moreTime(actor, id);
        return back(id);
    }

    static Verdict verdict(String name) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equalsIgnoreCase(name) || verdict.word().equalsIgnoreCase(name)) {
                return verdict;
            }
        }
        throw Refusal.invalid("verdict", "A verdict is one of 911, 912, one-off, misgraded.");
    }

    private Triage.Look look(String id) {
        return triage.look(id).orElseThrow(() -> Refusal.missing("There is no such alert."));
    }

    private View shown(
            Triage.Look look, Actor actor, Page page, Optional<Triage.Friction> friction, String why) {
        Alert alert = look.alert();
        Alert.Episode episode = alert.episode();
        Instant now = page.now();
        boolean judge = rights.mayAct(actor, alert.service(), Role.TRIAGER);
        long undo = episode.undoUntil() != null && episode.verdictBy().equals(actor.person())
                ? Math.max(0, Duration.between(now, episode.undoUntil()).toSeconds())
                : 0;
        List<Paging.Planned> plan = judge && episode.undecided() ? paging.plan(alert.service(), now) : List.of();
        boolean yours = !plan.isEmpty() && paging.isYours(alert.service(), actor, now);
        return page.show(
                "triage/alert.jte",
                "it", look,
                "service", people.service(alert.service()).map(Service::name).orElse(alert.service()),
                "chart", Chart.of(look.minutes(), now),
                "plan", plan.stream().filter(p -> !yours || !p.person().equals(actor.person())).limit(2).toList(),
                "yours", yours,
                "incident", incidents.find(episode.incident()),
                "judge", judge,
                "moves", triage.moves(actor, alert),
                "undo", undo,
                "friction", friction,
                "why", why);
    }

    private static View back(String id) {
        RedirectView view = new RedirectView("/triage/" + id);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
