package org.wakebell.zones.broken;

import java.time.ZonedDateTime;

/** Breaks the wall around what java.time loads, so that the wall can be seen to stand. */
public record AsksForAZone(ZonedDateTime when) {}
