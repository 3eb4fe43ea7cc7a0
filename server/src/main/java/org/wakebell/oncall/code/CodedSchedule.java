package org.wakebell.oncall.code;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.Draft;
import org.wakebell.oncall.TemporaryDraft;
import org.wakebell.oncall.rotation.Cause;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.Join;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;

/**
 * One schedule of a file. People are whatever the file calls them.
 *
 * @param mentioned the names of the fields that the file gives; what it leaves out is left alone on a server
 */
record CodedSchedule(
        Draft draft, List<TemporaryDraft> temporaries, List<Asked> overrides, Set<String> mentioned, Rota rota) {

    /** Overrides lie over temporary schedules, whatever the order in the file. */
    static CodedSchedule of(
            Draft draft, List<TemporaryDraft> temporaries, List<Asked> overrides, Set<String> mentioned) {
        List<Change> changes = new ArrayList<>();
        for (TemporaryDraft one : temporaries) {
            String id = Integer.toString(changes.size() + 1);
            changes.add(new Change.Temporary(id, one.from(), one.until(), draft.zone(), one.name(), one.layers()));
        }
        for (Asked asked : overrides) {
            changes.add(change(Integer.toString(changes.size() + 1), asked, draft));
        }
        return new CodedSchedule(draft, temporaries, overrides, Set.copyOf(mentioned), new Rota(draft.layers(), changes));
    }

    String name() {
        return draft.name();
    }

    private static Change change(String id, Asked asked, Draft draft) {
        return switch (asked.kind()) {
            case ADD -> new Change.Add(id, asked.from(), asked.until(), draft.zone(), asked.person());
            case REMOVE -> new Change.Remove(id, asked.from(), asked.until(), draft.zone(), asked.person());
            case REPLACE ->
                new Change.Replace(id, asked.from(), asked.until(), draft.zone(), asked.person(), asked.insteadOf());
        };
    }

    /** What {@link RotaFile#shifts} says. */
    List<RotaFile.Shift> shifts(Instant from, Instant to, boolean handoffs) {
        List<RotaFile.Shift> shifts = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (Span span : rota.spans(from, to, Join.HANDOFFS)) {
            if (!span.gap()) {
                join(shifts, spans, span, handoffs);
            }
        }
        return shifts;
    }

    private static void join(List<RotaFile.Shift> shifts, List<Span> spans, Span span, boolean handoffs) {
        RotaFile.Shift next = new RotaFile.Shift(span.from(), span.until(), span.people(), label(span));
        RotaFile.Shift last = shifts.isEmpty() ? null : shifts.getLast();
        if (last != null
                && last.end().equals(next.start())
                && last.layer().equals(next.layer())
                && new HashSet<>(last.people()).equals(new HashSet<>(next.people()))
                && !(handoffs && Turns.handedOff(spans.getLast(), span))) {
            shifts.set(shifts.size() - 1, new RotaFile.Shift(last.start(), next.end(), last.people(), last.layer()));
        } else {
            shifts.add(next);
        }
        spans.add(span);
    }

    /** The layers that put people there, in order; an override is called one. */
    private static String label(Span span) {
        return String.join(", ", span.seats().stream().map(CodedSchedule::label).distinct().toList());
    }

    static String label(Seat seat) {
        return switch (seat.cause()) {
            case Cause.Turned turned -> turned.label();
            case Cause.Changed changed -> changed.change() instanceof Change.Temporary one ? one.name() : "override";
        };
    }
}
