package org.wakebell.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.web.Pokes;

/** Those who judge: how they are told, how long they have, and that they need not look any more. */
final class Triagers {

    static final String DUE = "triage.verdict";
    static final String REMIND = "triage.remind";

    private static final Duration TIME = Duration.ofMinutes(5);
    private static final Duration NOBODY_AWAKE = Duration.ofSeconds(60);

    private final Alerts alerts;
    private final Paging paging;
    private final Duties duties;
    private final Pokes pokes;

    Triagers(Alerts alerts, Paging paging, Duties duties, Pokes pokes) {
        this.alerts = alerts;
        this.paging = paging;
        this.duties = duties;
        this.pokes = pokes;
    }

    /** Five minutes, or one if nobody who judges this service is awake. */
    Instant deadline(String service, Instant now) {
        return now.plus(paging.triagerAwake(service, now) ? TIME : NOBODY_AWAKE);
    }

    void tell(Alert alert, String why, Instant now) {
        String page = paging.page(new Paging.NewPage(
                AlertSubject.KIND,
                alert.id(),
                Paging.Urgency.TRIAGE,
                alert.service(),
                Set.of(),
                Actor.system(),
                why,
                now));
        alerts.page(alert.episode().id(), page);
        alerts.line(alert.id(), alert.episode().id(), now, "Triagers told", why, "Wakebell");
        poke(alert.id());
    }

    /** The timer of the alert's episode runs until this instant. */
    void timer(Alert alert, Instant deadline) {
        String episode = alert.episode().id();
        if (!duties.owe(new Duty.Owed(DUE, episode, alert.id(), "", deadline).first())) {
            duties.move(DUE, episode, deadline);
        }
    }

    void remindLater(Alert alert, Instant at, int after) {
        duties.cancel(REMIND, alert.episode().id());
        duties.owe(new Duty.Owed(REMIND, alert.episode().id(), alert.id(), String.valueOf(after), at));
    }

    /** Nothing is left to decide. */
    void done(Alert alert, Paging.End how, String why) {
        String episode = alert.episode().id();
        duties.cancel(DUE, episode);
        quiet(alert, how, why);
    }

    /** The same from inside the timer's own duty, which ends by itself. */
    void quiet(Alert alert, Paging.End how, String why) {
        String episode = alert.episode().id();
        duties.cancel(REMIND, episode);
        alerts.pages(episode).forEach(page -> paging.end(Actor.system(), page, how, why));
        poke(alert.id());
    }

    void poke(String alert) {
        pokes.poke("triage/" + alert);
        pokes.poke("triage");
    }
}
