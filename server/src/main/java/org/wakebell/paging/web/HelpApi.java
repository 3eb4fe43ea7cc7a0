package org.wakebell.paging.web;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wakebell.oncall.OnCall;
import org.wakebell.paging.Paging;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.web.Refusal;
import org.wakebell.platform.web.SignedIn;

/** Who can help with a service, now or at an instant, and why: what a page would ask. */
@RestController
class HelpApi {

    record One(String id, String name, String why) {
        static One of(Person person, String why) {
            return new One(person.id(), person.name(), why);
        }
    }

    /**
     * @param onCall in the schedules of the service's policy, their fall-backs if nobody is
     * @param awake authorised, awake and not on call, best first
     * @param left authorised and not to be asked, each with the reason
     */
    record Help(String service, Instant at, List<One> onCall, List<One> awake, List<One> left) {}

    private final Paging paging;
    private final People people;
    private final Clock clock;

    HelpApi(Paging paging, People people, Clock clock) {
        this.paging = paging;
        this.people = people;
        this.clock = clock;
    }

    @SignedIn
    @GetMapping("/api/v1/services/{id}/who-can-help")
    Help who(@PathVariable String id, @RequestParam(defaultValue = "") String at) {
        if (people.service(id).isEmpty()) {
            throw Refusal.missing("There is no such service.");
        }
        Instant instant = at.isBlank() ? clock.instant() : instant(at);
        OnCall.CanHelp help = paging.whoCanHelp(id, instant);
        return new Help(
                id,
                instant,
                help.onCall().stream()
                        .flatMap(duty -> duty.turns().stream())
                        .map(turn -> One.of(turn.person(), turn.why()))
                        .distinct()
                        .toList(),
                help.awake().stream().map(helper -> One.of(helper.person(), helper.why())).toList(),
                help.left().stream().map(helper -> One.of(helper.person(), helper.why())).toList());
    }

    private static Instant instant(String at) {
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("at", "Write an instant as 2026-11-23T03:12:00Z.");
        }
    }
}
