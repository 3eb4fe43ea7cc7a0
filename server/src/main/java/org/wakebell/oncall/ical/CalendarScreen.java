package org.wakebell.oncall.ical;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.wakebell.oncall.Feeds;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Page;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.platform.web.Then;

/** {@code /on-call/calendars}: the secret addresses of one's own calendars. */
@Controller
@SignedIn
class CalendarScreen {

    private final Feeds feeds;
    private final OnCall onCall;

    CalendarScreen(Feeds feeds, OnCall onCall) {
        this.feeds = feeds;
        this.onCall = onCall;
    }

    @GetMapping("/on-call/calendars")
    View show(Actor actor, Page page) {
        return show(page, actor, "", "");
    }

    @PostMapping("/on-call/calendars")
    View make(@RequestParam(defaultValue = "") String schedule, Actor actor, Page page) {
        return show(page, actor, schedule, page.absolute("/calendar/" + feeds.make(actor, schedule).reveal() + ".ics"));
    }

    @PostMapping("/on-call/calendars/revoke")
    View revoke(@RequestParam(defaultValue = "") String schedule, Actor actor) {
        feeds.revoke(actor, schedule);
        return Then.go("/on-call/calendars");
    }

    private View show(Page page, Actor actor, String schedule, String address) {
        Map<String, Feeds.Link> made =
                feeds.of(actor.person()).stream().collect(Collectors.toMap(Feeds.Link::schedule, link -> link));
        List<CalendarRow> rows = new ArrayList<>();
        rows.add(row(page, "", page.t("oncall.feed.mine"), made));
        onCall.named().forEach(one -> rows.add(row(page, one.id(), one.name(), made)));
        String name = rows.stream().filter(row -> row.schedule().equals(schedule)).findFirst().map(CalendarRow::name).orElse("");
        return page.show("oncall/calendars.jte", "rows", rows, "address", address, "name", name);
    }

    private static CalendarRow row(Page page, String schedule, String name, Map<String, Feeds.Link> made) {
        Feeds.Link link = made.get(schedule);
        return new CalendarRow(schedule, name, link == null ? null : page.times().since(link.made()));
    }
}
