/** Calendars that leave: shifts as iCalendar (RFC 5545) behind secret addresses. */
@NullMarked
package org.wakebell.oncall.ical;

import org.jspecify.annotations.NullMarked;
