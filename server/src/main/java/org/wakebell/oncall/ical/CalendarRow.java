package org.wakebell.oncall.ical;

import gg.jte.Content;
import org.jspecify.annotations.Nullable;

/**
 * One calendar that may have a secret address.
 *
 * @param schedule empty: one's own shifts
 * @param made since when; null if there is none
 */
public record CalendarRow(String schedule, String name, @Nullable Content made) {}
