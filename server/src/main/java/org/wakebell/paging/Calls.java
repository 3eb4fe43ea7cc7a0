package org.wakebell.paging;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wakebell.bells.Bells;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Ring;
import org.wakebell.people.Person;

/** What a bell is told about one page, or about all that call the same person at once. */
final class Calls {

    /** A bell that could only start this much later than decided must not start at all. */
    private static final Duration STALE = Duration.ofMinutes(10);

    /** A title names this many incidents; the text names all. */
    private static final int NAMED = 3;

    private final Bells bells;
    private final Subjects subjects;
    private final Links links;
    private final BellWords words;

    Calls(Bells bells, Subjects subjects, Links links, BellWords words) {
        this.bells = bells;
        this.subjects = subjects;
        this.links = links;
        this.words = words;
    }

    /**
     * Writes the order of a ring, in the caller's transaction.
     *
     * @param pages the ring's own first, then others that call this person at the same time
     */
    void order(RingRow ring, Person person, Bells.BellFact bell, List<Page> pages, Instant start) {
        Said said = say(ring, person, pages, "up");
        Loudness loudness = bell.waking() ? Loudness.siren(bell.maximum()) : Loudness.gentle();
        bells.order(new Bells.NewOrder(
                ring.id(), bell.id(), ring.page(), said.title, said.text, said.choices, loudness, start.plus(STALE)));
    }

    /**
     * The ring that sounds says from now on that it sounds for all these pages. False if it was quieted meanwhile.
     *
     * @param listed how many pages its words have listed so far: the answer says which words it answered
     */
    boolean reword(RingRow ring, Person person, List<Page> pages, int listed) {
        Said said = say(ring, person, pages, up(listed));
        return bells.reword(ring.id(), said.title, said.text, said.choices);
    }

    /** The answer to words that listed so many pages. */
    private static String up(int listed) {
        return listed == 1 ? "up" : "up." + listed;
    }

    /** How many pages were listed by the words that this answers. */
    static int listed(String choice) {
        return choice.matches("up\\.[0-9]{1,6}") ? Integer.parseInt(choice.substring(3)) : 1;
    }

    private record Said(String title, String text, List<Ring.Choice> choices) {}

    private Said say(RingRow ring, Person person, List<Page> pages, String up) {
        Page page = pages.getFirst();
        List<Subject.Brief> briefs = pages.stream().map(subjects::brief).toList();
        Subject.Brief first = briefs.getFirst();
        List<String> text = new ArrayList<>(first.facts());
        for (Subject.Brief other : briefs.subList(1, briefs.size())) {
            text.add("");
            text.add(other.title());
            text.addAll(other.facts());
        }
        text.add("");
        text.add(words.say(person, "why", ring.why()));
        List<Ring.Choice> choices = new ArrayList<>();
        if (page.urgency() == Paging.Urgency.WAKE) {
            URI answer = links.answer(page.id(), person.id());
            choices.add(new Ring.Choice(up, words.say(person, "up"), answer));
            choices.add(new Ring.Choice("pass", words.say(person, "pass"), answer));
        } else {
            choices.add(new Ring.Choice("open", words.say(person, "open"), links.screen(first.link())));
        }
        return new Said(
                words.title(person, page.urgency(), title(person, briefs)), String.join("\n", text).strip(), choices);
    }

    private String title(Person person, List<Subject.Brief> briefs) {
        if (briefs.size() == 1) {
            return briefs.getFirst().title();
        }
        String titles = briefs.stream().limit(NAMED).map(Subject.Brief::title).collect(Collectors.joining("; "));
        return words.say(person, "several", briefs.size(), briefs.size() > NAMED ? titles + "; …" : titles);
    }
}
