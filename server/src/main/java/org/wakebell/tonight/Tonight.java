package org.wakebell.tonight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakebell.bells.Bells;
import org.wakebell.oncall.OnCall;
import org.wakebell.people.Clocks;
import org.wakebell.people.Person;
import org.wakebell.platform.clock.Clock;

/** Who is needed in the coming night, and whether they could be woken. Reads only. */
public final class Tonight {

    /** @param why the reason they are needed: {@code on call until 09:00 Asia/Seoul, rota "nights"} */
    public record Needed(Person person, String why, Instant from, boolean now, Readiness readiness) {}

    private final Clock clock;
    private final Clocks clocks;
    private final OnCall oncall;
    private final Bells bells;

    Tonight(Clock clock, Clocks clocks, OnCall oncall, Bells bells) {
        this.clock = clock;
        this.clocks = clocks;
        this.oncall = oncall;
        this.bells = bells;
    }

    /** Whether this person could be woken now, from what their bells last said of themselves. */
    public Readiness readiness(Person person) {
        List<Bells.BellFact> theirs = bells.of(person.id());
        List<String> reasons = new ArrayList<>();
        List<String> proofs = new ArrayList<>();
        boolean loudWorks = false;
        boolean softWorks = false;
        for (Bells.BellFact bell : theirs) {
            if (bell.works()) {
                loudWorks |= bell.waking();
                softWorks |= !bell.waking();
                proofs.add(bell.label() + ": " + bell.health());
            } else {
                reasons.add(bell.label() + ": " + bell.health());
            }
        }
        if (theirs.stream().noneMatch(Bells.BellFact::waking)) {
            reasons.addFirst("No loud bell is set up: pair a siren or arm a bedside page.");
        } else if (!loudWorks) {
            reasons.addFirst("No loud bell works.");
        }
        if (!softWorks && loudWorks) {
            reasons.add("No soft way works (mail), so every call begins with the siren.");
        }
        clocks.doubts(person).forEach(doubt -> reasons.add(doubt.question()));
        Readiness.State state = !loudWorks
                ? Readiness.State.NOT_READY
                : reasons.isEmpty() ? Readiness.State.READY : Readiness.State.DOUBTFUL;
        return new Readiness(state, reasons, proofs);
    }

    /** Everyone who is on call now or within the coming night, those on call now first. */
    public List<Needed> needed() {
        Instant now = clock.instant();
        Map<String, Needed> needed = new LinkedHashMap<>();
        for (String schedule : oncall.schedules()) {
            for (OnCall.Turn turn : oncall.who(schedule, now).turns()) {
                add(needed, turn, now, true);
            }
        }
        for (String schedule : oncall.schedules()) {
            for (Instant handoff : handoffs(schedule, now)) {
                for (OnCall.Turn turn : oncall.who(schedule, handoff).turns()) {
                    add(needed, turn, handoff, false);
                }
            }
        }
        return List.copyOf(needed.values());
    }

    private void add(Map<String, Needed> needed, OnCall.Turn turn, Instant from, boolean now) {
        needed.computeIfAbsent(
                turn.person().id(),
                id -> new Needed(turn.person(), turn.why(), from, now, readiness(turn.person())));
    }

    /** Why this person is needed in the night that begins at the given instant; empty if they may sleep in peace. */
    Set<String> reasons(Person person, Instant at) {
        Set<String> reasons = new LinkedHashSet<>();
        for (String schedule : oncall.schedules()) {
            List<Instant> looks = new ArrayList<>();
            looks.add(at);
            looks.addAll(handoffs(schedule, at));
            for (Instant look : looks) {
                for (OnCall.Turn turn : oncall.who(schedule, look).turns()) {
                    if (turn.person().id().equals(person.id())) {
                        reasons.add(turn.why());
                    }
                }
            }
        }
        return reasons;
    }

    private List<Instant> handoffs(String schedule, Instant after) {
        Instant end = after.plus(Evening.NIGHT);
        return oncall.handoffs(schedule, after, 24).stream().filter(h -> h.isBefore(end)).toList();
    }
}
