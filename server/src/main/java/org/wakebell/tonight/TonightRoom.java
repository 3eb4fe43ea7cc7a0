package org.wakebell.tonight;

import java.util.List;
import org.wakebell.bells.Bells;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.paging.Paging;
import org.wakebell.people.Clocks;
import org.wakebell.people.People;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Words;

/** Puts the room together. */
public final class TonightRoom {

    private final Tonight tonight;
    private final EveningLook evening;
    private final SwapNotes swapNotes;
    private final Notices notices;
    private final ShiftNotes shifts;
    private final MovedNotes moved;
    private final WeeklyNotes weekly;
    private final NoticeRounds rounds;

    public TonightRoom(
            Clock clock, Tx tx, Duties duties, Pokes pokes, Words words, People people, Clocks clocks, OnCallRoom planned, Bells bells, Paging paging) {
        OnCall oncall = planned.onCall();
        this.notices = new Notices(tx, people, paging, words);
        this.shifts = new ShiftNotes(clock, oncall, notices);
        this.moved = new MovedNotes(clock, people, oncall, notices);
        this.weekly = new WeeklyNotes(clock, people, planned.planning(), planned.lookout(), notices, words);
        this.rounds = new NoticeRounds(clock, tx, duties, planned.planning(), shifts);
        this.tonight = new Tonight(clock, clocks, oncall, bells);
        this.swapNotes = new SwapNotes(people, oncall, planned.swaps(), paging, words);
        this.evening = new EveningLook(clock, tx, duties, pokes, people, tonight, paging, words);
    }

    public Tonight tonight() {
        return tonight;
    }

    /** Which messages about their shifts people want. */
    public Notices notices() {
        return notices;
    }

    public List<DutyKind> kinds() {
        return List.of(evening, swapNotes, shifts, moved, weekly);
    }

    public List<Loop> loops() {
        return List.of(evening.rounds(), rounds);
    }

    /** Nobody who is on call now can be woken: that is an outage of its own. */
    public List<Check> checks() {
        return List.of(new Check() {
            @Override
            public String name() {
                return "tonight";
            }

            @Override
            public Finding look() {
                var onCall = tonight.needed().stream().filter(Tonight.Needed::now).toList();
                var deaf = onCall.stream()
                        .filter(n -> n.readiness().state() == Readiness.State.NOT_READY)
                        .toList();
                if (onCall.isEmpty()) {
                    return Finding.degraded("Nobody is on call now: a 911 would ring a fall-back, or the whole team. "
                            + "Make a schedule on the On call screen.").said("tonight.finding.nobody");
                }
                if (deaf.isEmpty()) {
                    return Finding.ready("Everyone on call could be woken now.").said("tonight.finding.ready");
                }
                String who = deaf.getFirst().person().name();
                String why = deaf.getFirst().readiness().reasons().getFirst();
                return Finding.degraded(who + " is on call and could not be woken. " + why).said("tonight.finding.deaf", who, why);
            }
        });
    }
}
