package org.wakebell.oncall.ical;

import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.Feeds;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.SignedIn;

/** {@code /api/v1/calendars}: one's own secret addresses; without {@code schedule}, the one of one's own shifts. */
@RestController
@SignedIn
class CalendarApi {

    record Link(String schedule, Instant made) {}

    /** @param path shown once: {@code /calendar/SECRET.ics} */
    record Made(String schedule, String path) {}

    private final Feeds feeds;

    CalendarApi(Feeds feeds) {
        this.feeds = feeds;
    }

    @GetMapping("/api/v1/calendars")
    List<Link> all(Actor actor) {
        return feeds.of(actor.person()).stream().map(link -> new Link(link.schedule(), link.made())).toList();
    }

    @PostMapping("/api/v1/calendars")
    Made make(@RequestParam(defaultValue = "") String schedule, Actor actor) {
        return new Made(schedule, "/calendar/" + feeds.make(actor, schedule).reveal() + ".ics");
    }

    @DeleteMapping("/api/v1/calendars")
    ResponseEntity<Void> revoke(@RequestParam(defaultValue = "") String schedule, Actor actor) {
        feeds.revoke(actor, schedule);
        return ResponseEntity.noContent().build();
    }
}
