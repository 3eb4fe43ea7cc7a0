package org.wakebell.oncall.code;

import java.time.Instant;
import java.time.ZoneId;
import org.wakebell.oncall.Asked;
import org.wakebell.oncall.TemporaryDraft;
import org.wakebell.oncall.rotation.Change;
import org.wakebell.oncall.rotation.When;

/** Whether an override or a temporary schedule of a file is one that the server has. */
final class OverrideMatch {

    static boolean same(TemporaryDraft draft, Change change, ZoneId zone, Instant now) {
        return change instanceof Change.Temporary one
                && when(draft.from(), draft.until(), change, zone, now)
                && one.name().equals(draft.name())
                && one.layers().equals(draft.layers());
    }

    /** What began already is the same whenever the file says it began. */
    private static boolean when(When from, When until, Change change, ZoneId zone, Instant now) {
        Instant begins = from.start(zone);
        Instant began = change.from().start(change.zone());
        return (!begins.isAfter(now) && !began.isAfter(now) || begins.equals(began))
                && until.end(zone).equals(change.until().end(change.zone()));
    }

    static boolean same(Asked asked, Change change, ZoneId zone, Instant now) {
        return when(asked.from(), asked.until(), change, zone, now)
                && switch (change) {
                    case Change.Add add -> asked.kind() == Asked.Kind.ADD && asked.person().equals(add.person());
                    case Change.Remove remove -> asked.kind() == Asked.Kind.REMOVE && asked.person().equals(remove.person());
                    case Change.Replace replace -> asked.kind() == Asked.Kind.REPLACE
                            && asked.person().equals(replace.person())
                            && asked.insteadOf().equals(replace.insteadOf());
                    case Change.Temporary _ -> false;
                };
    }

    private OverrideMatch() {}
}
