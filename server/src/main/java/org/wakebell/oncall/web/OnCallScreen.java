package org.wakebell.oncall.web;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.people.People;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.SignedIn;

/** All schedules over a week, two or a month. Everyone signed in may look. */
@Controller
class OnCallScreen {

    private final OnCall onCall;
    private final Planning planning;
    private final People people;

    OnCallScreen(OnCall onCall, Planning planning, People people) {
        this.onCall = onCall;
        this.planning = planning;
        this.people = people;
    }

    @SignedIn
    @GetMapping("/on-call")
    View week(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "week") String span,
            @RequestParam(defaultValue = "schedule") String by,
            Page page) {
        Look look = Look.of(page, from, span, by);
        Board board = new Reading(onCall, people, page, look.week()).board(planning.all(), look.byPerson());
        return page.show("oncall/week.jte", "it", board, "look", look);
    }

    /** For the wall of a room: who, now, and nothing else. */
    @SignedIn
    @GetMapping("/on-call/now")
    View now(Page page) {
        Reading reading = new Reading(onCall, people, page, Week.of(page, ""));
        List<Board.Now> now = planning.all().stream().map(reading::now).toList();
        return page.show("oncall/now.jte", "now", now);
    }
}
