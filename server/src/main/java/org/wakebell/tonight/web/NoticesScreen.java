package org.wakebell.tonight.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;
import org.wakebell.tonight.Notices;

/** Which messages about one's shifts one gets. */
@Controller
@SignedIn
class NoticesScreen {

    private final Notices notices;

    NoticesScreen(Notices notices) {
        this.notices = notices;
    }

    @GetMapping("/account/notices")
    View show(@RequestParam(defaultValue = "") String done, Actor actor, Page page) {
        return page.show("tonight/notices.jte", "wanted", notices.of(actor.person()), "saved", done.equals("saved"));
    }

    @PostMapping("/account/notices")
    View choose(@RequestParam(defaultValue = "") List<Notices.Notice> wanted, Actor actor) {
        Set<Notices.Notice> chosen = EnumSet.noneOf(Notices.Notice.class);
        chosen.addAll(wanted);
        notices.choose(actor, chosen);
        return Then.go("/account/notices?done=saved");
    }
}
