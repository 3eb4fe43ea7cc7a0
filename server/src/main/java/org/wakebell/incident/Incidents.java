package org.wakebell.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Actor;

/** Trouble that people work on. All methods join the caller's transaction. */
public interface Incidents {

    /** Opens an incident and its page, in one commit with whatever caused it. */
    String open(Opening opening);

    /** "I'm working on it." */
    void own(Actor by, String incident);

    void note(Actor by, String incident, String text);

    void resolve(Actor by, String incident, String text);

    /** Over before it mattered: by the judge before an answer, by a responder after one. */
    void standDown(Actor by, String incident, String why);

    /** "Was it right to wake you?" */
    void rightToWake(Actor by, String incident, boolean right, String why);

    /** All that it hangs on has recovered, or fires again. Triage tells; the rules of recovery are the incident's. */
    void recovered(String incident, boolean recovered, Instant at);

    Optional<IncidentFact> find(String incident);

    List<IncidentFact> open();

    /**
     * @param origin where to look: a path such as {@code /triage/ID}, or empty when opened by hand
     * @param persons if not empty, exactly these are rung
     * @param undoUntil until then the opener may undo, and no loud bell starts
     */
    record Opening(
            String service,
            String title,
            List<String> facts,
            Instant since,
            Actor by,
            String why,
            String origin,
            Set<String> persons,
            Instant undoUntil) {}

    record IncidentFact(
            String id,
            long number,
            String service,
            String title,
            String state,
            Instant opened,
            @Nullable String owner,
            @Nullable String page) {}
}
