package org.wakebell.tonight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.duty.Held;

/**
 * One duty per schedule: "you go on call in an hour", "you are off". Who is decided when it is due, from the schedule
 * as it is then, so nobody hears of a shift that no longer exists. Each handoff is told once to each person.
 */
final class ShiftNotes implements DutyKind {

    static final String DUTY = "tonight.shift";

    private static final Duration BEFORE = Duration.ofHours(1);

    /** After a stop, an end of a shift older than this is no news. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final int MOST = 50;

    private final Clock clock;
    private final OnCall oncall;
    private final Notices notices;

    ShiftNotes(Clock clock, OnCall oncall, Notices notices) {
        this.clock = clock;
        this.oncall = oncall;
        this.notices = notices;
    }

    @Override
    public String name() {
        return DUTY;
    }

    @Override
    public int parkAfter() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void perform(Held held) {
        held.settle(() -> {
            String schedule = held.duty().key();
            OnCall.Named named = oncall.named().stream().filter(one -> one.id().equals(schedule)).findFirst().orElse(null);
            if (named == null) {
                return new Held.Next.Done();
            }
            Instant now = clock.instant();
            for (Instant handoff : oncall.handoffs(schedule, now.minus(LATE), MOST)) {
                if (handoff.isAfter(now.plus(BEFORE))) {
                    break;
                }
                if (handoff.isAfter(now)) {
                    begins(named, handoff);
                } else {
                    ended(named, handoff, now);
                }
            }
            return new Held.Next.Again(next(schedule, now), "");
        });
    }

    private void begins(OnCall.Named schedule, Instant handoff) {
        Set<String> before = ids(turns(schedule, handoff.minusNanos(1)));
        for (OnCall.Turn turn : turns(schedule, handoff)) {
            if (!before.contains(turn.person().id())) {
                Person to = turn.person();
                String title = notices.say(to, "SOON", schedule.name(), notices.at(to, handoff));
                notices.tell(Notices.Notice.SOON, to, key("soon", schedule, handoff, to), title,
                        notices.say(to, "SOON.text", turn.why()), "/on-call/" + schedule.id());
            }
        }
    }

    private void ended(OnCall.Named schedule, Instant handoff, Instant now) {
        Set<String> then = ids(turns(schedule, handoff));
        then.addAll(ids(turns(schedule, now)));
        List<OnCall.Turn> after = turns(schedule, handoff);
        for (OnCall.Turn turn : turns(schedule, handoff.minusNanos(1))) {
            Person to = turn.person();
            if (!then.contains(to.id())) {
                String who = after.stream().map(next -> next.person().name()).collect(Collectors.joining(", "));
                String text = who.isEmpty() ? notices.say(to, "OFF.nobody") : notices.say(to, "OFF.text", who);
                notices.tell(Notices.Notice.OFF, to, key("off", schedule, handoff, to),
                        notices.say(to, "OFF", schedule.name()), text, "/on-call/" + schedule.id());
            }
        }
    }

    /** A fall-back is not a shift. */
    private List<OnCall.Turn> turns(OnCall.Named schedule, Instant at) {
        OnCall.OnDuty duty = oncall.who(schedule.id(), at);
        return duty.fallback() ? List.of() : duty.turns();
    }

    private static Set<String> ids(List<OnCall.Turn> turns) {
        return turns.stream().map(turn -> turn.person().id()).collect(Collectors.toSet());
    }

    private static String key(String what, OnCall.Named schedule, Instant handoff, Person to) {
        return "shift." + what + "." + schedule.id() + "." + handoff.getEpochSecond() + "." + to.id();
    }

    /** The next time anything is to be said; a day ahead if nothing is near. */
    Instant next(String schedule, Instant now) {
        @Nullable Instant next = null;
        for (Instant handoff : oncall.handoffs(schedule, now, MOST)) {
            Instant soon = handoff.minus(BEFORE);
            Instant due = soon.isAfter(now) ? soon : handoff;
            next = next == null || due.isBefore(next) ? due : next;
            if (soon.isAfter(now)) {
                break;
            }
        }
        Instant tomorrow = now.plus(Duration.ofDays(1));
        return next == null || next.isAfter(tomorrow) ? tomorrow : next;
    }
}
