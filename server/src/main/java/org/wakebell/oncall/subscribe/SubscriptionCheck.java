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
            return Finding.ready("Calendars that are read: " + all.size() + ", all well.").said("oncall.check.calendars.ready", all.size());
        }
        Subscription first = broken.getFirst();
        return Finding.degraded("Calendars that cannot be read: " + broken.size() + ". The first is \"" + first.label() + "\", since "
                        + first.since() + ": " + first.trouble() + ". What it said last still counts; look at On call, Calendars.")
                .said("oncall.check.calendars.broken", broken.size(), first.label(), String.valueOf(first.since()), first.trouble());
    }
}
