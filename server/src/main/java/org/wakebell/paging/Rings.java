package org.wakebell.paging;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakebell.bells.Bells;
import org.wakebell.drivers.Loudness;
import org.wakebell.drivers.Ring;
import org.wakebell.paging.Pages.RingRow;
import org.wakebell.people.Person;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;

/**
 * Decides the rings of one person: soft bells first, loud ones when the person sleeps. Writes the ring, the order and
 * the duty in the caller's transaction; nothing sounds here.
 */
final class Rings {

    static final String DUTY = "paging.ring";

    /** A bell that could only start this much later than decided must not start at all. */
    private static final Duration STALE = Duration.ofMinutes(10);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** How a person is rung. */
    enum Manner {
        /** Soft bells, then the loud ones after the step's gentle part. */
        ASLEEP,
        /** Soft bells; the loud ones when a waking person would have answered long ago. */
        AWAKE,
        /** Everything at once: someone who answered and went quiet, or nobody else is left. */
        AT_ONCE,
        /** Soft bells only. */
        SOFTLY
    }

    /** @param place where in the story of the page: {@code 1.2} round and step, {@code p1} a pass, {@code c…} a check */
    record Call(Page page, Person person, String place, Manner manner, Duration gentle, Instant now, String why) {}

    /**
     * @param works at least one bell of theirs should work
     * @param said what will happen, for the story
     */
    record Decided(boolean works, String said) {}

    private final Pages pages;
    private final Bells bells;
    private final Duties duties;
    private final Subjects subjects;
    private final Links links;
    private final BellWords words;

    Rings(Pages pages, Bells bells, Duties duties, Subjects subjects, Links links, BellWords words) {
        this.pages = pages;
        this.bells = bells;
        this.duties = duties;
        this.subjects = subjects;
        this.links = links;
        this.words = words;
    }

    Decided decide(Call call) {
        List<Bells.BellFact> all = bells.of(call.person().id());
        boolean softOnly = call.manner() == Manner.SOFTLY || call.page().urgency() != Paging.Urgency.WAKE;
        List<Bells.BellFact> soft = all.stream().filter(b -> !b.waking()).toList();
        List<Bells.BellFact> loud = softOnly ? List.of() : all.stream().filter(Bells.BellFact::waking).toList();
        boolean softWorks = soft.stream().anyMatch(Bells.BellFact::works);
        boolean loudWorks = loud.stream().anyMatch(Bells.BellFact::works);
        Instant loudAt = later(call.now().plus(softWorks ? patience(call) : Duration.ZERO), call.page().notBefore());

        Map<String, RingRow> busy = new HashMap<>();
        for (RingRow ring : pages.rings(call.page().id())) {
            if (ring.loud() && (ring.state() == RingRow.State.OWED || ring.state() == RingRow.State.RUNG)) {
                busy.put(ring.bell(), ring);
            }
        }
        List<String> said = new ArrayList<>();
        for (Bells.BellFact bell : soft) {
            write(call, bell, call.now(), said, busy);
        }
        for (Bells.BellFact bell : loud) {
            write(call, bell, loudAt, said, busy);
        }
        return new Decided(softWorks || loudWorks, String.join(", ", said));
    }

    /** They have a bell that is not loud and should work. */
    boolean reachesSoftly(Person person) {
        return bells.of(person.id()).stream().anyMatch(b -> !b.waking() && b.works());
    }

    private static Duration patience(Call call) {
        return switch (call.manner()) {
            case ASLEEP -> call.gentle();
            case AWAKE -> Policy.WAIT;
            case AT_ONCE, SOFTLY -> Duration.ZERO;
        };
    }

    private void write(Call call, Bells.BellFact bell, Instant due, List<String> said, Map<String, RingRow> busy) {
        RingRow going = busy.get(bell.id());
        if (going != null) {
            said.add(bell.label() + sooner(call, going, due));
            return;
        }
        String key = call.page().id() + "." + call.place() + "." + bell.id();
        RingRow ring = new RingRow(
                key,
                call.page().id(),
                call.person().id(),
                bell.id(),
                call.place(),
                bell.waking(),
                call.why(),
                call.now(),
                due,
                RingRow.State.OWED,
                "",
                "",
                null);
        if (!pages.insertRing(ring)) {
            return;
        }
        order(call, bell, key, due);
        duties.owe(new Duty.Owed(DUTY, key, call.page().id(), "", due).first());
        boolean now = !due.isAfter(call.now());
        said.add(bell.label() + (now ? "" : " at " + clock(call.person(), due)) + (bell.works() ? "" : " (" + bell.health() + ")"));
    }

    /** A bell that this page already rings is not started twice; one that would ring later is brought forward. */
    private String sooner(Call call, RingRow going, Instant due) {
        if (going.state() == RingRow.State.OWED && going.due().isAfter(due)) {
            pages.due(going.id(), due);
            duties.move(DUTY, going.id(), due);
            return due.isAfter(call.now()) ? " at " + clock(call.person(), due) : "";
        }
        return " goes on";
    }

    private void order(Call call, Bells.BellFact bell, String key, Instant due) {
        Subject.Brief brief = subjects.brief(call.page());
        Person person = call.person();
        String text = String.join("\n", brief.facts()) + "\n\n" + words.say(person, "why", call.why());
        List<Ring.Choice> choices = new ArrayList<>();
        if (call.page().urgency() == Paging.Urgency.WAKE) {
            URI answer = links.answer(call.page().id(), person.id());
            choices.add(new Ring.Choice("up", words.say(person, "up"), answer));
            choices.add(new Ring.Choice("pass", words.say(person, "pass"), answer));
        } else {
            choices.add(new Ring.Choice("open", words.say(person, "open"), links.screen(brief.link())));
        }
        Loudness loudness = bell.waking() ? Loudness.siren(bell.maximum()) : Loudness.gentle();
        String title = words.title(person, call.page().urgency(), brief.title());
        bells.order(new Bells.NewOrder(
                key, bell.id(), call.page().id(), title, text.strip(), choices, loudness, due.plus(STALE)));
    }

    /** By the clock where they are now. */
    static String clock(Person person, Instant at) {
        return CLOCK.format(ZonedDateTime.ofInstant(at, person.here()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
