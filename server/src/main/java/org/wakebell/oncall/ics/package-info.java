/**
 * Calendars that other programs wrote (RFC 5545 and what they make of it), as spans of time. Pure: no clock, no
 * database, no network. {@link org.wakebell.oncall.ics.Ics} is the door; docs/calendars.md says what is understood.
 */
@NullMarked
package org.wakebell.oncall.ics;

import org.jspecify.annotations.NullMarked;
