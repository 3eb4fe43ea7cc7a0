/** Calendars that are subscribed to: vacations and shifts that other programs keep, read again every 15 minutes. */
@NullMarked
@NamedInterface("subscribe")
package org.wakebell.oncall.subscribe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
