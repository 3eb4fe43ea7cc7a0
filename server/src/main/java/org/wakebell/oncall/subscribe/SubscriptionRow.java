package org.wakebell.oncall.subscribe;

import gg.jte.Content;
import org.jspecify.annotations.Nullable;

/**
 * One calendar as the screen shows it.
 *
 * @param what whose vacations or shifts it tells
 * @param good since when its copy is good; null if there is none yet
 * @param since since when it is in trouble; null if it is not
 */
public record SubscriptionRow(
        Subscription it, String what, @Nullable Content good, @Nullable Content since, boolean mayEnd) {}
