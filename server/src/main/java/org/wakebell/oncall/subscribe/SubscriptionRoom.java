package org.wakebell.oncall.subscribe;

import java.util.List;
import org.wakebell.oncall.OnCallRoom;
import org.wakebell.people.PeopleRoom;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.DutyKind;
import org.wakebell.platform.http.Outbound;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.vital.Check;

/** Wires the reading of calendars. */
public final class SubscriptionRoom {

    private final Subscriptions subscriptions;
    private final ReadCalendar read;

    public SubscriptionRoom(
            Clock clock, Tx tx, Ids ids, Duties duties, Sealer sealer, Outbound outbound, PeopleRoom people, OnCallRoom onCall) {
        this.subscriptions = new Subscriptions(
                clock, tx, ids, duties, sealer, people.people(), people.absences(), onCall.planning(), onCall.fed());
        this.read = new ReadCalendar(clock, tx, sealer, outbound, people.people(), people.absences(), onCall.fed());
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public List<DutyKind> kinds() {
        return List.of(read);
    }

    public List<Check> checks() {
        return List.of(new SubscriptionCheck(subscriptions));
    }
}
