package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.Lookout;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Schedule;
import org.wakebell.oncall.Swaps;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Leave;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Role;
import org.wakebell.people.Zones;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** One schedule. Everyone signed in may look; responders and admins change. */
@Controller
class ScheduleScreen {

    private final OnCall onCall;
    private final Planning planning;
    private final Swaps swaps;
    private final People people;
    private final Lookout lookout;

    ScheduleScreen(OnCall onCall, Planning planning, Swaps swaps, People people, Lookout lookout) {
        this.onCall = onCall;
        this.planning = planning;
        this.swaps = swaps;
        this.people = people;
        this.lookout = lookout;
    }

    @SignedIn
    @GetMapping("/on-call/{id}")
    View show(@PathVariable String id, @RequestParam(defaultValue = "") String at, Page page) {
        return show(id, at, page, Wrong.NOTHING);
    }

    private View show(String id, String at, Page page, Wrong problem) {
        Instant instant = at.isBlank() ? page.now() : Typed.parsed("at", at, "2026-11-22T03:12:00Z", Instant::parse);
        Plan plan = new Planned(onCall, people, page).of(known(id), instant);
        return page.show("oncall/schedule.jte", "it", plan, "warnings", WarningsCard.of(page, people, lookout, id), "tried", List.<Tried>of(), "asks", asks(id, page), "problem", problem, "zones", Zones.places());
    }

    private List<Ask> asks(String id, Page page) {
        return Ask.of(swaps, planning, people, page, swap -> swap.part().schedule().equals(id));
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/{id}/line-up")
    View lineUp(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Page page,
            HttpServletResponse response) {
        Sent typed = new Sent(sent);
        boolean now = typed.text("effect").equals("now");
        Planning.Effect effect = now ? Planning.Effect.NOW : Planning.Effect.NEXT_HANDOFF;
        String layer = typed.text("layer");
        if (sent.containsKey("preview")) {
            return preview(id, layer, typed, effect, page, response);
        }
        return doing(id, page, response, () -> planning.lineUp(
                actor, id, version(typed), layer, order(known(id), layer, typed.all("people"), now, page.now()), effect));
    }

    private View preview(
            String id, String layer, Sent typed, Planning.Effect effect, Page page, HttpServletResponse response) {
        try {
            Schedule was = known(id);
            boolean now = effect == Planning.Effect.NOW;
            List<List<String>> order = order(was, layer, typed.all("people"), now, page.now());
            Schedule would = planning.previewLineUp(id, layer, order, effect);
            Plan plan = new Planned(onCall, people, page).of(was, page.now());
            List<Tried> tried = List.of(new Tried(
                    layer, typed.all("people"), now, Foreseen.of(onCall, people, page, was, would, page.now())));
            return page.show(
                    "oncall/schedule.jte", "it", plan, "warnings", WarningsCard.of(page, people, lookout, id), "tried", tried, "asks", asks(id, page), "problem", Wrong.NOTHING, "zones", Zones.places());
        } catch (Refusal refusal) {
            return show(id, "", page, Wrong.again(page, response, "oncall", refusal));
        }
    }

    /** A week of days keeps its days: they are sent in order from the running turn, whichever turn the change begins with. */
    private static List<List<String>> order(
            Schedule schedule, String name, List<String> sent, boolean effectNow, Instant now) {
        boolean week = schedule.layersFrom(now).stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .filter(Planned::isWeek)
                .isPresent();
        if (!week) {
            return Typed.turns(sent);
        }
        Typed.turns(sent);
        List<List<String>> days = new ArrayList<>(sent.stream().limit(7).map(Typed::group).toList());
        Collections.rotate(days, effectNow ? 0 : -1);
        return days;
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/{id}/settings")
    View settings(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor,
            Page page,
            HttpServletResponse response) {
        Sent typed = new Sent(sent);
        return doing(id, page, response, () -> {
            List<Layer> layers = skipping(known(id).layersFrom(page.now()), typed);
            planning.update(actor, id, version(typed), new Draft(
                    typed.text("name"),
                    Zones.of("zone", typed.text("zone")),
                    Typed.words(typed.text("demands")),
                    Typed.chosen(typed.all("fallback")),
                    layers));
        });
    }

    /** All layers alike; layers that differ stay different unless the choice was changed. */
    private static List<Layer> skipping(List<Layer> layers, Sent typed) {
        Set<Leave.Why> skip = EnumSet.noneOf(Leave.Why.class);
        for (Leave.Why why : Leave.Why.values()) {
            if (typed.all("skip").contains(why.name())) {
                skip.add(why);
            }
        }
        return skip.equals(skipped(layers)) ? layers : layers.stream().map(layer -> layer.skipping(skip)).toList();
    }

    /** For what any of them skips. */
    static Set<Leave.Why> skipped(List<Layer> layers) {
        return layers.stream().flatMap(layer -> layer.skip().stream()).collect(Collectors.toSet());
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/{id}/overrides/{override}/remove")
    View remove(
            @PathVariable String id,
            @PathVariable String override,
            Actor actor,
            Page page,
            HttpServletResponse response) {
        return doing(id, page, response, () -> planning.dropOverride(actor, id, override));
    }

    @Allow(Role.RESPONDER)
    @PostMapping("/on-call/{id}/delete")
    View delete(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> sent, Actor actor) {
        planning.delete(actor, id, version(new Sent(sent)));
        return Then.go("/on-call");
    }

    private View doing(String id, Page page, HttpServletResponse response, Runnable act) {
        try {
            act.run();
            return Then.go("/on-call/" + id);
        } catch (Refusal refusal) {
            return show(id, "", page, Wrong.again(page, response, "oncall", refusal));
        }
    }

    private static long version(Sent typed) {
        String version = typed.text("version");
        if (!version.matches("[0-9]{1,18}")) {
            throw Refusal.invalid("version", "the version of the schedule you looked at is missing");
        }
        return Long.parseLong(version);
    }

    private Schedule known(String id) {
        return planning.find(id)
                .orElseThrow(() -> Refusal.missing("There is no such schedule; it may have been deleted."));
    }
}
