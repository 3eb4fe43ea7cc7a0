package org.wakebell.paging;

import java.net.URI;
import java.util.List;
import org.wakebell.bells.Answers;
import org.wakebell.bells.Bells;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Words;

/** Puts the room together. */
public final class PagingRoom {

    private final Paging paging;
    private final Policies policies;
    private final Rules rules;
    private final Links links;
    private final Subjects subjects = new Subjects();
    private final Answers answers;
    private final List<DutyKind> kinds;

    /** @param base the server's public address, for links */
    public PagingRoom(
            Clock clock, Tx tx, Ids ids, Duties duties, Pokes pokes, Stages stages, Sealer sealer, Words speech, URI base, People people, OnCall oncall, Bells bells) {
        Pages pages = new Pages(tx);
        BellWords words = new BellWords(speech);
        Up up = new Up(pages);
        Whom whom = new Whom(people, oncall, up);
        this.links = new Links(base, sealer);
        this.policies = new Policies(tx, ids, people, oncall);
        Calls calls = new Calls(bells, subjects, links, words);
        this.rules = new Rules(tx, people, bells);
        BellPlan plan = new BellPlan(bells, rules);
        Fold fold = new Fold(tx, pages, bells, people, calls, duties);
        Rings rings = new Rings(pages, bells, duties, calls, fold, plan);
        Notes notes = new Notes(pages, bells, duties, links, words, subjects, plan, people);
        Telling telling = new Telling(pages, policies, people, whom, rings, plan, subjects);
        Steps steps = new Steps(clock, pages, policies, people, whom, up, duties, rings, telling, subjects, pokes);
        Quiet quiet = new Quiet(clock, pages, bells, fold, duties, pokes);
        Handoffs handoffs =
                new Handoffs(clock, pages, people, oncall, steps, rings, quiet, notes, duties, subjects);
        Ringing ringing =
                new Ringing(clock, tx, pages, bells, people, handoffs, fold, duties, subjects, pokes, stages);
        Passes passes = new Passes(clock, pages, people, rings, duties, subjects);
        Silence silence = new Silence(clock, pages, people, whom, steps, notes, duties, subjects);
        Watch watch = new Watch(clock, pages, people, steps, silence, handoffs, rings, notes, duties, subjects);
        Acts acts = new Acts(clock, duties, people, pages, whom, rings, steps, watch, passes, quiet, subjects);
        HandOver handOver = new HandOver(clock, people, pages, whom, steps, watch, acts, quiet, notes, subjects);
        Foresight foresight = new Foresight(people, bells, whom, steps, telling, plan);
        Course course = new Course(
                clock, ids, duties, people, pages, rings, steps, watch, silence, handoffs, notes, foresight, pokes, quiet, subjects);
        this.paging = new Paging(
                clock, tx, duties, bells, pages, notes, subjects, links, acts, handOver, course, foresight, steps);
        this.answers = new Pressed(pages, people, paging, ringing, fold);
        this.kinds = List.of(steps, ringing, watch, passes, silence, handoffs);
    }

    public Paging paging() {
        return paging;
    }

    public Policies policies() {
        return policies;
    }

    public Rules rules() {
        return rules;
    }

    public Links links() {
        return links;
    }

    /** The hook that the bells room calls. */
    public Answers answers() {
        return answers;
    }

    /** The rooms that page about something introduce themselves before the house opens. */
    public void answersFor(Subject subject) {
        subjects.add(subject);
    }

    /** @throws IllegalStateException if a kind of page would find nobody to speak for it */
    public void ready() {
        subjects.require(List.of("incident", "alert"));
    }

    public List<DutyKind> kinds() {
        return kinds;
    }

    /** A service without a policy still wakes people, but everyone instead of the right one. */
    public List<Check> checks() {
        return List.of(new Check() {
            @Override
            public String name() {
                return "policies";
            }

            @Override
            public Finding look() {
                var without = policies.without();
                return without.isEmpty()
                        ? Finding.ready("Every service has an escalation policy.").said("paging.finding.ready")
                        : Finding.degraded("A 911 of " + without.getFirst().name()
                                + " would ring its whole team one by one: give it an escalation policy.")
                                .said("paging.finding.without", without.getFirst().name());
            }
        });
    }
}
