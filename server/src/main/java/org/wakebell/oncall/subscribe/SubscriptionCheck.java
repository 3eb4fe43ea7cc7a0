package org.wakebell.oncall.subscribe;

import java.util.List;
import org.wakebell.platform.vital.Check;

/** Calendars that can no longer be read: what they said last counts on, and somebody must look. */
final class SubscriptionCheck implements Check {

    private final Subscriptions subscriptions;

    SubscriptionCheck(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public String name() {
        return "calendars";
    }

    @Override
    public Finding look() {
        List<Subscription> all = subscriptions.all();
        List<Subscription> broken = all.stream().filter(one -> !one.trouble().isEmpty()).toList();
        if (broken.isEmpty()) {
            return Finding.ready(all.isEmpty() ? "no calendar is read" : all.size() + " read");
        }
        Subscription first = broken.getFirst();
        return Finding.degraded("the calendar \"" + first.label() + "\" cannot be read since " + first.since() + ": " + first.trouble()
                + (broken.size() > 1 ? ", and " + (broken.size() - 1) + " more" : "")
                + ". What it said last still counts; look at On call, Calendars.");
    }
}
