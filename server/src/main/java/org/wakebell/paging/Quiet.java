package org.wakebell.paging;

import org.wakebell.bells.Bells;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.web.Pokes;

/** Silences what a page rings. The bells are told right after the commit, until they have heard. */
final class Quiet {

    private final Pages pages;
    private final Bells bells;
    private final Fold fold;
    private final Clock clock;
    private final Duties duties;
    private final Pokes pokes;

    Quiet(Clock clock, Pages pages, Bells bells, Fold fold, Duties duties, Pokes pokes) {
        this.clock = clock;
        this.pages = pages;
        this.bells = bells;
        this.fold = fold;
        this.duties = duties;
        this.pokes = pokes;
    }

    /** Everything about the page, and nothing of it is owed any more. */
    void page(String page) {
        duties.cancel(Steps.DUTY, page);
        duties.cancelAbout(Rings.DUTY, page);
        duties.cancelAbout(Passes.DUTY, page);
        duties.cancel(Silence.DUTY, page);
        pages.quiet(page, "");
        bells.hushAbout(page);
        pages.rings(page).forEach(ring -> fold.alone(ring, clock.instant()));
        pokes.poke("paging/" + page);
        pokes.poke("paging");
    }

    /** The bells of one person; the page goes on. */
    void person(Page page, String person) {
        for (RingRow ring : pages.rings(page.id(), person)) {
            if (ring.state() != RingRow.State.QUIET) {
                duties.cancel(Rings.DUTY, ring.id());
                bells.hush(ring.id());
            }
        }
        pages.quiet(page.id(), person);
        pages.rings(page.id(), person).forEach(ring -> fold.alone(ring, clock.instant()));
        pokes.poke("paging/" + page.id());
    }
}
