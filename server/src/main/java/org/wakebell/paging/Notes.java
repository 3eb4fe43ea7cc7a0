package org.wakebell.paging;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wakebell.bells.Bells;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Ring;
import org.wakebell.paging.Pages.RingRow;
import org.wakebell.people.Person;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;

/** Soft messages that ask for nothing loud: "over, you may sleep", "still up?", "your siren is not ready". */
final class Notes {

    /** A note that could not be delivered for an hour says nothing any more. */
    private static final Duration STALE = Duration.ofHours(1);

    private final Pages pages;
    private final Bells bells;
    private final Duties duties;
    private final Links links;
    private final BellWords words;
    private final Subjects subjects;

    Notes(Pages pages, Bells bells, Duties duties, Links links, BellWords words, Subjects subjects) {
        this.pages = pages;
        this.bells = bells;
        this.duties = duties;
        this.links = links;
        this.words = words;
        this.subjects = subjects;
    }

    /** @param about a page's id, or what the note is about, with a key of its own in {@code place} */
    void say(Person to, String about, String place, String title, String text, URI link, Instant now) {
        for (Bells.BellFact bell : bells.of(to.id())) {
            if (bell.waking()) {
                continue;
            }
            String key = about + "." + place + "." + bell.id();
            RingRow ring = new RingRow(
                    key, about, to.id(), bell.id(), place, false, title, now, now, RingRow.State.OWED, "", "", null);
            if (!pages.insertRing(ring)) {
                continue;
            }
            bells.order(new Bells.NewOrder(
                    key,
                    bell.id(),
                    about,
                    title,
                    text,
                    List.of(new Ring.Choice("open", words.say(to, "open"), link)),
                    Loudness.gentle(),
                    now.plus(STALE)));
            duties.owe(new Duty.Owed(Rings.DUTY, key, "note " + about, "", now));
        }
    }

    void stillUp(Page page, Person to, Instant now) {
        Subject.Brief brief = subjects.brief(page);
        Instant since = page.answeredAt() == null ? page.opened() : page.answeredAt();
        String key = page.state() == Page.State.OWNED ? "owned.text" : "check.text";
        String text = words.say(to, key, Rings.clock(to, since).substring(0, 5)) + "\n" + brief.title();
        say(to, page.id(), "c" + now.getEpochSecond(), words.say(to, "check"), text, links.screen(brief.link()), now);
        subjects.told(page, now, "Asked " + to.name() + ": still up?", "nothing happened since " + Rings.clock(to, since));
    }

    void over(Page page, Person to, Paging.End how, Instant now) {
        Subject.Brief brief = subjects.brief(page);
        String text = words.say(to, "over." + how.name(), Rings.clock(to, now).substring(0, 5));
        say(to, page.id(), "n-over", words.say(to, "over", brief.title()), text, links.screen(brief.link()), now);
    }

    void silent(Page page, Person to, String whom, Instant now) {
        Subject.Brief brief = subjects.brief(page);
        say(to, page.id(), "n-silent" + now.getEpochSecond(), words.say(to, "silent", brief.title()),
                words.say(to, "silent.text", whom), links.screen(brief.link()), now);
    }
}
