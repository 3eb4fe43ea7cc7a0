package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.Bells;
import org.wakebell.bells.Line;
import org.wakebell.drivers.Outcome;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;

/** Carries one ring out: asks whether it is still wanted, rings with no transaction open, records what became of it. */
final class Ringing implements DutyKind {

    /** What is not sure is rung again with the same key, this soon. */
    private static final Duration UNSURE = Duration.ofSeconds(5);

    /** Another node rings the bell and writes down what it heard: so long nobody takes that for a bell that does not ring. */
    private static final Duration HANDED = Duration.ofSeconds(15);
    private static final Duration HEARD = Duration.ofSeconds(2);

    /** Another page's ring is being started on the same bell: a moment later this one joins it. */
    private static final Duration WAITS = Duration.ofMillis(500);

    private final Clock clock;
    private final Tx tx;
    private final Pages pages;
    private final Bells bells;
    private final People people;
    private final Handoffs handoffs;
    private final Fold fold;
    private final Duties duties;
    private final Subjects subjects;
    private final Pokes pokes;
    private final Stages stages;

    Ringing(
            Clock clock,
            Tx tx,
            Pages pages,
            Bells bells,
            People people,
            Handoffs handoffs,
            Fold fold,
            Duties duties,
            Subjects subjects,
            Pokes pokes,
            Stages stages) {
        this.clock = clock;
        this.tx = tx;
        this.pages = pages;
        this.bells = bells;
        this.people = people;
        this.handoffs = handoffs;
        this.fold = fold;
        this.duties = duties;
        this.subjects = subjects;
        this.pokes = pokes;
        this.stages = stages;
    }

    @Override
    public String name() {
        return Rings.DUTY;
    }

    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(15, failures));
    }

    private record Look(@Nullable RingRow ring, @Nullable Page page, boolean stands) {}

    @Override
    public void perform(Held held) throws InterruptedException {
        String key = held.duty().key();
        Look look = tx.read(() -> {
            RingRow ring = pages.ring(key).orElse(null);
            return ring == null
                    ? new Look(null, null, false)
                    : new Look(ring, pages.find(ring.page()).orElse(null), ring.loud() && fold.stands(ring));
        });
        RingRow ring = look.ring();
        if (ring == null || !ring.wanted(look.page())) {
            held.finish(() -> {});
            return;
        }
        Page page = look.page();
        if (page != null && page.held() && ring.loud()) {
            held.again(clock.instant().plus(Steps.HOLD), "", () -> {});
            return;
        }
        if (!ring.loud() || look.stands()) {
            ring(held, ring);
            return;
        }
        switch (tx.write(() -> fold.turn(ring, clock.instant()))) {
            case Fold.Turn.Over over -> held.finish(() -> {});
            case Fold.Turn.NoBell noBell ->
                held.settle(() -> pages.lock(ring.page()), () -> record(ring, new Outcome.Refused("this bell was removed", false), clock.instant()));
            case Fold.Turn.Waits waits -> held.again(clock.instant().plus(WAITS), "", () -> {});
            case Fold.Turn.Joins joins -> held.settle(() -> pages.lock(ring.page()), () -> join(ring, joins.standing()));
            case Fold.Turn.Rings rings -> ring(held, ring);
        }
    }

    private void ring(Held held, RingRow ring) throws InterruptedException {
        Outcome outcome = bells.ring(ring.id());
        held.settle(() -> pages.lock(ring.page()), () -> record(ring, outcome, clock.instant()));
    }

    /** One noise for both: its proof is theirs, and its words say so. */
    private Held.Next join(RingRow seen, String standing) {
        Instant now = clock.instant();
        RingRow ring = pages.ring(seen.id()).orElseThrow();
        Page page = pages.find(ring.page()).orElse(null);
        if (page == null || !ring.wanted(page)) {
            return new Held.Next.Done();
        }
        RingRow other = pages.ring(standing).orElseThrow();
        if (!other.live() || !fold.join(ring, page, standing)) {
            return new Held.Next.Again(now, "");
        }
        pages.outcome(ring.id(), RingRow.State.RUNG, other.outcome(), other.proof(), other.proofAt());
        tell(ring, now, label(ring) + " sounds for this, too", "one ring for all that calls them; its words say so");
        handoffs.proved(ring, now);
        pokes.poke("paging/" + ring.page());
        return new Held.Next.Done();
    }

    private Held.Next record(RingRow ring, Outcome outcome, Instant now) {
        if (outcome == Line.ELSEWHERE && now.isBefore(ring.due().plus(HANDED))) {
            return new Held.Next.Again(now.plus(HEARD), "");
        }
        boolean again = again(ring, outcome, now);
        learned(ring, outcome, now);
        return switch (outcome) {
            case Outcome.RetryLater o when again -> new Held.Next.Again(now.plus(o.after()), "");
            case Outcome.Unknown o when again -> new Held.Next.Again(now.plus(UNSURE), "");
            default -> new Held.Next.Done();
        };
    }

    /** For ten minutes after it was due; then the page has long gone on to others. */
    private static boolean again(RingRow ring, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.RetryLater o -> now.plus(o.after()).isBefore(ring.due().plus(Duration.ofMinutes(10)));
            case Outcome.Unknown o -> now.plus(UNSURE).isBefore(ring.due().plus(Duration.ofMinutes(10)));
            case Outcome.Sounding o -> false;
            case Outcome.Taken o -> false;
            case Outcome.Refused o -> false;
        };
    }

    /** Writes down what a bell said, now or later, and goes on at once if nothing of this step can ring. */
    void learned(RingRow ring, Outcome outcome, Instant now) {
        RingRow.State before = ring.state();
        switch (outcome) {
            case Outcome.Sounding o -> {
                String proof = o.proof().kind() + " " + o.proof().detail();
                pages.outcome(ring.id(), RingRow.State.RUNG, "sounding", proof, o.proof().at());
                if (!ring.outcome().equals("sounding")) {
                    tell(ring, now, label(ring) + " is sounding", proof(o.proof()));
                    rang(ring, now);
                    tx.afterCommit(() -> stages.took(Stages.Stage.RUNG, Duration.between(ring.due(), now)));
                }
                handoffs.proved(ring, now);
            }
            case Outcome.Taken o -> {
                pages.outcome(ring.id(), RingRow.State.RUNG, "taken", o.receipt(), now);
                if (before != RingRow.State.RUNG) {
                    tell(ring, now, label(ring) + " took it", o.receipt());
                    rang(ring, now);
                }
            }
            case Outcome.RetryLater o -> failed(ring, "retry", label(ring) + " could not ring yet", o.why(), now);
            case Outcome.Refused o -> failed(ring, "refused", label(ring) + " cannot ring", o.why(), now);
            case Outcome.Unknown o -> failed(ring, "unknown", label(ring) + ": not known whether it rang", o.why(), now);
        }
        pokes.poke("paging/" + ring.page());
    }

    private void failed(RingRow ring, String outcome, String what, String why, Instant now) {
        pages.outcome(ring.id(), RingRow.State.FAILED, outcome, why, null);
        fold.alone(ring, now);
        if (!ring.outcome().equals(outcome)) {
            tell(ring, now, what, why);
        }
        Page page = pages.find(ring.page()).orElse(null);
        if (page == null || page.state() != Page.State.RINGING || !page.nextAt().isAfter(now)) {
            return;
        }
        String step = page.nextRound() + "." + page.nextStep();
        boolean passed = ring.place().startsWith("p");
        boolean current = ring.place().equals(step) || (ring.step().equals(step) && page.tries() > 0);
        boolean hope = pages.live(ring.page(), ring.place(), ring.step()) || (passed && pages.live(ring.page(), step, step));
        if ((passed || current) && !hope) {
            pages.next(page.id(), page.nextRound(), page.nextStep(), Steps.DONE, now);
            duties.move(Steps.DUTY, page.id(), now);
            tell(ring, now, "On to the next step at once", "no bell of " + (passed ? "theirs" : "this step") + " rang");
        }
    }

    private void tell(RingRow ring, Instant now, String what, String why) {
        pages.find(ring.page()).ifPresent(page -> subjects.told(page, now, what, why));
    }

    private void rang(RingRow ring, Instant now) {
        String name = people.person(ring.person()).map(Person::name).orElse(ring.person());
        String bell = bells.bell(ring.bell()).map(Bells.BellFact::label).orElse("");
        pages.find(ring.page()).ifPresent(page -> subjects.rang(page, now, ring.person(), name, bell, ring.why()));
    }

    private String label(RingRow ring) {
        String owner = people.person(ring.person()).map(Person::name).orElse("someone");
        return owner + "’s " + bells.bell(ring.bell()).map(Bells.BellFact::label).orElse("bell");
    }

    private static String proof(Outcome.Proof proof) {
        String what = switch (proof.kind()) {
            case ACCEPTED -> "the device accepted it";
            case DEVICE_STATE -> "the device says that it sounds";
            case POWER -> "it draws power";
            case HEARD -> "a microphone heard it";
            case BROWSER -> "the page in the browser plays it";
        };
        return proof.detail().isEmpty() || proof.detail().equals(what) ? what : what + ": " + proof.detail();
    }
}
