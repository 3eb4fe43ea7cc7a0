package org.wakebell.bells.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.bells.agent.Agents;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.platform.web.Wrong;

/** The home agents on the Bells screen: pairing one, naming it, having it look around, revoking it. */
@Controller
@SignedIn
@RequestMapping("/bells/agents")
class AgentScreen {

    private final Agents agents;
    private final BellReadings readings;

    AgentScreen(Agents agents, BellReadings readings) {
        this.agents = agents;
        this.readings = readings;
    }

    /** Makes a code and shows the command to type at home, once. */
    @PostMapping("/codes")
    View code(@RequestParam(defaultValue = "") String owner, Actor actor, Page page) {
        Overview.Command command = command(agents.code(actor, owner.isEmpty() ? actor.person() : owner), page);
        Overview.After after =
                new Overview.After("", Wrong.NOTHING, BellScreen.blank(actor, page), null, command);
        return readings.show(page, actor, after);
    }

    @GetMapping("/codes")
    View gone() {
        return Then.go("/bells");
    }

    static Overview.Command command(Agents.Code code, Page page) {
        return new Overview.Command(code, "./wakebell home --server " + page.absolute("") + " --code " + code.code());
    }

    @PostMapping("/{id}/name")
    View rename(
            @PathVariable String id, @RequestParam String name, Actor actor, HttpServletResponse response, Page page) {
        try {
            agents.rename(actor, id, name);
            return Then.go("/bells");
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) {
                throw refusal;
            }
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            Wrong wrong = Wrong.of(page, "bells", refusal);
            return readings.show(
                    page, actor, new Overview.After(id, wrong, BellScreen.blank(actor, page), null, null));
        }
    }

    /** What it finds appears under it some seconds later. */
    @PostMapping("/{id}/search")
    View search(@PathVariable String id, Actor actor) {
        agents.search(actor, id);
        return Then.go("/bells?searched=" + id);
    }

    @PostMapping("/{id}/revoke")
    View revoke(@PathVariable String id, Actor actor) {
        agents.revoke(actor, id);
        return Then.go("/bells");
    }
}
