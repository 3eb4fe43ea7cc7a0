package org.wakebell.paging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.people.Actor;

/**
 * The promise to reach someone. A page rings by the steps of a policy until a human answers; every step says why.
 * All methods join the caller's transaction.
 */
public interface Paging {

    /** Opens a page and its first duty; the first ring starts right after the commit. */
    String page(NewPage page);

    /** "I'm up." Everything about the page goes quiet within a second; the wake check begins. */
    void answer(Actor by, String page, String choice);

    /** Quiets one device; without an answer the next step comes at once. */
    void hush(Actor by, String page);

    /** "Not me": the next person is rung, the passer stays owed until the other answers. */
    void passOn(Actor by, String page, @Nullable String to);

    /** Someone did something about the subject: the wake check is satisfied for now. */
    void acted(Actor by, String page);

    /** Someone works on it: no wake check, but asked again every 30 minutes. */
    void own(Actor by, String page);

    /** No new loud bell while the subject seems to recover; {@code false} lets the next step go on where it was. */
    void hold(String page, boolean recovering, String why);

    /** The page is over: resolved, stood down, recovered. Everyone rung is told gently. */
    void end(Actor by, String page, End how, String why);

    /** "I need help": rings the next person at once, beside whoever answered. */
    void help(Actor by, String page);

    Optional<PageFact> find(String page);

    /** Whom a page for this service would ring now, in order, with reasons: shown before the button is pressed. */
    List<Planned> plan(String service, Instant at, @Nullable String by);

    /**
     * @param subjectKind and {@code subjectId}: what it is about, see {@link Subject}
     * @param urgency WAKE rings the service's policy, sirens and all; TRIAGE reaches the triagers; GENTLE never wakes
     * @param persons if not empty, exactly these instead of a policy (wake someone by hand, a drill)
     * @param notBefore no loud bell before this instant (the undo of a verdict)
     */
    record NewPage(
            String subjectKind,
            String subjectId,
            Urgency urgency,
            String service,
            Set<String> persons,
            Actor by,
            String why,
            Instant notBefore) {}

    enum Urgency {
        WAKE,
        TRIAGE,
        GENTLE
    }

    enum End {
        RESOLVED,
        STOOD_DOWN,
        RECOVERED,
        JUDGED,
        UNDONE
    }

    record PageFact(
            String id,
            String subjectKind,
            String subjectId,
            Urgency urgency,
            String service,
            String state,
            @Nullable String answeredBy,
            @Nullable Instant answeredAt,
            Instant opened) {}

    record Planned(String person, String name, String how, String why, boolean wakes) {}
}
