package org.wakebell.triage;

import java.time.Instant;
import org.wakebell.people.Actor;

/** Alerts, their evidence and what was decided about them. */
public interface Triage {

    /** Takes a batch in, inside the committer's transaction: counts, samples, episodes, pages to triagers, incidents. */
    void take(Batch batch);

    /**
     * The triager decides about the alert's open episode.
     *
     * @param sure the friction screen was shown and confirmed
     */
    void judge(Actor by, String alert, Verdict verdict, String why, boolean sure);

    /** Within 30 s, by whoever judged: everything is as before, the original deadline included. */
    void undo(Actor by, String alert);

    /** "I am looking": shown to others, stops no timer. */
    void looking(Actor by, String alert);

    /** Once per episode: ten minutes in all. */
    void moreTime(Actor by, String alert);

    /** Is it still happening, at this instant? */
    Ongoing ongoing(String alert, Instant at);

    enum Verdict {
        V911,
        V912,
        ONE_OFF,
        MISGRADED
    }

    enum Ongoing {
        GOING_ON,
        STOPPED,
        UNKNOWN
    }
}
