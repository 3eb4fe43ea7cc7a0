package org.wakebell.incident;

import java.time.Instant;
import org.wakebell.incident.Incident.State;
import org.wakebell.paging.Paging;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;

/** An incident gets worse: more alerts, more users, more of the same. The caller owns the transaction. */
final class Growth {

    private final Clock clock;
    private final Rows rows;
    private final Story story;
    private final Paging paging;
    private final People people;

    Growth(Clock clock, Rows rows, Story story, Paging paging, People people) {
        this.clock = clock;
        this.rows = rows;
        this.story = story;
        this.paging = paging;
        this.people = people;
    }

    void joined(String incident, long alerts) {
        long all = rows.joined(incident, alerts);
        if (String.valueOf(all).length() != String.valueOf(all - alerts).length() || all == alerts) {
            String what = all == 1 ? "One more alert folded in" : all + " more alerts folded in";
            story.tell(incident, clock.instant(), what, "more than three incidents of one source in 15 minutes", "Wakebell");
        }
    }

    void hurts(Incident seen, long users) {
        if (users <= seen.users()) {
            return;
        }
        if (seen.state() == State.OPENED && !seen.page().isEmpty()) {
            paging.hurts(seen.page(), users);
        }
        rows.hurt(seen.id(), users);
    }

    void grows(Incident seen, String why, long users) {
        hurts(seen, users);
        Instant now = clock.instant();
        story.tell(seen.id(), now, "It grows", why, "Wakebell");
        String who = seen.owner().isEmpty() ? seen.answeredBy() : seen.owner();
        if (seen.state().live() && !who.isEmpty()) {
            people.person(who).ifPresent(p -> paging.note(
                    p,
                    "grows." + seen.id() + "." + now.getEpochSecond(),
                    "Incident " + seen.number() + " grows: " + why,
                    seen.title(),
                    "/incidents/" + seen.number()));
        }
    }
}
