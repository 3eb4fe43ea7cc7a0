package org.wakebell.paging;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wakebell.bells.Bells;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Ring;
import org.wakebell.people.People;
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
    private final BellPlan plan;
    private final People people;

    Notes(Pages pages, Bells bells, Duties duties, Links links, BellWords words, Subjects subjects, BellPlan plan, People people) {
        this.plan = plan;
        this.people = people;
        this.pages = pages;
        this.bells = bells;
        this.duties = duties;
        this.links = links;
        this.words = words;
        this.subjects = subjects;
    }

    /** @param about a page's id, or what the note is about, with a key of its own in {@code place} */
    void say(Person to, String about, String place, String title, String text, URI link, Instant now) {
        say(Rules.Kind.NOTICE, to, about, place, title, text, link, now);
    }

    void say(Rules.Kind kind, Person to, String about, String place, String title, String text, URI link, Instant now) {
        for (BellPlan.Timed timed : plan.softly(to, kind, people.awake(to, now))) {
            Bells.BellFact bell = timed.bell();
            Instant due = now.plus(timed.after());
            String key = about + "." + place + "." + bell.id();
            RingRow ring = new RingRow(
                    key, about, to.id(), bell.id(), place, false, title, now, due, RingRow.State.OWED, "", "", null, "");
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
                    due.plus(STALE)));
            duties.owe(new Duty.Owed(Rings.DUTY, key, "note " + about, "", due));
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
        say(to, page.id(), "n-over" + now.getEpochSecond(), words.say(to, "over", brief.title()), text, links.screen(brief.link()), now);
    }

    /** To who has just come on call while somebody has it. */
    void onCallNow(Page page, Person to, Person has, Instant now) {
        handOver(page, to, "oncall", has.name(), now);
    }

    /** To who has it while others have come on call. */
    void othersOnCall(Page page, Person to, String names, Instant now) {
        handOver(page, to, "others", names, now);
    }

    void offered(Page page, Person to, String from, Instant now) {
        handOver(page, to, "offered", from, now);
    }

    void accepted(Page page, Person to, String by, Instant now) {
        handOver(page, to, "accepted", by, now);
    }

    void declined(Page page, Person to, String by, Instant now) {
        handOver(page, to, "declined", by, now);
    }

    /** Not under the page's own id: who is told so was not rung for it. */
    private void handOver(Page page, Person to, String key, String name, Instant now) {
        Subject.Brief brief = subjects.brief(page);
        String about = "handoff." + key + "." + page.id() + "." + now.getEpochSecond();
        say(to, about, "n", words.say(to, key, name, brief.title()), words.say(to, key + ".text", name),
                links.screen(brief.link()), now);
    }

    void silent(Page page, Person to, String whom, Instant now) {
        Subject.Brief brief = subjects.brief(page);
        say(to, page.id(), "n-silent" + now.getEpochSecond(), words.say(to, "silent", brief.title()),
                words.say(to, "silent.text", whom), links.screen(brief.link()), now);
    }
}
