package org.wakebell.oncall.ical;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.Feeds;
import org.wakebell.oncall.Planning;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.secret.Tokens;
import org.wakebell.platform.web.Anyone;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.Words;

/** {@code /calendar/SECRET.ics}: whoever has the address may read it, as calendar programs cannot sign in. */
@RestController
class CalendarDoor {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final Clock clock;
    private final Feeds feeds;
    private final Calendar calendar;

    CalendarDoor(Clock clock, Feeds feeds, Planning planning, People people, Words words) {
        this.clock = clock;
        this.feeds = feeds;
        this.calendar = new Calendar(planning, people, words);
    }

    @Anyone("the secret in the address is checked inside")
    @GetMapping("/calendar/{secret}.ics")
    ResponseEntity<byte[]> calendar(
            @PathVariable String secret, @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known) {
        Optional<String> text = feeds.find(secret).flatMap(link -> calendar.of(link, clock.instant()));
        byte[] body = text.orElseThrow(() -> Refusal.missing("There is no calendar at this address (any more)."))
                .getBytes(StandardCharsets.UTF_8);
        String tag = "\"" + Tokens.hash(new String(body, StandardCharsets.UTF_8)).substring(0, 32) + "\"";
        boolean same = Arrays.stream(known.split(",")).map(String::strip).anyMatch(one -> one.equals("*") || one.replaceFirst("^W/", "").equals(tag));
        return ResponseEntity.status(same ? 304 : 200)
                .eTag(tag)
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePrivate())
                .contentType(CALENDAR)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"wakebell.ics\"")
                .body(same ? null : body);
    }
}
