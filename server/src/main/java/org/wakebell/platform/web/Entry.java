package org.wakebell.platform.web;

/**
 * One entry of the navigation. A room contributes a Spring component in its {@code web} package; the frame asks all.
 * Places taken: 10 Board, 20 Triage, 30 Incidents, 40 On call, 50 Bells, 55 Bedside, 60 Sources, 70 People, 80 Review, 85 Audit, 90 Health.
 * The first four are at the thumb on a phone, the others behind "More".
 */
public interface Entry {

    int place();

    /** Where it leads; an entry is the current one when the page's path starts with it. */
    String path();

    /** Key of its word, such as {@code triage.nav}. */
    String word();

    /** Name of a drawing in {@code platform/icon.jte}. */
    String icon();

    /** Whether this reader may go there at all. */
    default boolean shownTo(Reader reader) {
        return reader.signedIn();
    }

    /** How much is waiting there, in red; 0 shows nothing. Quick: asked for every page. */
    default int count(Reader reader) {
        return 0;
    }
}
