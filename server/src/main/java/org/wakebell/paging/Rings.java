package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.Bells;
import org.wakebell.people.Person;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;

/**
 * Decides the rings of one person: soft bells first, loud ones when the person sleeps. Writes the ring and its duty in the
 * caller's transaction, and the order of a soft bell; that of a loud one is written when it is due, see {@link Fold}, for a
 * bell must not know of a noise before its time. Nothing sounds here.
 */
final class Rings {

    static final String DUTY = "paging.ring";

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
     * @param atOnce a loud ring that is due now, whose bell it may {@link #take} already
     */
    record Decided(boolean works, String said, @Nullable Loud atOnce) {}

    /** A loud ring that was decided here and now. */
    record Loud(RingRow ring, Call call, Bells.BellFact bell) {}

    private final Pages pages;
    private final Bells bells;
    private final Duties duties;
    private final Calls calls;
    private final Fold fold;
    private final BellPlan plan;

    Rings(Pages pages, Bells bells, Duties duties, Calls calls, Fold fold, BellPlan plan) {
        this.fold = fold;
        this.plan = plan;
        this.pages = pages;
        this.bells = bells;
        this.duties = duties;
        this.calls = calls;
    }

    Decided decide(Call call) {
        Map<String, RingRow> busy = busy(call);
        List<Page> together = together(call);
        boolean works = false;
        List<String> said = new ArrayList<>();
        Loud atOnce = null;
        for (BellPlan.Timed timed : plan(call)) {
            Bells.BellFact bell = timed.bell();
            Instant due = call.now().plus(timed.after());
            if (bell.waking()) {
                due = later(due, call.page().notBefore());
            }
            RingRow going = busy.get(bell.id());
            if (going != null) {
                works |= bell.works() && going.live();
                said.add(bell.label() + goesOn(call, going, due));
                continue;
            }
            works |= bell.works();
            RingRow ring = write(call, bell, due, said, together);
            if (ring != null && ring.loud() && bell.works() && atOnce == null && !due.isAfter(call.now())) {
                atOnce = new Loud(ring, call, bell);
            }
        }
        return new Decided(works, String.join(", ", said), atOnce);
    }

    /** Takes the bell of a ring that was decided in this transaction, unless another page's ring has it. Once a transaction, last. */
    void take(Loud loud) {
        fold.turn(loud.ring(), loud.call().page(), loud.call().person(), loud.bell(), loud.call().now());
    }

    /**
     * What this page rings loudly beside this person already, and what it still tries to ring: no bell has two rings of one
     * page at a time. A soft one that was taken is sent anew.
     */
    private Map<String, RingRow> busy(Call call) {
        Map<String, RingRow> busy = new HashMap<>();
        for (RingRow ring : pages.rings(call.page().id(), call.person().id())) {
            if ((ring.loud() && ring.live()) || (ring.state() == RingRow.State.FAILED && bells.tries(ring.id()))) {
                busy.put(ring.bell(), ring);
            }
        }
        return busy;
    }

    private List<BellPlan.Timed> plan(Call call) {
        return switch (call.page().urgency()) {
            case WAKE -> plan.call(call.person(), call.manner(), call.gentle());
            case TRIAGE -> bells.of(call.person().id()).stream()
                    .filter(bell -> !bell.waking())
                    .map(bell -> new BellPlan.Timed(bell, Duration.ZERO))
                    .toList();
            case GENTLE -> plan.softly(call.person(), Rules.Kind.TASK, call.manner() == Manner.AWAKE);
        };
    }

    /** This page, and the others that call this person at this moment: their soft bells say all at once. */
    private List<Page> together(Call call) {
        List<Page> all = new ArrayList<>(List.of(call.page()));
        if (call.page().urgency() == Paging.Urgency.WAKE) {
            pages.calling(call.person().id()).stream()
                    .filter(other -> !other.id().equals(call.page().id()))
                    .forEach(all::add);
        }
        return all;
    }

    /** They have a bell that should work. */
    boolean reaches(Person person) {
        return bells.of(person.id()).stream().anyMatch(Bells.BellFact::works);
    }

    /** They have a bell that is not loud and should work. */
    boolean reachesSoftly(Person person) {
        return bells.of(person.id()).stream().anyMatch(b -> !b.waking() && b.works());
    }

    private @Nullable RingRow write(Call call, Bells.BellFact bell, Instant due, List<String> said, List<Page> all) {
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
                null,
                "");
        if (!pages.insertRing(ring)) {
            return null;
        }
        if (!bell.waking()) {
            calls.order(ring, call.person(), bell, all, due);
        }
        duties.owe(new Duty.Owed(DUTY, key, call.page().id(), "", due).first());
        boolean now = !due.isAfter(call.now());
        said.add(bell.label() + (now ? "" : " at " + clock(call.person(), due)) + (bell.works() ? "" : " (" + bell.health() + ")"));
        return ring;
    }

    /** A bell that this page already rings is not started twice; one that would ring later is brought forward. */
    private String goesOn(Call call, RingRow going, Instant due) {
        if (going.state() == RingRow.State.FAILED) {
            return " is still tried";
        }
        if (going.state() == RingRow.State.OWED && going.due().isAfter(due)) {
            pages.due(going.id(), due);
            duties.move(DUTY, going.id(), due);
            return due.isAfter(call.now()) ? " at " + clock(call.person(), due) : "";
        }
        return " goes on";
    }

    /** By the clock where they are now. */
    static String clock(Person person, Instant at) {
        return CLOCK.format(ZonedDateTime.ofInstant(at, person.here()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
