package org.wakebell.tonight.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.people.Actor;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;
import org.wakebell.tonight.Notices;
import org.wakebell.tonight.Notices.Notice;

/** {@code /api/v1/me/notices}: which messages about one's shifts one gets. A page always comes. */
@RestController
@SignedIn
@RequestMapping("/api/v1/me/notices")
class NoticesApi {

    /** @param wanted all that come; what is not named is switched off */
    record Wanted(@Nullable List<String> wanted) {}

    private static final String KNOWN = Arrays.stream(Notice.values()).map(Notice::name).collect(Collectors.joining(", "));

    private final Notices notices;

    NoticesApi(Notices notices) {
        this.notices = notices;
    }

    @GetMapping
    Wanted wanted(Actor actor) {
        return new Wanted(notices.of(actor.person()).stream().map(Notice::name).toList());
    }

    @PutMapping
    Wanted choose(@RequestBody Wanted sent, Actor actor) {
        if (sent.wanted == null) {
            throw Refusal.invalid("wanted", "send the list of those that shall come: " + KNOWN);
        }
        Set<Notice> chosen = EnumSet.noneOf(Notice.class);
        sent.wanted.forEach(name -> chosen.add(notice(name)));
        notices.choose(actor, chosen);
        return wanted(actor);
    }

    private static Notice notice(String name) {
        return Arrays.stream(Notice.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("wanted", "there is no message \"" + name + "\"; there are " + KNOWN));
    }
}
