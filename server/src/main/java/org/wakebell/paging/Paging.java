package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.Bells;
import org.wakebell.oncall.OnCall;
import org.wakebell.paging.Pages.RingRow;
import org.wakebell.people.Actor;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Role;
import org.wakebell.people.Service;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Duty;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Refusal;

/**
 * The promise to reach someone. A page rings by the steps of a policy until a human answers; every step says why.
 * All methods join the caller's transaction, or open one.
 */
public final class Paging {

    /**
     * @param subjectKind and {@code subjectId}: what it is about, see {@link Subject}
     * @param urgency WAKE rings the service's policy, sirens and all; TRIAGE reaches the triagers; GENTLE never wakes
     * @param persons if not empty, these come first (wake someone by hand, a drill)
     * @param notBefore no loud bell before this instant (the undo of a verdict)
     */
    public record NewPage(
            String subjectKind,
            String subjectId,
            Urgency urgency,
            String service,
            Set<String> persons,
            Actor by,
            String why,
            Instant notBefore) {

        public NewPage {
            persons = Set.copyOf(persons);
        }
    }

    /** What a page may do to a night. */
    public enum Urgency {
        WAKE,
        TRIAGE,
        GENTLE
    }

    /** How a page ends without, or after, an answer. */
    public enum End {
        RESOLVED,
        STOOD_DOWN,
        RECOVERED,
        JUDGED,
        UNDONE
    }

    /** What became of an answer. */
    public enum Heard {
        /** It counts; everything is quiet. */
        ANSWERED,
        /** Someone was first; this act keeps the wake check away. */
        ALREADY,
        /** Recorded and shown; this person may not answer, so the bell goes on. */
        SEEN,
        /** The page is over. */
        OVER
    }

    public record PageFact(
            String id,
            String subjectKind,
            String subjectId,
            Urgency urgency,
            String service,
            String state,
            @Nullable String answeredBy,
            @Nullable Instant answeredAt,
            Instant opened) {}

    /** One ring of a page, for its story. */
    public record RingFact(
            String person,
            String bell,
            boolean loud,
            String state,
            String outcome,
            String proof,
            @Nullable Instant proofAt,
            String why,
            Instant due) {}

    /** @param wakes a loud bell is among those that would ring */
    public record Planned(String person, String name, String how, String why, boolean wakes, Duration after) {}

    private static final Duration PASS_PATIENCE = Passes.OWED;

    private final Clock clock;
    private final Tx tx;
    private final Ids ids;
    private final Duties duties;
    private final Pokes pokes;
    private final People people;
    private final Bells bells;
    private final Pages pages;
    private final Whom whom;
    private final Rings rings;
    private final Steps steps;
    private final Watch watch;
    private final Passes passes;
    private final Silence silence;
    private final Notes notes;
    private final Subjects subjects;
    private final Links links;

    Paging(
            Clock clock,
            Tx tx,
            Ids ids,
            Duties duties,
            Pokes pokes,
            People people,
            Bells bells,
            Pages pages,
            Whom whom,
            Rings rings,
            Steps steps,
            Watch watch,
            Passes passes,
            Silence silence,
            Notes notes,
            Subjects subjects,
            Links links) {
        this.clock = clock;
        this.tx = tx;
        this.ids = ids;
        this.duties = duties;
        this.pokes = pokes;
        this.people = people;
        this.bells = bells;
        this.pages = pages;
        this.whom = whom;
        this.rings = rings;
        this.steps = steps;
        this.watch = watch;
        this.passes = passes;
        this.silence = silence;
        this.notes = notes;
        this.subjects = subjects;
        this.links = links;
    }

    /**
     * Opens a page and its first duty; the first ring starts right after the commit. A 911 judged by the person who
     * would be rung is answered by them, and no bell sounds.
     *
     * @return the page's id
     */
    public String page(NewPage page) {
        return tx.write(() -> {
            String id = ids.next();
            Instant now = clock.instant();
            pages.insert(id, page, now, Page.State.RINGING);
            Page row = pages.find(id).orElseThrow();
            if (page.urgency() == Urgency.WAKE && isTheResponder(row, page.by(), now)) {
                pages.owned(id, page.by().person(), now);
                watch.begin(id, now, Watch.OWNED);
                subjects.told(row, now, page.by().name() + " has it", "on call and judged it: no bell rings");
                subjects.answered(row, "own", page.by());
                return id;
            }
            steps.begin(id, now);
            if (page.urgency() == Urgency.WAKE) {
                silence.begin(id, now);
            }
            pokes.poke("paging");
            return id;
        });
    }

    private boolean isTheResponder(Page page, Actor by, Instant now) {
        boolean human = by.via() == Actor.Via.SCREEN || by.via() == Actor.Via.TOKEN;
        if (!human || !page.persons().isEmpty()) {
            return false;
        }
        boolean first = true;
        for (Planned p : plan(page, now)) {
            if (p.person().equals(by.person()) && (first || p.after().isZero() || p.why().startsWith("on call"))) {
                return true;
            }
            first = false;
        }
        return false;
    }

    /**
     * "I'm up." Everything about the page goes quiet within a second and the wake check begins. It counts from the
     * person who was rung and from anyone with the capability; anybody else is only seen.
     */
    public Heard answer(Actor by, String page, String choice) {
        return tx.write(() -> {
            Page row = lock(page);
            Instant now = clock.instant();
            people.acted(by.person(), now);
            if (row.state() == Page.State.ENDED) {
                return Heard.OVER;
            }
            if (!mayAnswer(by, row)) {
                subjects.told(row, now, by.name() + " saw it", "may not answer for this service; the bell goes on");
                return Heard.SEEN;
            }
            if (!pages.answered(page, by.person(), now)) {
                acted(by, page);
                return Heard.ALREADY;
            }
            quiet(page, "");
            if (row.urgency() == Urgency.WAKE) {
                watch.begin(page, now, Watch.ANSWERED);
            }
            subjects.told(row, now, by.name() + ": I’m up", via(by));
            subjects.answered(row, choice, by);
            return Heard.ANSWERED;
        });
    }

    /** Quiets this person's bells; it is no answer, so the next step comes at once. */
    public void hush(Actor by, String page) {
        tx.write(() -> {
            Page row = lock(page);
            if (row.state() != Page.State.RINGING || !pages.rung(page).contains(by.person())) {
                return;
            }
            Instant now = clock.instant();
            quietPerson(row, by.person());
            duties.move(Steps.DUTY, page, now);
            subjects.told(row, now, by.name() + " hushed the bell", "quiet, but not an answer: on to the next step");
        });
    }

    /**
     * "Not me": the next person is rung, and the passer again after three minutes unless someone answered. Two passes
     * a page; after that the next step comes at once.
     */
    public Heard passOn(Actor by, String page, @Nullable String to) {
        return tx.write(() -> {
            Page row = lock(page);
            Instant now = clock.instant();
            if (row.state() == Page.State.ENDED) {
                return Heard.OVER;
            }
            if (row.state() != Page.State.RINGING) {
                return Heard.ALREADY;
            }
            if (!mayAnswer(by, row)) {
                return Heard.SEEN;
            }
            people.acted(by.person(), now);
            quietPerson(row, by.person());
            Person next = successor(row, by, to, now);
            if (next == null || !pages.passed(page)) {
                duties.move(Steps.DUTY, page, now);
                subjects.told(row, now, by.name() + " passed it on", next == null
                        ? "nobody else may help: on to the next step"
                        : "passed twice already: on to the next step");
                return Heard.ANSWERED;
            }
            Rings.Decided decided = rings.decide(new Rings.Call(
                    row,
                    next,
                    "p" + row.passes(),
                    people.awake(next, now) ? Rings.Manner.AWAKE : Rings.Manner.ASLEEP,
                    Policy.GENTLE,
                    now,
                    by.name() + " passed it on to you"));
            people.person(by.person()).ifPresent(from -> passes.begin(row, from, next, now));
            duties.move(Steps.DUTY, page, now.plus(PASS_PATIENCE));
            subjects.told(row, now, by.name() + " passed it on to " + next.name() + ": " + decided.said(),
                    "comes back in 3 minutes without an answer");
            return Heard.ANSWERED;
        });
    }

    /** Who "Pass it on" would ring, for the button's label. */
    public @Nullable Person successor(String page, Actor by) {
        return tx.<@Nullable Person>read(() -> successor(require(page), by, null, clock.instant()));
    }

    private @Nullable Person successor(Page page, Actor by, @Nullable String to, Instant now) {
        Service service = steps.service(page);
        if (to != null) {
            Person chosen = people.person(to).filter(Person::active).orElse(null);
            if (chosen == null || !chosen.is(Role.RESPONDER) || !chosen.can(service.demands())) {
                throw Refusal.invalid("to", "That person may not help with " + service.name() + ".");
            }
            return chosen;
        }
        Set<String> not = new HashSet<>(pages.rung(page.id()));
        not.add(by.person());
        return whom.resolve(new Policy.Target.NextAble(), service, now, not).stream()
                .map(Whom.Found::person)
                .findFirst()
                .orElse(null);
    }

    /** Someone did something about the subject: the wake check starts over. */
    public void acted(Actor by, String page) {
        tx.write(() -> {
            Instant now = clock.instant();
            people.acted(by.person(), now);
            Page row = lock(page);
            if (pages.acted(page, now)) {
                watch.begin(page, now, row.state() == Page.State.OWNED ? Watch.OWNED : Watch.ANSWERED);
            }
        });
    }

    /** Someone works on it: quiet, and asked again every 30 minutes without an act. */
    public void own(Actor by, String page) {
        tx.write(() -> {
            Page row = lock(page);
            Instant now = clock.instant();
            if (!mayAnswer(by, row)) {
                throw Refusal.forbidden("Only who was called, or who holds the service's capability, can take this on.");
            }
            if (!pages.owned(page, by.person(), now)) {
                throw Refusal.conflict("This page is over.");
            }
            people.acted(by.person(), now);
            quiet(page, "");
            watch.begin(page, now, Watch.OWNED);
            subjects.told(row, now, by.name() + " works on it", via(by));
        });
    }

    /** No new loud bell while the subject seems to recover; {@code false} goes on where it was. */
    public void hold(String page, boolean recovering, String why) {
        tx.write(() -> {
            Page row = lock(page);
            Instant now = clock.instant();
            if (!pages.held(page, recovering)) {
                return;
            }
            subjects.told(row, now, recovering ? "No new bell for now" : "The bells go on where they were", why);
            if (!recovering) {
                for (RingRow ring : pages.rings(page)) {
                    if (ring.state() == RingRow.State.OWED) {
                        duties.move(Rings.DUTY, ring.id(), later(now, ring.due()));
                    }
                }
                duties.move(Steps.DUTY, page, later(now, row.nextAt()));
            }
        });
    }

    /**
     * What had recovered fires again: an ended page rings on at the step where it was, the same people, loud at once.
     * Nothing happens to a page that ended for another reason.
     */
    public void resume(String page, String why) {
        tx.write(() -> {
            lock(page);
            Instant now = clock.instant();
            if (!pages.resumed(page)) {
                return;
            }
            Page row = require(page);
            subjects.told(row, now, "The bells go on where they were", why);
            String place = row.nextRound() + "." + row.nextStep();
            pages.rings(page).stream()
                    .filter(r -> r.place().equals(place))
                    .map(RingRow::person)
                    .distinct()
                    .flatMap(id -> people.person(id).stream())
                    .forEach(person -> {
                        Rings.Decided decided = rings.decide(new Rings.Call(
                                row, person, "r" + now.getEpochSecond(), Rings.Manner.AT_ONCE, Policy.GENTLE, now, why));
                        subjects.told(row, now, person.name() + ": " + decided.said(), why);
                    });
            duties.owe(new Duty.Owed(Steps.DUTY, page, page, "", now.plus(Policy.WAIT)).first());
            silence.begin(page, now);
        });
    }

    /** The page is over. Everyone who was rung is told softly that they may sleep. */
    public void end(Actor by, String page, End how, String why) {
        tx.write(() -> {
            Page row = lock(page);
            Instant now = clock.instant();
            if (!pages.ended(page, how, why, now)) {
                return;
            }
            List<RingRow> rung = pages.rings(page);
            quiet(page, "");
            duties.cancel(Watch.DUTY, page);
            if (row.urgency() == Urgency.WAKE) {
                Set<String> told = new HashSet<>();
                for (RingRow ring : rung) {
                    boolean heard = !ring.outcome().isEmpty() && !ring.person().equals(by.person());
                    if (heard && told.add(ring.person())) {
                        people.person(ring.person()).ifPresent(p -> notes.over(row, p, how, now));
                    }
                }
            }
        });
    }

    /** "I need help": rings the next person at once, beside whoever answered. */
    public void help(Actor by, String page) {
        tx.write(() -> {
            Page row = lock(page);
            if (row.state() == Page.State.ENDED) {
                throw Refusal.conflict("This page is over.");
            }
            Instant now = clock.instant();
            acted(by, page);
            Person next = successor(row, by, null, now);
            if (next == null) {
                throw Refusal.conflict("Everyone who may help was rung already.");
            }
            Rings.Decided decided = rings.decide(new Rings.Call(
                    row,
                    next,
                    "h" + now.getEpochSecond(),
                    people.awake(next, now) ? Rings.Manner.AWAKE : Rings.Manner.ASLEEP,
                    Policy.GENTLE,
                    now,
                    by.name() + " needs help"));
            subjects.told(row, now, next.name() + ": " + decided.said(), by.name() + " needs help");
        });
    }

    /** A soft message to a person, durable like a ring, never loud. The same {@code key} is said once. */
    public void note(Person to, String key, String title, String text, String link) {
        tx.write(() -> notes.say(to, key, "n", title, text, links.screen(link), clock.instant()));
    }

    public Optional<PageFact> find(String page) {
        return tx.read(() -> pages.find(page).map(Page::fact));
    }

    /** The subject's words for a page: what is broken, since when. */
    public Subject.Brief brief(String page) {
        return tx.read(() -> subjects.brief(require(page)));
    }

    /** Pages that ring or that someone is up for, newest first. */
    public List<PageFact> open() {
        return tx.read(() -> pages.in(Page.State.RINGING, Page.State.ANSWERED, Page.State.OWNED).stream()
                .map(Page::fact)
                .toList());
    }

    public List<RingFact> rings(String page) {
        return tx.read(() -> pages.rings(page).stream()
                .map(r -> new RingFact(
                        r.person(),
                        bells.bell(r.bell()).map(Bells.BellFact::label).orElse(""),
                        r.loud(),
                        r.state().name(),
                        r.outcome(),
                        r.proof(),
                        r.proofAt(),
                        r.why(),
                        r.due()))
                .toList());
    }

    /** When the next step comes, while the page rings. */
    public @Nullable Instant nextStep(String page) {
        return tx.<@Nullable Instant>read(() -> duties.due(Steps.DUTY, page));
    }

    /** Whom a 911 of this service would ring now, in order, with reasons: shown before the button is pressed. */
    public List<Planned> plan(String service, Instant at) {
        return tx.read(() -> plan(unborn(service, at), at));
    }

    private List<Planned> plan(Page page, Instant at) {
        Service service = steps.service(page);
        List<Planned> plan = new ArrayList<>();
        Set<String> rung = new HashSet<>();
        Duration after = Duration.ZERO;
        for (Policy.Step step : steps.steps(page, service)) {
            boolean works = false;
            for (Whom.Found f : whom.resolve(step.target(), service, at, rung)) {
                List<Bells.BellFact> theirs = bells.of(f.person().id());
                boolean soft = step.target() instanceof Policy.Target.Awake;
                boolean wakes = !soft && theirs.stream().anyMatch(Bells.BellFact::waking);
                works |= theirs.stream().anyMatch(Bells.BellFact::works);
                if (rung.add(f.person().id())) {
                    String how = String.join(
                            ", ",
                            theirs.stream().filter(b -> !soft || !b.waking()).map(Bells.BellFact::label).toList());
                    plan.add(new Planned(f.person().id(), f.person().name(), how, f.why(), wakes, after));
                }
            }
            after = works ? after.plus(step.patience()) : after;
        }
        return plan;
    }

    /**
     * Who can help with a service at an instant: on call in the schedules of its policy, and apart, who is authorised
     * and awake, each with the reason. This is what a page asks.
     */
    public OnCall.CanHelp whoCanHelp(String service, Instant at) {
        return tx.read(() -> {
            Page page = unborn(service, at);
            Service of = steps.service(page);
            List<String> schedules = steps.steps(page, of).stream()
                    .map(step -> Policy.schedule(step.target()))
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
            return whom.canHelp(of, schedules, at);
        });
    }

    private static Page unborn(String service, Instant at) {
        return new Page("", "", "", Urgency.WAKE, service, List.of(), "", "", at, at, Page.State.RINGING, false, 0, 1, 0,
                at, at, "", null, null);
    }

    /** Whether somebody of those who judge this service's alerts is awake: nobody awake shortens their time. */
    public boolean triagerAwake(String service, Instant at) {
        return tx.read(() -> {
            Service of = people.service(service).orElseGet(() -> new Service(service, service, "", Set.of()));
            return whom.triagers(of).stream().anyMatch(p -> people.awake(p, at));
        });
    }

    private boolean mayAnswer(Actor by, Page page) {
        if (pages.rung(page.id()).contains(by.person())) {
            return true;
        }
        Person person = people.person(by.person()).orElse(null);
        if (person == null || !person.active()) {
            return false;
        }
        if (page.urgency() != Urgency.WAKE) {
            return person.is(Role.TRIAGER) || person.is(Role.ADMIN);
        }
        Service service = steps.service(page);
        return person.is(Role.RESPONDER) && person.can(service.demands()) && whom.able(service).contains(person);
    }

    private void quiet(String page, String person) {
        duties.cancel(Steps.DUTY, page);
        duties.cancelAbout(Rings.DUTY, page);
        duties.cancelAbout(Passes.DUTY, page);
        duties.cancel(Silence.DUTY, page);
        pages.quiet(page, person);
        bells.hushAbout(page);
        pokes.poke("paging/" + page);
        pokes.poke("paging");
    }

    private void quietPerson(Page page, String person) {
        for (RingRow ring : pages.rings(page.id())) {
            if (ring.person().equals(person) && ring.state() != RingRow.State.QUIET) {
                duties.cancel(Rings.DUTY, ring.id());
                bells.hush(ring.id());
            }
        }
        pages.quiet(page.id(), person);
        pokes.poke("paging/" + page.id());
    }

    /** Every act locks its page first, then the duties: one order for all. */
    private Page lock(String page) {
        return pages.locked(page).orElseThrow(() -> Refusal.missing("There is no such page."));
    }

    private Page require(String page) {
        return pages.find(page).orElseThrow(() -> Refusal.missing("There is no such page."));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static String via(Actor by) {
        return switch (by.via()) {
            case SCREEN -> "on the screen";
            case TOKEN -> "through the API";
            case LINK -> "by the link in the message";
            case BELL -> "beside the bell";
            case SENDER -> "by the sender";
            case SYSTEM -> "";
        };
    }
}
