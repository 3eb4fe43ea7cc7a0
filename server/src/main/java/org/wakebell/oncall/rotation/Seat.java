package org.wakebell.oncall.rotation;

/** One person on call, and why. */
public record Seat(String person, Cause cause) {}
