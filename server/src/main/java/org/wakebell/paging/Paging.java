package org.wakebell.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakebell.bells.Bells;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.Actor;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;

/**
 * The promise to reach someone. A page rings by the steps of a policy until a human answers; every step says why.
 * All methods join the caller's transaction, or open one.
 */
public final class Paging {

    /**
     * @param subjectKind and {@code subjectId}: what it is about, see {@link Subject}
     * @param urgency WAKE rings the service's policy, sirens and all; TRIAGE reaches the triagers; GENTLE never wakes: a 912
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
        UNDONE,
        /** Somebody does it: a 912 asks nobody any more. */
        TAKEN
    }

    /** What became of an answer. */
    public enum Heard {
        /** It counts; everything is quiet. */
        ANSWERED,
        /** It counts and this person's bells are quiet, but the policy asks for more people: the others ring on. */
        MORE,
        /** Someone was first; this act keeps the wake check away. */
        ALREADY,
        /** Recorded and shown; this person may not answer, so the bell goes on. */
        SEEN,
        /** The page is over. */
        OVER
    }

    /** @param offeredTo whom its owner wants to have it; it moves when they accept */
    public record PageFact(
            String id,
            String subjectKind,
            String subjectId,
            Urgency urgency,
            String service,
            String state,
            @Nullable String answeredBy,
            @Nullable Instant answeredAt,
            @Nullable String offeredTo,
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

    /** @param after the message; a bell that does not work holds up none behind it */
    public record BellAt(String bell, String label, boolean waking, boolean works, Duration after) {}

    private final Clock clock;
    private final Tx tx;
    private final Bells bells;
    private final Pages pages;
    private final Notes notes;
    private final Subjects subjects;
    private final Links links;
    private final Acts acts;
    private final HandOver handOver;
    private final Course course;
    private final Foresight foresight;
    private final Duties duties;
    private final Steps steps;

    Paging(
            Clock clock,
            Tx tx,
            Duties duties,
            Bells bells,
            Pages pages,
            Notes notes,
            Subjects subjects,
            Links links,
            Acts acts,
            HandOver handOver,
            Course course,
            Foresight foresight,
            Steps steps) {
        this.steps = steps;
        this.clock = clock;
        this.tx = tx;
        this.duties = duties;
        this.bells = bells;
        this.pages = pages;
        this.notes = notes;
        this.subjects = subjects;
        this.links = links;
        this.acts = acts;
        this.handOver = handOver;
        this.course = course;
        this.foresight = foresight;
    }

    /**
     * Opens a page and its first duty; the first ring starts right after the commit. A 911 judged by the person who
     * would be rung is answered by them, and no bell sounds.
     *
     * @return the page's id
     */
    public String page(NewPage page) {
        return tx.write(() -> course.open(page));
    }

    /**
     * "I'm up." Everything about the page goes quiet within a second and the wake check begins. It counts from the
     * person who was rung and from anyone with the capability; anybody else is only seen.
     */
    public Heard answer(Actor by, String page, String choice) {
        return answer(by, List.of(page), choice);
    }

    /**
     * The same for several 911s that one screen listed, the one it was opened for first. What was not listed goes on.
     *
     * @return what became of the first
     */
    public Heard answer(Actor by, List<String> listed, String choice) {
        return tx.write(() -> acts.answer(by, listed, choice));
    }

    /** 911s that have rung this person and still ring, newest first: what one answer may list. */
    public List<PageFact> calling(String person) {
        return tx.read(() -> pages.calling(person).stream().map(Page::fact).toList());
    }

    /** Quiets this person's bells; it is no answer, so the next step comes at once. */
    public void hush(Actor by, String page) {
        hush(by, List.of(page), Instant.MAX);
    }

    /**
     * The same for what several 911s ring.
     *
     * @param heard as {@link #heard} said when the button was shown. What was decided later is not meant: a hush that
     *     arrives twice must not hush the next step's bells
     */
    public void hush(Actor by, List<String> listed, Instant heard) {
        tx.write(() -> acts.hush(by, listed, heard));
    }

    /** This person is asked to get up: it rings them, or whoever has it needs their help. */
    public boolean calls(String page, String person) {
        return tx.read(() -> {
            Page row = require(page);
            return pages.rings(page, person).stream().anyMatch(ring -> !ring.note() && ring.wanted(row));
        });
    }

    /** When the newest of this person's rings by these pages was decided. */
    public Instant heard(String person, List<String> listed) {
        return tx.read(() -> listed.stream()
                .flatMap(page -> pages.rings(page, person).stream())
                .map(RingRow::decided)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH));
    }

    /**
     * "Not me": the next person is rung, and the passer again after three minutes unless someone answered. Two passes
     * a page; after that the next step comes at once.
     */
    public Heard passOn(Actor by, String page, @Nullable String to) {
        return passOn(by, List.of(page), to);
    }

    public Heard passOn(Actor by, List<String> listed, @Nullable String to) {
        return tx.write(() -> acts.passOn(by, listed, to));
    }

    /** Would an answer of theirs count: they were called, or hold what the service asks for. */
    public boolean mayAnswer(Actor by, String page) {
        return tx.read(() -> pages.find(page).filter(row -> acts.mayAnswer(by, row)).isPresent());
    }

    /** Who "Pass it on" would ring, for the button's label. */
    public @Nullable Person successor(String page, Actor by) {
        return tx.<@Nullable Person>read(() -> acts.successor(page, by, clock.instant()));
    }

    /** Someone did something about the subject: the wake check starts over. */
    public void acted(Actor by, String page) {
        tx.write(() -> acts.acted(by, page));
    }

    /** Someone works on it: quiet, and asked again every 30 minutes without an act. */
    public void own(Actor by, String page) {
        tx.write(() -> acts.own(by, page));
    }

    /** "I need help": rings the next person at once, beside whoever answered. */
    public void help(Actor by, String page) {
        tx.write(() -> acts.help(by, page));
    }

    /** Whoever has it wants another able person to have it. Nothing moves until that one accepts. */
    public void offer(Actor by, String page, String to) {
        tx.write(() -> handOver.offer(by, page, to));
    }

    /** Takes on what was offered. The other one is told. */
    public void accept(Actor by, String page) {
        tx.write(() -> handOver.accept(by, page));
    }

    /** No, by the person it was offered to; or taken back by the one who offered it. It stays where it is. */
    public void decline(Actor by, String page) {
        tx.write(() -> handOver.decline(by, page));
    }

    /** Whom a page could be offered to. */
    public List<Person> candidates(String page) {
        return tx.read(() -> handOver.candidates(require(page)));
    }

    /** No new loud bell while the subject seems to recover; {@code false} goes on where it was. */
    public void hold(String page, boolean recovering, String why) {
        tx.write(() -> course.hold(page, recovering, why));
    }

    /**
     * What had recovered fires again: an ended page rings on at the step where it was, the same people, loud at once.
     * Nothing happens to a page that ended for another reason.
     */
    public void resume(String page, String why) {
        tx.write(() -> course.resume(page, why));
    }

    /** The page is over. Everyone who was rung is told softly that they may sleep. */
    public void end(Actor by, String page, End how, String why) {
        tx.write(() -> course.end(by, page, how, why));
    }

    /** So many users are hurt by now: too many for a step that waits for the awake ends it at once. */
    public void hurts(String page, long users) {
        tx.write(() -> steps.hurts(page, users));
    }

    /** A soft message to a person, durable like a ring, never loud. The same {@code key} is said once. */
    public void note(Person to, String key, String title, String text, String link) {
        tx.write(() -> notes.say(to, key, "n", title, text, links.screen(link), clock.instant()));
    }

    /** The same about a 912: by the bells that the person chose for those. */
    public void noteTask(Person to, String key, String title, String text, String link) {
        tx.write(() -> notes.say(Rules.Kind.TASK, to, key, "n", title, text, links.screen(link), clock.instant()));
    }

    /** Deletes the page of a beat of the pulse, with all that came of it; nobody is told. */
    public void forgetBeat(String page) {
        tx.write(() -> {
            if (pages.forgetBeat(page)) {
                duties.cancel(Steps.DUTY, page);
                duties.cancelAbout(Rings.DUTY, page);
                bells.forgetBeat(page);
            }
        });
    }

    /** The first lock of a transaction that is about a page: from here on nobody else changes it, or what it is about. */
    public void lock(String page) {
        tx.write(() -> pages.lock(page));
    }

    public Optional<PageFact> find(String page) {
        return tx.read(() -> pages.find(page).map(Page::fact));
    }

    /** The subject's words for a page: what is broken, since when. */
    public Subject.Brief brief(String page) {
        return tx.read(() -> subjects.brief(require(page)));
    }

    /** Pages that ring or that someone is up for, newest first; the pulse's is none of anybody's business. */
    public List<PageFact> open() {
        return tx.read(() -> pages.in(Page.State.RINGING, Page.State.ANSWERED, Page.State.OWNED).stream()
                .map(Page::fact)
                .toList());
    }

    public List<RingFact> rings(String page) {
        return tx.read(() -> pages.rings(page).stream()
                .map(r -> r.fact(bells.bell(r.bell()).map(Bells.BellFact::label).orElse("")))
                .toList());
    }

    /** When the next step comes, while the page rings. */
    public @Nullable Instant nextStep(String page) {
        return tx.<@Nullable Instant>read(() -> duties.due(Steps.DUTY, page));
    }

    /** Whom a 911 of this service would ring now, in order, with reasons: shown before the button is pressed. */
    public List<Planned> plan(String service, Instant at) {
        return tx.read(() -> foresight.plan(service, at));
    }

    /** Who would hear of a 912 of this service at an instant, in order, softly and when they are awake, with reasons. */
    public List<Planned> planTask(String service, Instant at) {
        return tx.read(() -> foresight.task(service, at));
    }

    /** Whether this actor is whom a 911 of this service would ring: their own 911 is theirs at once, and no bell sounds. */
    public boolean isYours(String service, Actor by, Instant at) {
        return tx.read(() -> foresight.isTheResponder(service, by, at));
    }

    /** Which of this person's bells a message would ring in a situation, and when, as the bells work now. */
    public List<BellAt> bells(Person person, Rules.When when) {
        return tx.read(() -> foresight.bells(person, when));
    }

    /**
     * Who can help with a service at an instant: on call in the schedules of its policy, and apart, who is authorised
     * and awake, each with the reason. This is what a page asks.
     */
    public OnCall.CanHelp whoCanHelp(String service, Instant at) {
        return tx.read(() -> foresight.whoCanHelp(service, at));
    }

    /** When the first bell of each page is known to have rung, of those that rang in this stretch; by page. */
    public Map<String, Instant> rang(Instant from, Instant until) {
        return tx.read(() -> pages.rang(from, until));
    }

    /** Whether somebody of those who judge this service's alerts is awake: nobody awake shortens their time. */
    public boolean triagerAwake(String service, Instant at) {
        return tx.read(() -> foresight.triagerAwake(service, at));
    }

    private Page require(String page) {
        return pages.find(page).orElseThrow(Pages::none);
    }
}
