package org.wakebell.oncall.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Walls;
import org.wakebell.people.Actor;
import org.wakebell.people.Allow;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Sent;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** The secret addresses for screens and telephone exchanges: made, listed, revoked. */
@Controller
@Allow(Role.RESPONDER)
class WallsScreen {

    private final OnCall onCall;
    private final Walls walls;
    private final People people;

    WallsScreen(OnCall onCall, Walls walls, People people) {
        this.onCall = onCall;
        this.walls = walls;
        this.people = people;
    }

    @GetMapping("/on-call/walls")
    View show(Actor actor, Page page) {
        return show(actor, page, "", Wrong.NOTHING);
    }

    @PostMapping("/on-call/walls")
    View make(
            @RequestParam MultiValueMap<String, String> sent, Actor actor, Page page, HttpServletResponse response) {
        Sent typed = new Sent(sent);
        try {
            String secret = walls.make(actor, typed.text("label"), Typed.chosen(typed.all("schedule")), sent.containsKey("phones"))
                    .reveal();
            response.setHeader("Cache-Control", "no-store");
            return show(actor, page, page.absolute("/wall/" + secret), Wrong.NOTHING);
        } catch (Refusal refusal) {
            return show(actor, page, "", Wrong.again(page, response, "oncall", refusal));
        }
    }

    @PostMapping("/on-call/walls/{id}/revoke")
    View revoke(@PathVariable String id, Actor actor) {
        walls.revoke(actor, id);
        return Then.go("/on-call/walls");
    }

    private View show(Actor actor, Page page, String address, Wrong problem) {
        List<OnCall.Named> schedules = onCall.named();
        List<WallRow> rows = walls.all().stream().map(wall -> row(wall, actor, page, schedules)).toList();
        return page.show(
                "oncall/walls.jte", "rows", rows, "schedules", schedules, "address", address, "problem", problem);
    }

    private WallRow row(Walls.Wall wall, Actor actor, Page page, List<OnCall.Named> schedules) {
        Person maker = people.person(wall.maker()).orElse(null);
        List<String> shown = schedules.stream().filter(one -> wall.schedules().contains(one.id())).map(OnCall.Named::name).toList();
        return new WallRow(
                wall.id(),
                wall.label(),
                wall.schedules().isEmpty() ? page.t("oncall.all") : String.join(", ", shown),
                wall.phones(),
                maker == null ? "" : maker.name(),
                maker == null || !maker.active(),
                page.times().ago(wall.made()),
                wall.used() == null ? page.t("oncall.wall.never") : page.times().ago(wall.used()),
                actor.is(Role.ADMIN) || wall.maker().equals(actor.person()));
    }
}
